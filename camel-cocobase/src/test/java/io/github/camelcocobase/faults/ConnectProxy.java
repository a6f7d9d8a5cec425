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

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP proxy that makes tunnels by CONNECT, and nothing else; with a login or without. */
final class ConnectProxy implements Closeable {

    private final Relay relay;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String authorization;
    private volatile String answer = "200 Connected";

    /**
     * @param login user and password with a colon in between; null for none
     */
    ConnectProxy(String login) throws IOException {
        authorization = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        relay = new Relay("connect-proxy", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), this::serve);
    }

    int port() {
        return relay.port();
    }

    /** Answers so from now on. */
    void answer(String statusLine) {
        answer = statusLine;
    }

    /** {@return the heads of the requests that came in, in full} */
    List<String> requests() {
        return requests;
    }

    private void serve(Relay by, Socket client) throws IOException {
        String head = readHead(client.getInputStream());
        requests.add(head);
        if (!head.startsWith("CONNECT ")) {
            reply(client, "405 Only CONNECT", "");
        } else if (authorization != null && !head.contains("Proxy-Authorization: " + authorization + "\r\n")) {
            reply(client, "407 Login", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n");
        } else if (!answer.startsWith("200")) {
            reply(client, answer, "");
        } else {
            tunnel(by, client, head.substring("CONNECT ".length(), head.indexOf(" HTTP/")));
        }
    }

    private static void tunnel(Relay by, Socket client, String target) throws IOException {
        int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
        try (Socket server = by.open(port)) {
            client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            by.carry(client, server);
        }
    }

    private static void reply(Socket client, String statusLine, String headers) throws IOException {
        client.getOutputStream()
                .write(("HTTP/1.1 " + statusLine + "\r\n" + headers + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException();
            }
            head.write(c);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }
}
