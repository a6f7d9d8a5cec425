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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelcocobase.client.realtime.JettyClient;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * The floor: Jetty's client, set up as ours is, reading frames; Jackson makes a Map of the whole message's bytes. No Camel,
 * no reconnect, no back-pressure, no thread but Jetty's.
 */
public class JettyFrames implements Contestant {

    private static final ObjectReader MAPS = new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private WebSocketClient client;

    @Override
    public void open(URI server, String collection, Sink sink) throws Exception {
        client = JettyClient.create("floor", null, null);
        client.start();
        Listener listener = new Listener(sink);
        JettyConnect.connect(client, listener, listener.opened, Contestant.webSocket(server, collection));
    }

    @Override
    public void close() throws Exception {
        client.stop();
    }

    /** Public only because Jetty calls it. */
    public static final class Listener implements Session.Listener {
        private final CompletableFuture<Void> opened = new CompletableFuture<>();
        private final Sink sink;
        private final ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        private byte[] bytes = new byte[64 * 1024];
        private Session session;

        Listener(Sink sink) {
            this.sink = sink;
        }

        @Override
        public void onWebSocketOpen(Session connected) {
            session = connected;
            session.sendText(Contestant.authentication(), Callback.NOOP);
            opened.complete(null);
            session.demand();
        }

        @Override
        public void onWebSocketFrame(Frame frame, Callback callback) {
            if (frame.getEffectiveOpCode() == OpCode.TEXT) {
                ByteBuffer payload = frame.getPayload();
                int length = payload.remaining();
                payload.get(bytes, 0, length);
                if (frame.isFin() && pieces.size() == 0) {
                    handle(bytes, length);
                } else {
                    pieces.write(bytes, 0, length);
                    if (frame.isFin()) {
                        handle(pieces.toByteArray(), pieces.size());
                        pieces.reset();
                    }
                }
            }
            callback.succeed();
            session.demand();
        }

        private void handle(byte[] message, int length) {
            try {
                Map<String, Object> event = MAPS.readValue(message, 0, length);
                if (event.get("data") instanceof Map<?, ?> document) {
                    sink.accept(
                            (String) event.get("event"), (String) document.get("id"), (Map<?, ?>) document.get("data"));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
