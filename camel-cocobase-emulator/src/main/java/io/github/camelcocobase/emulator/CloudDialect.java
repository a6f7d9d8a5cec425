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

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** The cloud service's watch: one frame with the key, errors as a frame and a close with 1008. */
final class CloudDialect implements WatchDialect {

    private static final int POLICY_VIOLATION = 1008;

    private final Backend backend;

    CloudDialect(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void authenticate(WatchConnection connection, String frame) {
        Faults.AuthRejection rejection = backend.faults().rejectAuth.take();
        if (rejection != null) {
            reject(connection, rejection.error(), rejection.errorDetail());
            return;
        }
        JsonNode auth;
        try {
            auth = Json.tree(frame);
        } catch (JsonProcessingException e) {
            reject(connection, "Authentication failed", e.getOriginalMessage());
            return;
        }
        if (!auth.isObject()) {
            reject(connection, "Authentication failed", "The first frame must be a JSON object");
            return;
        }
        String key = auth.path("api_key").asText("");
        if (key.isEmpty() || auth.path("api_key").isNull()) {
            reject(connection, "API key is required", null);
        } else if (!key.equals(backend.apiKey())) {
            reject(connection, "Invalid API key", "Project not found");
        } else {
            subscribe(connection, filtersOf(auth));
        }
    }

    private static Map<String, Object> filtersOf(JsonNode auth) {
        JsonNode filters = auth.path("filters").isObject() ? auth.path("filters") : auth.path("filter");
        return filters.isObject() ? Json.object(filters) : Map.of();
    }

    private void subscribe(WatchConnection connection, Map<String, Object> filters) {
        // by name only: an id is not found here
        Optional<EmulatedCollection> collection = backend.findByName(connection.collection());
        if (collection.isEmpty()) {
            reject(connection, "Collection not found or access denied", null);
            return;
        }
        connection.authenticated(collection.get(), new CloudEventFilter(backend, filters));
        WireFrame connected = WireFrame.text(Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("event", "connected");
            json.writeStringField("collection_id", connection.collection());
            if (!filters.isEmpty()) {
                json.writeObjectField("filters", filters);
            }
            json.writeEndObject();
        }));
        new Confirmation(backend, connection, connected).send();
    }

    @Override
    public void authenticationTimedOut(WatchConnection connection) {
        reject(connection, "Authentication timeout", null);
    }

    private static void reject(WatchConnection connection, String error, String detail) {
        connection.send(WireFrame.text(Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("error", error);
            if (detail != null) {
                json.writeStringField("error_detail", detail);
            }
            json.writeEndObject();
        })));
        connection.close(POLICY_VIOLATION, "");
    }

    @Override
    public void message(WatchConnection connection, String frame) {
        if (frame.equals("ping")) {
            connection.pingedByText();
            if (!backend.faults().ignoreTextPings.on()) {
                connection.send("{\"event\":\"pong\"}");
            }
        } else if (isJsonPing(frame)) {
            connection.pingedByText();
            if (backend.faults().answerJsonPing.orElse(backend.profile().answersJsonPing())) {
                connection.send("{\"type\":\"pong\"}");
            }
        }
    }

    private static boolean isJsonPing(String frame) {
        try {
            return Json.tree(frame).path("type").asText().equals("ping");
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
