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

import java.time.Duration;
import java.util.List;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Turns a request for a watch into a WebSocket, or refuses it as a fault demands. */
final class WatchUpgrade {

    private final Backend backend;
    private final WatchDialect dialect;
    private final WebSocketMappings handshake = new WebSocketMappings();
    private final Configuration.ConfigurationCustomizer limits = new Configuration.ConfigurationCustomizer();

    WatchUpgrade(Backend backend) {
        this.backend = backend;
        this.dialect =
                backend.profile() == Profile.SELF_HOSTED ? new SelfHostedDialect(backend) : new CloudDialect(backend);
        // a watch may be silent for as long as it likes
        limits.setIdleTimeout(Duration.ZERO);
    }

    /** {@code /realtime/collections/{name}}, or {@code /collections/{name or id}/realtime} when self-hosted. */
    boolean isWatchPath(List<String> path) {
        if (path.size() != 3) {
            return false;
        }
        return backend.profile() == Profile.SELF_HOSTED
                ? path.get(0).equals("collections") && path.get(2).equals("realtime")
                : path.get(0).equals("realtime") && path.get(1).equals("collections");
    }

    void handle(List<String> path, Request request, Response response, Callback callback) {
        if (!"websocket".equalsIgnoreCase(request.getHeaders().get(HttpHeader.UPGRADE))) {
            response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
            throw new RestFailure(426, "WebSocket upgrade required");
        }
        backend.observations()
                .attempt(new ConnectionAttempt(request.getHttpURI().getPath(), System.nanoTime()));
        Faults faults = backend.faults();
        if (faults.hangUpgrade.take() != null) {
            return;
        }
        if (faults.dropUpgrade.take() != null) {
            WatchConnection.reset(EmulatorHandler.endPoint(request));
            callback.succeeded();
            return;
        }
        HttpReply refusal = faults.refuseUpgrade.take();
        if (refusal != null) {
            EmulatorHandler.write(RestResponse.of(refusal), response, callback);
            return;
        }
        String collection = backend.profile() == Profile.SELF_HOSTED ? path.get(1) : path.get(2);
        if (!handshake.upgrade(new Negotiator(collection), request, response, callback, limits)) {
            throw new RestFailure(400, "Not a valid WebSocket handshake");
        }
    }

    private final class Negotiator implements WebSocketNegotiator {
        private final String collection;

        private Negotiator(String collection) {
            this.collection = collection;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            // no compression: frames are written as they were encoded, once for all
            response.setExtensions(List.of());
            WatchConnection connection = new WatchConnection(
                    backend.nextConnectionId(),
                    backend,
                    collection,
                    EmulatorHandler.endPoint(request),
                    request.getComponents().getByteBufferPool());
            // now, since a client may open its next watch before this one is open here
            boolean silent = backend.faults().blackHoleOnOpen.take() != null;
            return new WatchSocket(backend, connection, dialect, silent);
        }
    }
}
