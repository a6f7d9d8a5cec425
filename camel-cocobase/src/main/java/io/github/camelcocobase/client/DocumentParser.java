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

/**
 * Reads one document, in any order of its fields and in either of the two shapes that Cocobase has:
 *
 * <ul>
 *   <li><em>nested</em>, in the server's source and in the Go SDK: the user's fields are the object {@code data}, beside
 *       {@code id}, {@code collection}, {@code collection_id} and {@code created_at};
 *   <li><em>flat</em>, in the documentation of the realtime API: the user's fields stand beside {@code id} and the others.
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
        return new Reading(in).read();
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

    /** The state of one reading: what was seen so far. */
    private final class Reading {

        private final JsonInput in;
        private final JsonParser parser;

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

        Reading(JsonInput in) {
            this.in = in;
            this.parser = in.parser();
        }

        WireDocument read() throws IOException {
            int from = in.openingBrace();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken token = parser.nextToken();
                if (!readOwnField(name, token)) {
                    readUserField(name, token);
                }
            }
            boolean nested = data != null && described;
            DocumentData fields = nested ? data : flatData(from);
            return new WireDocument(
                    id != null ? id : underscoreId,
                    collectionIdField != null ? collectionIdField : collectionObjectId,
                    // a flat document's "collection" may be the user's
                    nested ? collectionName : null,
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
                data = parseData(in);
                flatIncomplete = true;
            } else if (data != null && described && !isData) {
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

        private DocumentData flatData(int from) throws IOException {
            Map<String, Object> fields = flatIncomplete ? rereadFlat(from) : flat;
            boolean nestedWithoutData = described
                    && fields != null
                    && fields.size() == 1
                    && fields.containsKey("data")
                    && fields.get("data") == null;
            return fields == null || nestedWithoutData ? DocumentData.EMPTY : DocumentData.ofMap(fields);
        }

        /** Reads once more a document whose shape, such as that of a flat one with an object "data", shows at its end only. */
        private Map<String, Object> rereadFlat(int from) throws IOException {
            try (JsonInput again = in.reopen(from, in.position())) {
                again.parser().nextToken();
                Reading second = new Reading(again);
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
}
