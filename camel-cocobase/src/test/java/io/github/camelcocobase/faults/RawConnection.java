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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The server's end of one connection, byte by byte. Reading is for the thread of the connection's script; any thread may
 * write.
 */
final class RawConnection {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    static final String CONNECTED = "{\"event\":\"connected\",\"collection_id\":\"users\"}";

    /** One frame from the client, unmasked. */
    record ReceivedFrame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    private final RawServer server;
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Collection<ReceivedFrame> received = new ConcurrentLinkedQueue<>();
    private volatile String requestLine = "";
    private volatile boolean answersPings = true;

    RawConnection(RawServer server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    // ---- HTTP

    /** Reads the head of the request. */
    void readRequest() throws IOException {
        requestLine = readLine();
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("in the request");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    String requestLine() {
        return requestLine;
    }

    String header(String name) {
        return headers.get(name);
    }

    /** Answers with this status line, these headers and this body, and closes. */
    void answer(String statusLine, String body, String... moreHeaders) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + statusLine + "\r\n");
        for (String header : moreHeaders) {
            head.append(header).append("\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        head.append("Content-Length: ").append(bytes.length).append("\r\nConnection: close\r\n\r\n");
        write(head.toString().getBytes(StandardCharsets.UTF_8));
        write(bytes);
        close();
    }

    /** Reads the request and answers it with what RFC 6455 demands. */
    void upgrade() throws IOException {
        readRequest();
        write(switchingProtocols(accept()).getBytes(StandardCharsets.US_ASCII));
    }

    static String switchingProtocols(String accept) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept + "\r\n\r\n";
    }

    /** {@return the right value of {@code Sec-WebSocket-Accept}} */
    String accept() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((header("Sec-WebSocket-Key") + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- WebSocket

    /** Does everything that a good server does until the subscription is confirmed. */
    void confirm() throws IOException {
        upgrade();
        readFrame();
        // before the client hears that it is live, or a test may ask for it too early
        server.live(this);
        text(CONNECTED);
    }

    /** Reads until the other side is gone, answers pings and the close. */
    void serve() throws IOException {
        while (true) {
            ReceivedFrame frame = readFrame();
            if (frame.opcode() == WireBytes.PING && answersPings) {
                write(WireBytes.frame(WireBytes.FIN | WireBytes.PONG, frame.payload()));
            } else if (frame.opcode() == WireBytes.CLOSE) {
                write(WireBytes.frame(WireBytes.FIN | WireBytes.CLOSE, frame.payload()));
                return;
            }
        }
    }

    /** Reads until the other side is gone, and answers nothing. */
    void swallow() throws IOException {
        while (true) {
            readFrame();
        }
    }

    /** Reads bytes until the other side is gone, whatever they are. */
    void hold() throws IOException {
        byte[] buffer = new byte[4096];
        while (in.read(buffer) >= 0) {
            // nothing is done with them
        }
    }

    void ignorePings() {
        answersPings = false;
    }

    ReceivedFrame readFrame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if ((second & 0x80) == 0) {
            throw new IllegalStateException("A client's frame must be masked");
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        ReceivedFrame frame = new ReceivedFrame(first & 0x0F, payload);
        received.add(frame);
        return frame;
    }

    /** {@return the frames that came in so far} */
    Collection<ReceivedFrame> received() {
        return received;
    }

    long received(int opcode) {
        return received.stream().filter(frame -> frame.opcode() == opcode).count();
    }

    void text(String text) throws IOException {
        write(WireBytes.text(text));
    }

    void write(byte[] bytes) throws IOException {
        synchronized (out) {
            out.write(bytes);
            out.flush();
        }
    }

    // ---- TCP

    /** Closes with RST. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes the direction to the client with FIN, and goes on reading. */
    void fin() throws IOException {
        socket.shutdownOutput();
    }

    void close() throws IOException {
        socket.close();
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    RawServer server() {
        return server;
    }

    @Override
    public String toString() {
        return "RawConnection[" + requestLine.toLowerCase(Locale.ROOT) + ", " + received.size() + " frames]";
    }
}
