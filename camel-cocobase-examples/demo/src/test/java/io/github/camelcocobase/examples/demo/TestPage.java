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
package io.github.camelcocobase.examples.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;

/** What a browser does with the demo's WebSocket. */
final class TestPage implements WebSocket.Listener, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final StringBuilder parts = new StringBuilder();
    private final WebSocket socket;

    TestPage(String pageUrl, String origin) {
        URI uri = URI.create(pageUrl.replace("http:", "ws:") + "/live");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(uri, this)
                .join();
    }

    static TestPage of(DemoApplication demo) {
        return new TestPage(demo.pageUrl(), demo.pageUrl());
    }

    void press(String button, String collection, String id, Map<String, ?> document) {
        Map<String, Object> message = new HashMap<>();
        message.put("press", button);
        message.put("collection", collection);
        message.put("id", id);
        message.put("document", document);
        try {
            send(JSON.writeValueAsString(message));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Waits for a message of a kind, as {@code state} or {@code change}, that fits. */
    JsonNode await(String kind, Predicate<JsonNode> wanted) {
        return Awaitility.await(kind)
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> messages.stream()
                                .filter(message -> message.has(kind))
                                .map(message -> message.get(kind))
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the connection of a collection is in a state. */
    JsonNode awaitConnection(String collection, String state, long reconnects) {
        JsonNode connections =
                await("connections", message -> connection(message, collection, state, reconnects) != null);
        return connection(connections, collection, state, reconnects);
    }

    private static JsonNode connection(JsonNode connections, String collection, String state, long reconnects) {
        for (JsonNode connection : connections) {
            if (connection.get("collection").asText().equals(collection)
                    && connection.get("state").asText().equals(state)
                    && connection.get("reconnects").asLong() == reconnects) {
                return connection;
            }
        }
        return null;
    }

    List<JsonNode> messages() {
        return messages;
    }

    CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        parts.append(part);
        if (last) {
            try {
                messages.add(JSON.readTree(parts.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
            parts.setLength(0);
        }
        return WebSocket.Listener.super.onText(webSocket, part, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(null);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
