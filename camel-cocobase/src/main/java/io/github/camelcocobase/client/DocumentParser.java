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
package io.github.camelcocobase.client;

import java.io.IOException;
import java.util.Map;

/**
 * Reads one document, in any order of its fields and in either of the two shapes that Cocobase has:
 *
 * <ul>
 *   <li><em>nested</em>, in the server's source and in the Go SDK: the user's fields are the object {@code data}, beside
 *       {@code id}, {@code collection}, {@code collection_id} and {@code created_at};
 *   <li><em>flat</em>, in the documentation of the realtime API: the user's fields stand beside {@code id} and the
 *       others.
 * </ul>
 *
 * A document is nested if it has an object {@code data} and any of {@code id}, {@code created_at}, {@code createdAt},
 * {@code collection}, {@code collection_id}; a {@code data} that is null, with one of these and no field of the user's,
 * is a nested document without fields. Every other document is flat, and its fields but the server's own are the user's.
 *
 * <p>Instances are immutable and may be shared.
 */
public final class DocumentParser {

    private final DataForm form;

    /**
     * @param form the form in which the user's fields are kept; the flat shape always keeps a Map, from which the JSON
     *     text is made when it is asked for; not null
     */
    public DocumentParser(DataForm form) {
        this.form = form;
    }

    /**
     * Reads a document.
     *
     * @param in the input whose parser is at the document's opening brace; afterwards it is at its closing brace
     * @return what the document says; not null
     * @throws IOException if it is not well-formed or exceeds a limit of {@link JsonInput}
     */
    public WireDocument parse(JsonInput in) throws IOException {
        return new DocumentReading(in, this).read();
    }

    /**
     * Reads an object all of whose fields are the user's.
     *
     * @param in the input whose parser is at the object's opening brace; afterwards it is at its closing brace
     * @return the fields; not null
     * @throws IOException if it is not well-formed or exceeds a limit of {@link JsonInput}
     */
    public DocumentData parseData(JsonInput in) throws IOException {
        if (form == DataForm.MAP) {
            return DocumentData.ofMap(in.readObject());
        }
        int from = in.openingBrace();
        Map<String, Object> map = null;
        if (form == DataForm.BOTH) {
            map = in.readObject();
        } else {
            in.parser().skipChildren();
        }
        String json = in.text(from, in.position());
        return map == null ? DocumentData.ofJson(json) : DocumentData.of(map, json);
    }
}
