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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Stands between client and server and does to the bytes what networks do: loses, delays, cuts. */
final class TcpProxy implements Closeable {

    /** Which way the bytes go. */
    enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private volatile int targetPort;
    private final int port;
    private final List<Pipe> pipes = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;
    private Thread acceptor;
    /** Keeps the port while nothing listens. */
    private volatile Socket reserved = new Socket();

    private volatile boolean swallowToServer;
    private volatile boolean swallowToClient;
    private volatile long latencyMillis;
    private volatile int bytesPerSecond;

    TcpProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listener = listen(0);
        this.port = listener.getLocalPort();
    }

    String baseUrl() {
        return "http://localhost:" + port;
    }

    int port() {
        return port;
    }

    private ServerSocket listen(int at) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        acceptor = RawServer.start("tcp-proxy-accept", () -> accept(socket));
        return socket;
    }

    /** The socket listens until a thread that waits in its accept has come back, also when it is closed. */
    private void stopListening() throws IOException {
        listener.close();
        try {
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the proxy stopped listening at port " + port);
        }
    }

    private void accept(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                client.setTcpNoDelay(true);
                try {
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), targetPort);
                    server.setTcpNoDelay(true);
                    pipes.add(new Pipe(client, server));
                } catch (IOException e) {
                    client.close();
                }
            }
        } catch (IOException e) {
            // refusing or closed
        }
    }

    /** Leads new connections to another port. */
    void target(int port) {
        targetPort = port;
    }

    /** Swallows what goes in this direction, on sockets that stay open, also on those to come. */
    void blackHole(Direction direction) {
        if (direction == Direction.TO_SERVER) {
            swallowToServer = true;
        } else {
            swallowToClient = true;
        }
    }

    void blackHole() {
        blackHole(Direction.TO_SERVER);
        blackHole(Direction.TO_CLIENT);
    }

    /** Ends the black hole for sockets that are opened from now on. */
    void heal() {
        pipes.forEach(Pipe::lost);
        swallowToServer = false;
        swallowToClient = false;
    }

    void latency(long millis) {
        latencyMillis = millis;
    }

    /**
     * @param perSecond 0 = no limit
     */
    void bandwidth(int perSecond) {
        bytesPerSecond = perSecond;
    }

    /** Cuts all sockets with RST, on both sides. */
    void reset() throws IOException {
        for (Pipe pipe : pipes) {
            pipe.client.setSoLinger(true, 0);
            pipe.server.setSoLinger(true, 0);
            pipe.close();
        }
        pipes.clear();
    }

    /** Sends FIN to the client, and goes on carrying its bytes to the server. */
    void halfClose() throws IOException {
        for (Pipe pipe : pipes) {
            pipe.client.shutdownOutput();
        }
    }

    /** Refuses connections from now on. */
    void refuse() throws IOException {
        stopListening();
        // else another process may listen there meanwhile
        reserved = new Socket();
        reserved.setReuseAddress(true);
        reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Accepts connections again, at the same port. */
    void accept() throws IOException {
        reserved.close();
        listener = listen(port);
    }

    long openSockets() {
        return pipes.stream().filter(pipe -> !pipe.client.isClosed()).count();
    }

    @Override
    public void close() throws IOException {
        stopListening();
        reserved.close();
        for (Pipe pipe : pipes) {
            pipe.close();
        }
    }

    private final class Pipe {
        private final Socket client;
        private final Socket server;
        private volatile boolean lost;

        Pipe(Socket client, Socket server) {
            this.client = client;
            this.server = server;
            RawServer.start("tcp-proxy-up", () -> pump(client, server, Direction.TO_SERVER));
            RawServer.start("tcp-proxy-down", () -> pump(server, client, Direction.TO_CLIENT));
        }

        /** What was swallowed once cannot go on: the bytes in between are missing. */
        void lost() {
            lost = true;
        }

        private boolean swallows(Direction direction) {
            return lost || (direction == Direction.TO_SERVER ? swallowToServer : swallowToClient);
        }

        private void pump(Socket from, Socket to, Direction direction) {
            byte[] buffer = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                while (true) {
                    int limit = bytesPerSecond == 0 ? buffer.length : Math.max(1, bytesPerSecond / 50);
                    int length = in.read(buffer, 0, limit);
                    if (length < 0) {
                        break;
                    }
                    if (latencyMillis > 0) {
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(latencyMillis));
                    }
                    if (bytesPerSecond > 0) {
                        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) * length / bytesPerSecond);
                    }
                    if (!swallows(direction)) {
                        out.write(buffer, 0, length);
                        out.flush();
                    }
                }
                if (direction == Direction.TO_SERVER || !swallows(direction)) {
                    close();
                }
            } catch (IOException e) {
                closeQuietly();
            }
        }

        private void closeQuietly() {
            try {
                close();
            } catch (IOException e) {
                // it is closed
            }
        }

        private void close() throws IOException {
            client.close();
            server.close();
        }
    }
}
