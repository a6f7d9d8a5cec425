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

/** How a profile writes a change as an event frame. */
final class EventShape {

    private final Profile profile;
    private final Faults faults;
    private final DocumentShape documents;
    private final String projectId;
    private final ServerClock clock;

    EventShape(Profile profile, Faults faults, String projectId, ServerClock clock) {
        this.profile = profile;
        this.faults = faults;
        this.documents = new DocumentShape(profile, faults);
        this.projectId = projectId;
        this.clock = clock;
    }

    WireFrame frame(CollectionIdentity collection, Change change) {
        return WireFrame.text(Json.bytes(json -> {
            json.writeStartObject();
            switch (profile) {
                case SDK, SERVER -> writeNested(json, collection, change);
                case FLAT -> writeFlat(json, collection, change);
                case DOCUMENT -> writeDocument(json, collection, change);
                case SELF_HOSTED -> writeSelfHosted(json, collection, change);
            }
            json.writeEndObject();
        }));
    }

    private void writeNested(JsonGenerator json, CollectionIdentity collection, Change change) throws IOException {
        json.writeStringField("event", change.type().event());
        writePayload(json, "data", collection, change);
        json.writeStringField("collection_id", collection.name());
        writeOldData(json, change);
    }

    private void writeFlat(JsonGenerator json, CollectionIdentity collection, Change change) throws IOException {
        json.writeStringField("event", change.type().event());
        json.writeStringField("collection_id", collection.name());
        writePayload(json, "data", collection, change);
        writeOldData(json, change);
    }

    private void writeDocument(JsonGenerator json, CollectionIdentity collection, Change change) throws IOException {
        json.writeStringField("event", change.type().event());
        writePayload(json, "document", collection, change);
        writeOldData(json, change);
    }

    private void writeSelfHosted(JsonGenerator json, CollectionIdentity collection, Change change) throws IOException {
        json.writeStringField("action", change.type().action());
        json.writeStringField("collection_id", collection.id());
        if (!faults.missingId.on()) {
            json.writeStringField("document_id", change.document().id());
        }
        json.writeFieldName("document");
        if (faults.nullData.on() || isIdOnly(change)) {
            json.writeNull();
        } else {
            json.writeRawValue(change.document().json());
        }
        boolean naive = faults.naiveTimestamps.orElse(profile.naiveTimestamps());
        json.writeStringField("timestamp", Timestamps.format(clock.now(), naive));
        json.writeStringField("project_id", projectId);
        writeOldData(json, change);
    }

    private void writePayload(JsonGenerator json, String field, CollectionIdentity collection, Change change)
            throws IOException {
        json.writeFieldName(field);
        String id = faults.missingId.on() ? null : change.document().id();
        if (faults.nullData.on()) {
            json.writeNull();
        } else if (isIdOnly(change)) {
            json.writeStartObject();
            if (id != null) {
                json.writeStringField("id", id);
            }
            json.writeEndObject();
        } else {
            switch (profile) {
                case FLAT -> documents.writeFlat(json, change.document(), id);
                case SDK -> documents.writeWithCollectionName(json, collection, change.document(), id);
                default -> documents.writeWithCollectionObject(json, collection, change.document(), id);
            }
        }
    }

    private boolean isIdOnly(Change change) {
        return change.type() == ChangeType.DELETE && faults.idOnlyDeletes.on();
    }

    private void writeOldData(JsonGenerator json, Change change) throws IOException {
        if (change.previous() != null && faults.oldData.orElse(profile.sendsOldData())) {
            json.writeFieldName("old_data");
            json.writeRawValue(change.previous().json());
        }
    }
}
