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

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The admin API's part on open watches. */
final class AdminConnections {

    private static final String ALL = "all";

    private final Backend backend;

    AdminConnections(Backend backend) {
        this.backend = backend;
    }

    RestResponse route(RestCall call) {
        if (call.path().size() == 1) {
            AdminRoutes.require(call, "GET");
            return list();
        }
        if (call.path().size() != 3) {
            throw RestRouter.notFound();
        }
        AdminRoutes.require(call, "POST");
        List<WatchConnection> chosen = chosen(call);
        JsonNode arguments = call.body().length == 0 ? MissingNode.getInstance() : call.json();
        chosen.forEach(action(call.path().get(2), arguments));
        return RestResponse.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("connections", chosen.size());
            json.writeEndObject();
        });
    }

    private RestResponse list() {
        return RestResponse.json(200, json -> {
            json.writeStartArray();
            for (WatchConnection connection : backend.observations().open()) {
                json.writeStartObject();
                json.writeNumberField("id", connection.id());
                json.writeStringField("collection", connection.collection());
                json.writeBooleanField("live", connection.isLive());
                json.writeObjectField("filters", connection.filters());
                json.writeNumberField("framesSent", connection.framesSent());
                json.writeNumberField("queuedBytes", connection.queuedBytes());
                json.writeNumberField("pingsReceived", connection.pingsReceived());
                json.writeNumberField("textPingsReceived", connection.textPingsReceived());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private List<WatchConnection> chosen(RestCall call) {
        String which = call.path().get(1);
        String collection = call.query().get("collection");
        List<WatchConnection> chosen = backend.observations().open().stream()
                .filter(connection -> which.equals(ALL) || which.equals(Long.toString(connection.id())))
                .filter(connection -> collection == null || collection.equals(connection.collection()))
                .toList();
        if (chosen.isEmpty() && !which.equals(ALL)) {
            throw new RestFailure(404, "No open connection " + which);
        }
        return chosen;
    }

    private static Consumer<WatchConnection> action(String name, JsonNode arguments) {
        return switch (name) {
            case "close" -> {
                int code = arguments.path("code").asInt(1000);
                String reason = arguments.path("reason").asText("");
                yield connection -> connection.close(code, reason);
            }
            case "closeEmpty" -> WatchConnection::closeEmpty;
            case "drop" -> WatchConnection::drop;
            case "fin" -> WatchConnection::fin;
            case "blackHole" -> WatchConnection::blackHole;
            case "send" -> sending(WireFrame.text(arguments.path("text").asText("")));
            case "sendFragmented" ->
                sending(WireFrame.fragmented(
                        arguments.path("text").asText(""),
                        arguments.path("pieces").asInt(2)));
            case "sendOversize" ->
                sending(WireFrame.text("x".repeat(arguments.path("bytes").asInt(8 * 1024 * 1024))));
            case "sendBinary" -> sending(WireFrame.binary(base64(arguments)));
            case "sendRaw" -> sending(WireFrame.raw(base64(arguments)));
            case "sendBad" ->
                sending(badMessage(arguments.path("message").asText("")).frame());
            default ->
                throw new IllegalArgumentException("Unknown action '" + name
                        + "': expected one of close, closeEmpty, drop, fin, blackHole, send, sendFragmented,"
                        + " sendOversize, sendBinary, sendRaw, sendBad");
        };
    }

    private static Consumer<WatchConnection> sending(WireFrame frame) {
        return connection -> connection.send(frame);
    }

    private static byte[] base64(JsonNode arguments) {
        return Base64.getDecoder().decode(arguments.path("base64").asText(""));
    }

    private static BadMessage badMessage(String label) {
        return Arrays.stream(BadMessage.values())
                .filter(message -> message.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown message '" + label + "': expected one of "
                        + Arrays.stream(BadMessage.values())
                                .map(BadMessage::label)
                                .collect(Collectors.joining(", "))));
    }
}
