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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** As one writes a client with Jetty: {@code onWebSocketText}, and a tree of the text. No Camel. */
public class JettyText implements Contestant {

    private final WebSocketClient client = new WebSocketClient();

    @Override
    public void open(URI server, String collection, Sink sink) throws Exception {
        client.start();
        Listener listener = new Listener(sink);
        JettyConnect.connect(client, listener, listener.opened, Contestant.webSocket(server, collection));
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }

    /** Public only because Jetty calls it. */
    public static final class Listener implements Session.Listener.AutoDemanding {
        private static final ObjectMapper MAPPER = new ObjectMapper();
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final Sink sink;

        Listener(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            session.sendText(Contestant.authentication(), Callback.NOOP);
            opened.complete(null);
        }

        @Override
        public void onWebSocketText(String message) {
            try {
                JsonNode event = MAPPER.readTree(message);
                JsonNode document = event.path("data");
                sink.accept(event.path("event").textValue(), document.path("id").textValue(), document.path("data"));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
