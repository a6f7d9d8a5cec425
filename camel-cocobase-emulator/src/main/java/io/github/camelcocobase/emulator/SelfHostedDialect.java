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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The self-hosted server's watch: {@code filter} and {@code actions} beside the key, an {@code authenticated} welcome,
 * and errors after which the socket is closed without a close frame.
 */
final class SelfHostedDialect implements WatchDialect {

    private final Backend backend;

    SelfHostedDialect(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void authenticate(WatchConnection connection, String frame) {
        Faults.AuthRejection rejection = backend.faults().rejectAuth.take();
        if (rejection != null) {
            reject(connection, rejection.error());
            return;
        }
        JsonNode auth = parse(frame);
        String key = auth.path("api_key").asText("");
        if (key.isEmpty() || auth.path("api_key").isNull()) {
            reject(connection, "API key required in first message");
        } else if (!key.equals(backend.apiKey())) {
            reject(connection, "Invalid API key");
        } else {
            subscribe(connection, auth);
        }
    }

    private static JsonNode parse(String frame) {
        try {
            return Json.tree(frame);
        } catch (JsonProcessingException e) {
            return Json.MAPPER.missingNode();
        }
    }

    private void subscribe(WatchConnection connection, JsonNode auth) {
        Optional<EmulatedCollection> collection = backend.find(connection.collection());
        if (collection.isEmpty()) {
            reject(connection, "Collection not found or access denied");
            return;
        }
        SelfHostedEventFilter filter = filterOf(auth);
        connection.authenticated(collection.get(), filter);
        WireFrame welcome = WireFrame.text(Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("action", "authenticated");
            json.writeStringField("collection_id", collection.get().id());
            json.writeStringField("collection_name", collection.get().name());
            json.writeStringField("project_id", backend.projectId());
            json.writeFieldName("filter");
            filter.writeTo(json);
            json.writeStringField("timestamp", Timestamps.format(backend.clock().now(), false));
            json.writeBooleanField("redis_enabled", true);
            json.writeEndObject();
        }));
        new Confirmation(backend, connection, welcome).send();
    }

    private static SelfHostedEventFilter filterOf(JsonNode frame) {
        List<String> actions = new ArrayList<>();
        frame.path("actions").forEach(action -> actions.add(action.asText()));
        JsonNode fields = frame.path("filter");
        return new SelfHostedEventFilter(actions, fields.isObject() ? Json.object(fields) : Map.of());
    }

    @Override
    public void authenticationTimedOut(WatchConnection connection) {
        reject(connection, "Authentication required. Send API key in first message");
    }

    private static void reject(WatchConnection connection, String message) {
        connection.send(WireFrame.text(Json.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanField("error", true);
            json.writeStringField("message", message);
            json.writeEndObject();
        })));
        connection.fin();
    }

    /** Any later object counts as a change of the filter, also a ping. It is acknowledged and changes nothing. */
    @Override
    public void message(WatchConnection connection, String frame) {
        JsonNode update = parse(frame);
        if (update.path("type").asText().equals("ping") || frame.equals("ping")) {
            connection.pingedByText();
        }
        if (update.isObject()) {
            SelfHostedEventFilter filter = filterOf(update);
            connection.send(WireFrame.text(Json.bytes(json -> {
                json.writeStartObject();
                json.writeStringField("message", "Filter updated");
                json.writeFieldName("filter");
                filter.writeTo(json);
                json.writeEndObject();
            })));
        }
    }
}
