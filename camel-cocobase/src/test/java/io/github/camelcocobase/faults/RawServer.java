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
package io.github.camelcocobase.faults;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A WebSocket server of bare sockets that does to each connection what its script says, also what no library would do.
 * When the scripts are used up it is a good Cocobase server, but for its lack of documents.
 */
final class RawServer implements Closeable {

    /** What the server does on one connection, from the first byte. An IOException ends it quietly. */
    interface Script {
        void run(RawConnection connection) throws Exception;
    }

    /** What a good server does. */
    static final Script GOOD = connection -> {
        connection.confirm();
        connection.serve();
    };

    private final ServerSocket listener;
    private final boolean tls;
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    private final List<RawConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile RawConnection live;
    private volatile Script otherwise = GOOD;

    private RawServer(ServerSocket listener, boolean tls) {
        this.listener = listener;
        this.tls = tls;
        start("raw-server-accept", this::accept);
    }

    static RawServer start() throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        return new RawServer(socket, false);
    }

    /** Serves a socket that listens already. */
    static RawServer adopt(ServerSocket listening) {
        return new RawServer(listening, false);
    }

    /**
     * @param protocols the TLS versions to accept; none for the default
     */
    static RawServer startTls(SSLContext context, boolean needClientCertificate, String... protocols)
            throws IOException {
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(needClientCertificate);
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        return new RawServer(socket, true);
    }

    String baseUrl() {
        return (tls ? "https" : "http") + "://localhost:" + port();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Takes this script for the next connection that has none. */
    void next(Script script) {
        scripts.add(script);
    }

    /** Takes this script for all connections beyond those that {@link #next} is for. */
    void otherwise(Script script) {
        otherwise = script;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                accepted.incrementAndGet();
                RawConnection connection = new RawConnection(this, socket);
                connections.add(connection);
                start("raw-server-connection", () -> run(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void run(RawConnection connection) {
        Script script = scripts.poll();
        try {
            (script == null ? otherwise : script).run(connection);
        } catch (IOException e) {
            // the client is gone, or the test cut the socket
        } catch (Throwable e) {
            failures.add(e);
        } finally {
            try {
                connection.close();
            } catch (IOException e) {
                // it is closed
            }
        }
    }

    void live(RawConnection connection) {
        live = connection;
    }

    /** {@return the connection that was confirmed last; null if none was} */
    RawConnection live() {
        return live;
    }

    /** {@return how many connections were accepted since the start} */
    int accepted() {
        return accepted.get();
    }

    /** {@return how many sockets are open at this end} */
    long openSockets() {
        return connections.stream().filter(connection -> !connection.isClosed()).count();
    }

    List<RawConnection> connections() {
        return connections;
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
