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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of WebSocket frames, right or wrong. */
final class WireBytes {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    static final int FIN = 0x80;
    static final int RSV1 = 0x40;
    static final int RSV2 = 0x20;
    static final int RSV3 = 0x10;

    private WireBytes() {}

    /** {@return a frame with these flags and this opcode, its length in the shortest form} */
    static byte[] frame(int flagsAndOpcode, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.length + 10);
        bytes.writeBytes(header(flagsAndOpcode, payload.length));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /** {@return the header of a frame, whose payload may never follow} */
    static byte[] header(int flagsAndOpcode, long length) {
        ByteBuffer header = ByteBuffer.allocate(10);
        header.put((byte) flagsAndOpcode);
        if (length >= 0 && length < 126) {
            header.put((byte) length);
        } else if (length >= 0 && length < 1 << 16) {
            header.put((byte) 126).putShort((short) length);
        } else {
            header.put((byte) 127).putLong(length);
        }
        byte[] bytes = new byte[header.flip().remaining()];
        header.get(bytes);
        return bytes;
    }

    static byte[] text(String text) {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a frame that is masked, as only a client's may be} */
    static byte[] masked(int flagsAndOpcode, byte[] payload) {
        byte[] mask = {1, 2, 3, 4};
        byte[] header = header(flagsAndOpcode, payload.length);
        header[1] |= (byte) 0x80;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(header);
        bytes.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ mask[i % 4]);
        }
        return bytes.toByteArray();
    }

    /**
     * @param code 0 for a close frame without a code
     */
    static byte[] close(int code, byte[] reason) {
        if (code == 0) {
            return frame(FIN | CLOSE, new byte[0]);
        }
        return frame(
                FIN | CLOSE,
                ByteBuffer.allocate(2 + reason.length)
                        .putShort((short) code)
                        .put(reason)
                        .array());
    }

    static byte[] close(int code, String reason) {
        return close(code, reason.getBytes(StandardCharsets.UTF_8));
    }
}
