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
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts clients, and carries their bytes to a server as they are. */
final class Relay implements Closeable {

    /** What is done with a client, on a thread of its own. */
    interface Reception {
        void serve(Relay relay, Socket client) throws IOException;
    }

    private final String name;
    private final ServerSocket listener;
    private final Reception reception;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * @param name of the threads
     * @param listener bound
     */
    Relay(String name, ServerSocket listener, Reception reception) {
        this.name = name;
        this.listener = listener;
        this.reception = reception;
        RawServer.start(name, this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                RawServer.start(name + "-up", () -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            reception.serve(this, client);
        } catch (IOException e) {
            // one side is gone
        }
    }

    /**
     * @param port of the server, on this machine
     * @return connected
     */
    Socket open(int port) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        sockets.add(server);
        return server;
    }

    /** Carries bytes both ways until one side ends. */
    void carry(Socket client, Socket server) {
        RawServer.start(name + "-down", () -> pump(server, client));
        pump(client, server);
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // one side is gone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
