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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The physical limit: a blocking socket, of whose bytes only the frames' headers are looked at. */
public class RawSocket implements Contestant {

    private static final int BUFFER_SIZE = 256 * 1024;

    private SocketChannel socket;
    private Thread reader;

    @Override
    public void open(URI server, String collection, Sink sink) throws IOException {
        socket = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        socket.write(StandardCharsets.US_ASCII.encode("GET "
                + Contestant.webSocket(server, collection).getPath() + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\n\r\n"));
        skipHead();
        // masked with zeros, that is, not at all
        byte[] first = Contestant.authentication().getBytes(StandardCharsets.US_ASCII);
        socket.write(ByteBuffer.allocate(first.length + 6)
                .put((byte) 0x81)
                .put((byte) (0x80 | first.length))
                .putInt(0)
                .put(first)
                .flip());
        reader = new Thread(() -> read(sink), "raw-socket");
        reader.start();
    }

    private void skipHead() throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        int newlines = 0;
        while (newlines < 2) {
            if (socket.read(one.clear()) < 0) {
                throw new IOException("The server has gone");
            }
            newlines = one.get(0) == '\n' ? newlines + 1 : one.get(0) == '\r' ? newlines : 0;
        }
    }

    private void read(Sink sink) {
        try {
            read(socket, ByteBuffer.allocateDirect(BUFFER_SIZE), sink);
        } catch (IOException e) {
            // closed
        }
    }

    void read(SocketChannel from, ByteBuffer buffer, Sink sink) throws IOException {
        boolean confirmed = false;
        long skip = 0;
        while (from.read(buffer) >= 0) {
            buffer.flip();
            while (buffer.hasRemaining()) {
                int some = (int) Math.min(skip, buffer.remaining());
                buffer.position(buffer.position() + some);
                skip -= some;
                if (buffer.remaining() < 4) {
                    // no frame's header is longer here, and no frame is shorter
                    break;
                }
                int length = buffer.get(buffer.position() + 1);
                skip = length < 126 ? length + 2 : 4 + (buffer.getShort(buffer.position() + 2) & 0xFFFF);
                if (confirmed) {
                    sink.acceptFrame();
                }
                confirmed = true;
            }
            buffer.compact();
        }
    }

    /** Looks at nothing: how fast the source is. */
    public static final class Discard extends RawSocket {
        @Override
        void read(SocketChannel from, ByteBuffer buffer, Sink sink) throws IOException {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer.clear())) {
                sink.acceptBytes(count);
            }
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        socket.close();
        reader.join();
    }
}
