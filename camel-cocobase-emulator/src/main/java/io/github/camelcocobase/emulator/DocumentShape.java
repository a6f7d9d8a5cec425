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
package io.github.camelcocobase.emulator;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/** How a profile writes a document, in REST responses and inside events. */
final class DocumentShape {

    private final Profile profile;
    private final Faults faults;

    DocumentShape(Profile profile, Faults faults) {
        this.profile = profile;
        this.faults = faults;
    }

    private boolean naive() {
        return faults.naiveTimestamps.orElse(profile.naiveTimestamps());
    }

    /** A document as REST answers it. */
    void writeRest(JsonGenerator json, CollectionIdentity collection, StoredDocument document, boolean inList)
            throws IOException {
        switch (profile) {
            case SERVER, DOCUMENT -> writeWithCollectionObject(json, collection, document, document.id());
            case SELF_HOSTED -> {
                json.writeStartObject();
                json.writeStringField("id", document.id());
                json.writeStringField("collection_id", collection.id());
                // the self-hosted server mimics Python's notation in lists only
                json.writeStringField("created_at", Timestamps.format(document.createdAt(), inList || naive()));
                writeData(json, document);
                json.writeEndObject();
            }
            default -> {
                json.writeStartObject();
                json.writeStringField("id", document.id());
                json.writeStringField("collection_id", collection.id());
                json.writeStringField("collection", collection.name());
                writeData(json, document);
                writeTimes(json, document);
                json.writeEndObject();
            }
        }
    }

    /** Nested document, collection as a string: what the Go SDK's struct expects. */
    void writeWithCollectionName(JsonGenerator json, CollectionIdentity collection, StoredDocument document, String id)
            throws IOException {
        json.writeStartObject();
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("collection", collection.name());
        writeData(json, document);
        writeTimes(json, document);
        json.writeEndObject();
    }

    /** Nested document, collection as an object, in the cloud service's order of fields. */
    void writeWithCollectionObject(
            JsonGenerator json, CollectionIdentity collection, StoredDocument document, String id) throws IOException {
        json.writeStartObject();
        writeData(json, document);
        if (id != null) {
            json.writeStringField("id", id);
        }
        json.writeStringField("collection_id", collection.id());
        json.writeStringField("created_at", Timestamps.format(document.createdAt(), naive()));
        json.writeFieldName("collection");
        writeCollection(json, collection);
        json.writeEndObject();
    }

    /** User fields beside id and creation time. */
    void writeFlat(JsonGenerator json, StoredDocument document, String id) throws IOException {
        json.writeStartObject();
        if (id != null) {
            json.writeStringField("id", id);
        }
        for (var field : document.data().entrySet()) {
            if (!field.getKey().equals("id") && !field.getKey().equals("created_at")) {
                json.writeObjectField(field.getKey(), field.getValue());
            }
        }
        json.writeStringField("created_at", Timestamps.format(document.createdAt(), naive()));
        json.writeEndObject();
    }

    void writeCollection(JsonGenerator json, CollectionIdentity collection) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", collection.name());
        json.writeNullField("webhook_url");
        json.writeObjectFieldStart("permissions");
        for (String action : new String[] {"create", "read", "update", "delete"}) {
            json.writeArrayFieldStart(action);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeStringField("id", collection.id());
        json.writeStringField("created_at", Timestamps.format(collection.createdAt(), naive()));
        json.writeEndObject();
    }

    private static void writeData(JsonGenerator json, StoredDocument document) throws IOException {
        json.writeFieldName("data");
        json.writeRawValue(document.json());
    }

    private void writeTimes(JsonGenerator json, StoredDocument document) throws IOException {
        json.writeStringField("created_at", Timestamps.format(document.createdAt(), naive()));
        json.writeStringField("updated_at", Timestamps.format(document.updatedAt(), naive()));
    }
}
