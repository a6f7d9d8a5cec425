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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A raw socket that authenticates as a watch and then reads only when told to. */
final class StalledClient implements AutoCloseable {

    private final Socket socket = new Socket();

    static StalledClient watch(CocobaseEmulator emulator, String collection) throws Exception {
        StalledClient client = upgrade(emulator, collection);
        client.sendFrame(0x81, ("{\"api_key\":\"" + emulator.apiKey() + "\"}").getBytes(StandardCharsets.UTF_8));
        emulator.awaitConnections(collection, 1);
        return client;
    }

    static StalledClient upgrade(CocobaseEmulator emulator, String collection) throws Exception {
        StalledClient client = new StalledClient();
        client.socket.setReceiveBufferSize(16 * 1024);
        client.socket.connect(new InetSocketAddress("127.0.0.1", emulator.port()));
        OutputStream out = client.socket.getOutputStream();
        String request = "GET /realtime/collections/" + collection + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        client.readHead();
        return client;
    }

    void sendBinary(byte[] payload) throws IOException {
        sendFrame(0x82, payload);
    }

    private void sendFrame(int first, byte[] payload) throws IOException {
        OutputStream out = socket.getOutputStream();
        // masked with zeros, which leaves the payload as it is
        out.write(new byte[] {(byte) first, (byte) (0x80 | payload.length), 0, 0, 0, 0});
        out.write(payload);
    }

    private void readHead() throws IOException {
        InputStream in = socket.getInputStream();
        int ended = 0;
        while (ended < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("The upgrade was not answered");
            }
            ended = next == '\r' || next == '\n' ? ended + 1 : 0;
        }
    }

    /** Reads all there is; returns whether the stream ended properly rather than by a reset. */
    boolean readsToTheEnd() {
        byte[] buffer = new byte[64 * 1024];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                // only the end matters
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
