/*
 * Licensed to the camel-cocobase contributors under one or more
 * contributor license agreements.  See the NOTICE file distributed with
 * this work for additional information regarding copyright ownership.
 * The contributors license this file to You under the Apache License, Version 2.0
 * (the "License"); you may not use this file except in compliance with
 * the License.  You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelcocobase.client.rest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelcocobase.client.DocumentParser;
import io.github.camelcocobase.client.JsonInput;
import io.github.camelcocobase.client.WireDocument;

/**
 * Reads the rows of a list: a JSON array (all servers), or an object that has one as {@code documents} or {@code data}
 * (documentation). Row by row, without a tree.
 */
final class Listing {

    private Listing() {}

    /**
     * @return the rows; null if the text is JSON, but no list
     * @throws IOException if it is not JSON, or ends too early
     */
    static List<WireDocument> parse(byte[] body, DocumentParser documents) throws IOException {
        try (JsonInput in = JsonInput.open(body, 0, body.length)) {
            JsonToken first = in.parser().nextToken();
            List<WireDocument> rows = first == JsonToken.START_ARRAY
                    ? rows(in, documents)
                    : first == JsonToken.START_OBJECT ? wrapped(in, documents) : null;
            if (rows != null && in.parser().nextToken() != null) {
                throw new IOException("more than one JSON value");
            }
            return rows;
        }
    }

    private static List<WireDocument> wrapped(JsonInput in, DocumentParser documents) throws IOException {
        JsonParser parser = in.parser();
        List<WireDocument> rows = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && (name.equals("documents") || name.equals("data"))) {
                rows = rows(in, documents);
            } else {
                parser.skipChildren();
            }
        }
        return rows;
    }

    private static List<WireDocument> rows(JsonInput in, DocumentParser documents) throws IOException {
        JsonParser parser = in.parser();
        List<WireDocument> rows = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                rows.add(documents.parse(in));
            } else {
                // it takes up a place in the list all the same
                parser.skipChildren();
                rows.add(WireDocument.empty());
            }
        }
        return rows;
    }
}
