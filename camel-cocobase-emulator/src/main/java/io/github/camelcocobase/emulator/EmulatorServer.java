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
import java.io.UncheckedIOException;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The listening half of the emulator: made anew at each start. */
final class EmulatorServer {

    private final Server server;
    private final ServerConnector connector;

    private EmulatorServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    static EmulatorServer start(Backend backend, int port, EmulatorControl control) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("cocobase-emulator");
        threads.setDaemon(true);
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        // names may hold anything: the handler splits and decodes the raw path itself
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(backend.settings().host());
        connector.setPort(port);
        connector.setIdleTimeout(0);
        // a thousand clients may come back at once after a restart
        connector.setAcceptQueueSize(4096);
        server.addConnector(connector);
        server.setHandler(new EmulatorHandler(backend, control));
        try {
            server.start();
        } catch (IOException e) {
            stop(server);
            throw new UncheckedIOException(
                    "Cannot listen on " + backend.settings().host() + ":" + port + ": " + e.getMessage(), e);
        } catch (Exception e) {
            stop(server);
            throw new IllegalStateException("Cannot start the server", e);
        }
        return new EmulatorServer(server, connector);
    }

    int port() {
        return connector.getLocalPort();
    }

    int openSockets() {
        return connector.getConnectedEndPoints().size();
    }

    void stop() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the server", e);
        }
    }
}
