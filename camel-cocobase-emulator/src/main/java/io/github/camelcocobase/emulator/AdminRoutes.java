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
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Faults and observations over HTTP, for those who drive the emulator from another process. Asks for no key. */
final class AdminRoutes {

    static final String PREFIX = "__admin";

    private final Backend backend;
    private final AdminConnections connections;
    private final EmulatorControl control;

    AdminRoutes(Backend backend, EmulatorControl control) {
        this.backend = backend;
        this.connections = new AdminConnections(backend);
        this.control = control;
    }

    /** Answers a request whose path was stripped of the prefix. */
    RestResponse route(RestCall call) {
        try {
            List<String> path = call.path();
            return switch (path.isEmpty() ? "" : path.get(0)) {
                case "" -> overview();
                case "faults" -> faults(call);
                case "connections" -> connections.route(call);
                case "key" -> key(call);
                case "clock" -> clock(call);
                case "reset" -> {
                    require(call, "POST");
                    control.reset();
                    yield RestResponse.noContent();
                }
                case "restart" -> {
                    require(call, "POST");
                    control.restartLater(
                            call.body().length == 0
                                    ? 0
                                    : call.json().path("downMillis").asLong());
                    yield RestResponse.json(202, json -> {
                        json.writeStartObject();
                        json.writeEndObject();
                    });
                }
                default -> throw RestRouter.notFound();
            };
        } catch (IllegalArgumentException e) {
            throw new RestFailure(400, e.getMessage());
        }
    }

    static void require(RestCall call, String... methods) {
        if (!Arrays.asList(methods).contains(call.method())) {
            throw RestRouter.methodNotAllowed();
        }
    }

    private RestResponse overview() {
        Observations observations = backend.observations();
        return RestResponse.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("profile", backend.profile().label());
            json.writeArrayFieldStart("collections");
            for (EmulatedCollection collection : backend.collections()) {
                json.writeStartObject();
                json.writeStringField("name", collection.name());
                json.writeStringField("id", collection.id());
                json.writeNumberField("documents", collection.size());
                json.writeNumberField("watches", collection.watchers().size());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("connectionAttempts", observations.attemptCount());
            // their number only: they hold keys
            json.writeNumberField("authFrames", observations.authFrames().size());
            json.writeNumberField("restRequests", observations.restRequests().size());
            json.writeNumberField("slowConnectionsDropped", observations.slowConnectionsDropped());
            json.writeEndObject();
        });
    }

    private RestResponse faults(RestCall call) {
        require(call, "GET", "PATCH", "POST", "DELETE");
        switch (call.method()) {
            case "DELETE" -> backend.faults().reset();
            case "PATCH", "POST" -> set((ObjectNode) call.json());
            default -> {}
        }
        return RestResponse.json(200, json -> {
            json.writeStartObject();
            for (FaultSwitch fault : backend.faults().switches()) {
                writeFault(json, fault);
            }
            json.writeEndObject();
        });
    }

    private void set(ObjectNode settings) {
        List<String> known =
                backend.faults().switches().stream().map(FaultSwitch::name).toList();
        for (var setting : settings.properties()) {
            if (!known.contains(setting.getKey())) {
                throw new IllegalArgumentException(
                        "Unknown fault '" + setting.getKey() + "': expected one of " + String.join(", ", known));
            }
        }
        for (FaultSwitch fault : backend.faults().switches()) {
            JsonNode setting = settings.get(fault.name());
            if (setting != null) {
                fault.set(setting);
            }
        }
    }

    private static void writeFault(JsonGenerator json, FaultSwitch fault) throws IOException {
        json.writeObjectFieldStart(fault.name());
        json.writeObjectField("value", fault.value());
        json.writeStringField("description", fault.description());
        json.writeEndObject();
    }

    private RestResponse clock(RestCall call) {
        require(call, "POST");
        JsonNode millis = call.json().path("advanceMillis");
        if (!millis.canConvertToLong() || !millis.isIntegralNumber()) {
            throw new IllegalArgumentException("advanceMillis takes a number from 0, not '" + millis.asText() + "'");
        }
        backend.clock().advance(Duration.ofMillis(millis.asLong()));
        return RestResponse.noContent();
    }

    private RestResponse key(RestCall call) {
        require(call, "PUT", "POST");
        backend.apiKey(
                CocobaseEmulatorBuilder.requireKey(call.json().path("apiKey").asText("")));
        return RestResponse.noContent();
    }
}
