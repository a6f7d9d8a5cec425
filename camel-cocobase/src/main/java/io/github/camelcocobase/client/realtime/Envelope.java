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
package io.github.camelcocobase.client.realtime;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelcocobase.client.CollectionId;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.DocumentParser;
import io.github.camelcocobase.client.JsonInput;
import io.github.camelcocobase.client.WireDocument;

/** The outermost object of one message: its fields as they were read, whichever dialect they belong to. */
final class Envelope {

    /** The most characters kept of what the server says about an error. */
    private static final int MAX_ERROR_LENGTH = 1_000;

    private final JsonInput in;
    private final JsonParser parser;
    private final DocumentParser documents;

    private String event;
    private String action;
    private String type;

    private boolean failed;
    private String error;
    private String message;
    private String errorDetail;

    /** The self-hosted server says whether it has Redis, without which it publishes nothing. */
    private boolean publishes = true;

    private String collectionId;
    private String collectionName;
    private String documentId;

    /** The object {@code data}; null where there is none. */
    private WireDocument data;

    /** The object {@code document}, if the id beside it was read before. */
    private DocumentData userFields;

    /** Where the object {@code document} is in the source; negative where there is none. */
    private int documentFrom = -1;

    private int documentTo;

    private Map<String, Object> oldData;
    private Map<String, Object> oldDataCamel;
    private Map<String, Object> previous;

    Envelope(JsonInput in, DocumentParser documents) {
        this.in = in;
        this.parser = in.parser();
        this.documents = documents;
    }

    /** Reads from the opening brace, at which the parser is, to the closing one. */
    void read() throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            switch (name) {
                case "event" -> event = readText(token, FrameParser.MAX_NAME_LENGTH + 1);
                case "action" -> action = readText(token, FrameParser.MAX_NAME_LENGTH + 1);
                case "type" -> type = readText(token, FrameParser.MAX_NAME_LENGTH + 1);
                case "data" -> readData(token);
                case "document" -> readDocument(token);
                case "document_id" -> documentId = in.readIdentifier(token);
                case "collection_id" -> collectionId = in.readIdentifier(token);
                case "collection" -> collectionName = readText(token, Integer.MAX_VALUE);
                case "old_data" -> oldData = readMap(token);
                case "oldData" -> oldDataCamel = readMap(token);
                case "previous" -> previous = readMap(token);
                case "error" -> readError(token);
                case "message" -> message = readText(token, MAX_ERROR_LENGTH);
                case "error_detail" -> errorDetail = readText(token, MAX_ERROR_LENGTH);
                case "redis_enabled" -> {
                    publishes = token != JsonToken.VALUE_FALSE;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
    }

    /** {@return what the server reports; null if there is a document, or nothing to report} */
    Frame.ServerError error() {
        if (!failed || data != null || documentFrom >= 0) {
            return null;
        }
        String words = error != null ? error : message != null ? message : "no reason given";
        return new Frame.ServerError(words, errorDetail);
    }

    /**
     * {@return the name of the event; null where there is none} One that is too long is cut, to one character more than
     * {@link FrameParser#MAX_NAME_LENGTH}.
     */
    String name() {
        if (event != null) {
            return event;
        }
        if (action != null) {
            return action;
        }
        // these two say that the name is elsewhere
        return type == null || type.equals("event") || type.equals("message") ? null : type;
    }

    /** {@return the id or the name of the collection, as the field has it; may be null} */
    String collectionId() {
        return collectionId;
    }

    /** {@return false if the server says that it publishes no changes} */
    boolean publishes() {
        return publishes;
    }

    /** {@return the user's fields before the change; null where there are none} */
    Map<String, Object> oldData() {
        return oldData != null ? oldData : oldDataCamel != null ? oldDataCamel : previous;
    }

    /**
     * {@return the document, with what the fields beside it say of its id and collection; not null} To be called before
     * the input is closed: what an object {@code document} means may only be known now.
     */
    WireDocument document() throws IOException {
        WireDocument document = data != null ? data : documentField();
        boolean named = isCollectionNamed();
        String name = document.collectionName();
        if (name == null && named) {
            name = collectionId;
        }
        if (name == null && collectionName != null && !CollectionId.looksLikeOne(collectionName)) {
            name = collectionName;
        }
        return new WireDocument(
                document.id() != null ? document.id() : documentId,
                document.collectionId() != null || named ? document.collectionId() : collectionId,
                name,
                document.data(),
                document.createdAt(),
                document.updatedAt());
    }

    /**
     * {@return whether {@code collection_id} is the collection's name} The server's source sends the name there; the
     * self-hosted server, whose changes alone have a {@code document_id} instead of an object {@code data}, sends the id.
     */
    private boolean isCollectionNamed() {
        boolean selfHosted = documentId != null && data == null;
        return collectionId != null && !selfHosted && !CollectionId.looksLikeOne(collectionId);
    }

    private WireDocument documentField() throws IOException {
        if (documentFrom < 0) {
            return WireDocument.empty();
        }
        if (documentId != null && userFields != null) {
            return WireDocument.ofData(userFields);
        }
        try (JsonInput again = in.reopen(documentFrom, documentTo)) {
            again.parser().nextToken();
            return documentId != null ? WireDocument.ofData(documents.parseData(again)) : documents.parse(again);
        }
    }

    private void readData(JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            data = documents.parse(in);
        } else {
            data = null;
            parser.skipChildren();
        }
    }

    private void readDocument(JsonToken token) throws IOException {
        userFields = null;
        documentFrom = -1;
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        documentFrom = in.openingBrace();
        if (documentId != null) {
            userFields = documents.parseData(in);
        } else {
            // what it means depends on whether an id stands beside it, perhaps further on
            parser.skipChildren();
        }
        documentTo = in.position();
    }

    private void readError(JsonToken token) throws IOException {
        error = readText(token, MAX_ERROR_LENGTH);
        failed = error != null || token == JsonToken.VALUE_TRUE;
    }

    private Map<String, Object> readMap(JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            return in.readObject();
        }
        parser.skipChildren();
        return null;
    }

    /** {@return the beginning of a text; null if the value is no text, or an empty one} */
    private String readText(JsonToken token, int maxLength) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            parser.skipChildren();
            return null;
        }
        int length = parser.getTextLength();
        if (length == 0) {
            return null;
        }
        return length <= maxLength
                ? parser.getText()
                : new String(parser.getTextCharacters(), parser.getTextOffset(), maxLength);
    }
}
