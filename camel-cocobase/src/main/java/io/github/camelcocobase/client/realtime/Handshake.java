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
package io.github.camelcocobase.client.realtime;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.RetryAfter;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.JettyUpgradeListener;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** One upgrade of a connection to a WebSocket, from the connect to the server's answer. */
final class Handshake implements JettyUpgradeListener {

    private final WebSocketClient client;
    private final URI uri;
    private final Duration timeout;

    private volatile long begunAtNanos;
    private volatile CompletableFuture<Session> future;
    private volatile Request request;
    private volatile Duration retryAfter;

    /**
     * @param timeout for connecting, TLS and the answer together
     */
    Handshake(WebSocketClient client, URI uri, Duration timeout) {
        this.client = client;
        this.uri = uri;
        this.timeout = timeout;
    }

    /**
     * Begins it; to be called once.
     *
     * @param listener of the socket
     * @return the open socket, or why there is none
     */
    CompletableFuture<Session> begin(Session.Listener listener) {
        CompletableFuture<Session> begun;
        begunAtNanos = System.nanoTime();
        try {
            ClientUpgradeRequest upgrade = new ClientUpgradeRequest(uri);
            upgrade.setTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
            begun = client.connect(listener, upgrade, this);
        } catch (IOException | RuntimeException | Error e) {
            // an error of the JVM, too: it would leave neither a socket nor a next attempt
            begun = CompletableFuture.failedFuture(e);
        }
        future = begun;
        return begun;
    }

    /** {@return false if it has not begun} */
    boolean cancel() {
        CompletableFuture<Session> begun = future;
        if (begun == null) {
            return false;
        }
        begun.cancel(true);
        return true;
    }

    @Override
    public void onHandshakeRequest(Request request) {
        // whatever the client's own setting is: after a redirect the key would go to another server
        request.followRedirects(false);
        this.request = request;
    }

    @Override
    public void onHandshakeResponse(Request request, Response response) {
        HttpFields headers = response.getHeaders();
        Instant serverTime = RetryAfter.serverTime(headers.get(HttpHeader.DATE), Instant.now());
        retryAfter = RetryAfter.parse(headers.get(HttpHeader.RETRY_AFTER), serverTime);
    }

    /**
     * Cleans up after a failure. Jetty would keep the connection for another request, or for ever, if the server's answer
     * was 101 and then nonsense.
     *
     * @return what to report
     */
    Disconnect failed(Throwable failure) {
        Request failed = request;
        Connection connection = failed == null ? null : failed.getConnection();
        if (connection != null) {
            connection.close();
        }
        Throwable cause = TlsFailures.behind(client.getHttpClient(), uri, begunAtNanos, failure);
        return Disconnects.ofFailedConnect(uri, cause, timeout, retryAfter);
    }
}
