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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Bytes of one or more WebSocket frames as they go over the wire. A server's frames are not masked, so one encoding
 * serves every connection, and a deliberately wrong frame is as easy to send as a right one.
 */
public final class WireFrame {

    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int MAX_CONTROL_PAYLOAD = 125;

    private final byte[] bytes;

    private WireFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A text message in one frame.
     *
     * @param text the message
     * @return the frame
     */
    public static WireFrame text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A text message in one frame, from its bytes, which may be invalid UTF-8.
     *
     * @param utf8 the message's bytes
     * @return the frame
     */
    public static WireFrame text(byte[] utf8) {
        return frame(FIN | TEXT, utf8);
    }

    /**
     * A binary message in one frame.
     *
     * @param payload the message
     * @return the frame
     */
    public static WireFrame binary(byte[] payload) {
        return frame(FIN | BINARY, payload);
    }

    /**
     * A text message cut into several frames, without regard to character borders.
     *
     * @param text the message
     * @param pieces how many frames, at least 1; more than the message has bytes makes some of them empty
     * @return the frames
     */
    public static WireFrame fragmented(String text, int pieces) {
        if (pieces < 1) {
            throw new IllegalArgumentException("pieces must be at least 1, but is " + pieces);
        }
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10 * pieces);
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) payload.length * i / pieces);
            int to = (int) ((long) payload.length * (i + 1) / pieces);
            int first = (i == 0 ? TEXT : CONTINUATION) | (i == pieces - 1 ? FIN : 0);
            writeHeader(out, first, to - from);
            out.write(payload, from, to - from);
        }
        return new WireFrame(out.toByteArray());
    }

    /**
     * A close frame, with any code, also one that must not be sent.
     *
     * @param code the close code
     * @param reason at most 123 bytes; null or empty for none
     * @return the frame
     */
    public static WireFrame close(int code, String reason) {
        byte[] text = Objects.requireNonNullElse(reason, "").getBytes(StandardCharsets.UTF_8);
        if (text.length > MAX_CONTROL_PAYLOAD - 2) {
            throw new IllegalArgumentException("A close reason has at most 123 bytes, but this has " + text.length);
        }
        ByteBuffer payload = ByteBuffer.allocate(text.length + 2);
        payload.putShort((short) code).put(text);
        return frame(FIN | CLOSE, payload.array());
    }

    /**
     * A close frame without a code, which the other side reports as 1005.
     *
     * @return the frame
     */
    public static WireFrame closeEmpty() {
        return frame(FIN | CLOSE, new byte[0]);
    }

    /**
     * A ping.
     *
     * @param payload at most 125 bytes
     * @return the frame
     */
    public static WireFrame ping(byte[] payload) {
        return frame(FIN | PING, payload);
    }

    static WireFrame pong(byte[] payload) {
        return frame(FIN | PONG, payload);
    }

    /**
     * Bytes to be sent as they are, for frames that no WebSocket library would send.
     *
     * @param bytes header and payload, or a part of them
     * @return the bytes as a frame
     */
    public static WireFrame raw(byte[] bytes) {
        return new WireFrame(bytes.clone());
    }

    private static WireFrame frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 10);
        writeHeader(out, first, payload.length);
        out.write(payload, 0, payload.length);
        return new WireFrame(out.toByteArray());
    }

    private static void writeHeader(ByteArrayOutputStream out, int first, int length) {
        out.write(first);
        if (length < 126) {
            out.write(length);
        } else if (length < 0x10000) {
            out.write(126);
            out.write(length >>> 8);
            out.write(length);
        } else {
            out.write(127);
            out.writeBytes(new byte[4]);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(length >>> shift);
            }
        }
    }

    /**
     * The number of bytes on the wire.
     *
     * @return header and payload together
     */
    public int size() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }
}
