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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** One reading of one document: what was seen of it so far, and what it turns out to be. */
final class DocumentReading {

    private final JsonInput in;
    private final JsonParser parser;
    private final DocumentParser documents;

    private String id;
    private String underscoreId;
    private String collectionIdField;
    private String collectionObjectId;
    private String collectionName;
    private Instant createdAt;
    private Instant createdAtCamel;
    private Instant updatedAt;
    private Instant updatedAtCamel;

    /** Whether a field was seen that only a nested document has beside its data, or a flat one beside the user's. */
    private boolean described;

    /** The object {@code data}; null as long as there is none. */
    private DocumentData data;

    /** The user's fields if the document turns out to be flat; null as long as there are none. */
    private Map<String, Object> flat;

    /** Whether {@link #flat} lacks fields, since the document looked like a nested one. */
    private boolean flatIncomplete;

    /**
     * @param in the input whose parser is at the document's opening brace
     * @param documents knows the form that the user's fields are to be kept in
     */
    DocumentReading(JsonInput in, DocumentParser documents) {
        this.in = in;
        this.parser = in.parser();
        this.documents = documents;
    }

    WireDocument read() throws IOException {
        int from = in.openingBrace();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (!readOwnField(name, token)) {
                readUserField(name, token);
            }
        }
        if (data != null && described) {
            return document(data, collectionName);
        }
        Map<String, Object> fields = flatIncomplete ? rereadFlat(from) : flat;
        if (fields == null) {
            return document(DocumentData.empty(), null);
        }
        boolean dataIsNull = fields.size() == 1 && fields.containsKey("data") && fields.get("data") == null;
        return described && dataIsNull
                ? document(DocumentData.empty(), collectionName)
                // a flat document's "collection" may be the user's
                : document(DocumentData.ofMap(fields), null);
    }

    private WireDocument document(DocumentData fields, String collection) {
        return new WireDocument(
                id != null ? id : underscoreId,
                collectionIdField != null ? collectionIdField : collectionObjectId,
                collection,
                fields,
                createdAt != null ? createdAt : createdAtCamel,
                updatedAt != null ? updatedAt : updatedAtCamel);
    }

    private boolean readOwnField(String name, JsonToken token) throws IOException {
        switch (name) {
            case "id" -> {
                id = in.readIdentifier(token);
                described = true;
            }
            case "_id" -> underscoreId = in.readIdentifier(token);
            case "collection_id" -> {
                collectionIdField = in.readIdentifier(token);
                described = true;
            }
            case "collection" -> {
                readCollection(token);
                described = true;
            }
            case "created_at" -> {
                createdAt = timestamp(token);
                described = true;
            }
            case "createdAt" -> {
                createdAtCamel = timestamp(token);
                described = true;
            }
            case "updated_at" -> updatedAt = timestamp(token);
            case "updatedAt" -> updatedAtCamel = timestamp(token);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void readUserField(String name, JsonToken token) throws IOException {
        boolean isData = name.equals("data");
        if (isData && token == JsonToken.START_OBJECT) {
            data = documents.parseData(in);
            flatIncomplete = true;
        } else if (data != null && !isData) {
            parser.skipChildren();
            flatIncomplete = true;
        } else {
            if (isData) {
                data = null;
            }
            putFlat(name, token);
        }
    }

    private void putFlat(String name, JsonToken token) throws IOException {
        if (flat == null) {
            flat = new LinkedHashMap<>();
        }
        flat.put(name, in.readValue(token));
    }

    /** Reads again a document whose shape, such as that of a flat one with an object "data", shows at its end only. */
    private Map<String, Object> rereadFlat(int from) throws IOException {
        try (JsonInput again = in.reopen(from, in.position())) {
            again.parser().nextToken();
            DocumentReading second = new DocumentReading(again, documents);
            for (String name = second.parser.nextFieldName(); name != null; name = second.parser.nextFieldName()) {
                JsonToken token = second.parser.nextToken();
                if (!second.readOwnField(name, token)) {
                    second.putFlat(name, token);
                }
            }
            return second.flat;
        }
    }

    private void readCollection(JsonToken token) throws IOException {
        collectionName = null;
        collectionObjectId = null;
        if (token == JsonToken.VALUE_STRING) {
            nameOrId(parser.getText());
        } else if (token == JsonToken.START_OBJECT) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "name" -> collectionName = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                    case "id" -> collectionObjectId = in.readIdentifier(value);
                    default -> parser.skipChildren();
                }
            }
        } else {
            parser.skipChildren();
        }
    }

    private void nameOrId(String text) {
        if (CollectionId.looksLikeOne(text)) {
            collectionObjectId = text;
        } else {
            collectionName = text;
        }
    }

    private Instant timestamp(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return Timestamps.parse(parser.getText());
        }
        if (token.isNumeric()) {
            return Timestamps.ofEpoch(parser.getDoubleValue());
        }
        parser.skipChildren();
        return null;
    }
}
