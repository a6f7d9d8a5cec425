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

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** A plain WebSocket client that keeps what it receives. */
public final class WatchingClient implements Session.Listener.AutoDemanding, AutoCloseable {

    /** How a connection ended. */
    record Closed(int code, String reason) {}

    private static final long SECONDS = 20;
    private static final WebSocketClient CLIENT = start();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> binaries = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Closed> closed = new CompletableFuture<>();
    private Session session;

    private static WebSocketClient start() {
        try {
            WebSocketClient client = new WebSocketClient();
            client.setMaxTextMessageSize(64 * 1024 * 1024);
            client.getHttpClient().setFollowRedirects(false);
            client.start();
            return client;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static WatchingClient open(CocobaseEmulator emulator, String path) throws Exception {
        WatchingClient client = new WatchingClient();
        URI uri = URI.create(emulator.baseUrl().replaceFirst("http", "ws") + path);
        client.session = CLIENT.connect(client, new ClientUpgradeRequest(uri)).get(SECONDS, TimeUnit.SECONDS);
        return client;
    }

    /** Opens, authenticates and waits for the confirmation. */
    static WatchingClient watch(CocobaseEmulator emulator, String collection) throws Exception {
        return watch(emulator, collection, "");
    }

    static WatchingClient watch(CocobaseEmulator emulator, String collection, String moreOfAuthFrame) throws Exception {
        boolean selfHosted = emulator.profile() == Profile.SELF_HOSTED;
        WatchingClient client = open(
                emulator,
                selfHosted ? "/collections/" + collection + "/realtime" : "/realtime/collections/" + collection);
        client.send("{\"api_key\":\"" + emulator.apiKey() + "\"" + moreOfAuthFrame + "}");
        client.next();
        emulator.awaitConnections(collection, 1);
        return client;
    }

    static Throwable refused(CocobaseEmulator emulator, String path) throws Exception {
        try (WatchingClient client = open(emulator, path)) {
            throw new AssertionError("Connected to " + path + " as " + client);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    /** The server may hang up before the sending has been reported as done: what follows tells whether it arrived. */
    void send(String text) {
        session.sendText(text, Callback.NOOP);
    }

    void ping(String payload) {
        session.sendPing(ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
    }

    String next() throws InterruptedException {
        return taken(messages);
    }

    JsonNode nextJson() throws Exception {
        return Json.tree(next());
    }

    byte[] nextBinary() throws InterruptedException {
        return taken(binaries);
    }

    String nextPong() throws InterruptedException {
        return taken(pongs);
    }

    private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(SECONDS, TimeUnit.SECONDS);
        if (taken == null) {
            throw new AssertionError("Nothing came");
        }
        return taken;
    }

    /** What came and was not taken yet. */
    int waiting() {
        return messages.size();
    }

    /** The server answers in order, so that what it had to say before is here when the answer is. */
    void roundTrip() throws Exception {
        ping("round trip");
        nextPong();
    }

    Closed closed() throws Exception {
        return closed.get(SECONDS, TimeUnit.SECONDS);
    }

    void close(int code, String reason) {
        session.close(code, reason, Callback.NOOP);
    }

    @Override
    public void onWebSocketText(String message) {
        messages.add(message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        binaries.add(bytes);
        callback.succeed();
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        pongs.add(StandardCharsets.UTF_8.decode(payload).toString());
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // a close follows, or the connect fails
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        closed.complete(new Closed(code, reason));
        callback.succeed();
    }

    @Override
    public void close() {
        if (session != null) {
            session.disconnect();
        }
    }
}
