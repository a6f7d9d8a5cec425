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

import java.nio.charset.StandardCharsets;

/** Messages that no client should choke on, ready to be sent to a watch. */
public enum BadMessage {
    /** Text that is not JSON. */
    GARBAGE_JSON("garbageJson", "{\"event\":"),
    /** JSON, but an array. */
    JSON_ARRAY("jsonArray", "[{\"event\":\"create\"}]"),
    /** JSON, but a number. */
    JSON_SCALAR("jsonScalar", "42"),
    /** A text message without text. */
    EMPTY("empty", ""),
    /** An event of a kind that nobody knows. */
    UNKNOWN_EVENT("unknownEvent", "{\"event\":\"archive\",\"data\":{\"id\":\"x\",\"data\":{}}}"),
    /** An object without any event. */
    NO_EVENT("noEvent", "{\"data\":{\"id\":\"x\",\"data\":{}}}"),
    /** An event whose document is null. */
    NULL_DATA("nullData", "{\"event\":\"create\",\"data\":null}"),
    /** An event whose document is a number. */
    SCALAR_DATA("scalarData", "{\"event\":\"create\",\"data\":42}"),
    /** An event whose document has no id. */
    MISSING_ID("missingId", "{\"event\":\"create\",\"data\":{\"collection\":\"c\",\"data\":{}}}"),
    /** An error in the middle of the stream. */
    ERROR("error", "{\"error\":\"Something went wrong\"}"),
    /** Arrays within arrays, 5,000 deep. */
    DEEP_NESTING("deepNesting", "{\"event\":\"create\",\"data\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
    /** A well-formed event in a binary message. */
    BINARY("binary", WireFrame.binary("{\"event\":\"create\",\"data\":{}}".getBytes(StandardCharsets.UTF_8))),
    /** A text message that is not UTF-8. */
    INVALID_UTF8("invalidUtf8", WireFrame.text(new byte[] {'"', (byte) 0xC3, 0x28, '"'})),
    /** A frame with a reserved bit set. */
    RESERVED_BIT("reservedBit", WireFrame.raw(new byte[] {(byte) 0xC1, 0})),
    /** A frame that is masked, as only a client's may be. */
    MASKED("masked", WireFrame.raw(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '{', '}'})),
    /** A ping in two fragments, which control frames must not have. */
    FRAGMENTED_PING("fragmentedPing", WireFrame.raw(new byte[] {0x09, 0})),
    /** The beginning of a fragmented message whose rest never comes. */
    UNFINISHED("unfinished", WireFrame.raw(new byte[] {0x01, 1, '{'})),
    /** The header of a message of 2 to the power of 62 bytes. */
    HUGE_LENGTH("hugeLength", WireFrame.raw(new byte[] {(byte) 0x81, 127, 0x40, 0, 0, 0, 0, 0, 0, 0}));

    private final String label;
    private final WireFrame frame;

    BadMessage(String label, String text) {
        this(label, WireFrame.text(text));
    }

    BadMessage(String label, WireFrame frame) {
        this.label = label;
        this.frame = frame;
    }

    /**
     * The name in the admin API.
     *
     * @return for example {@code garbageJson}
     */
    public String label() {
        return label;
    }

    /**
     * The message.
     *
     * @return ready to be sent
     */
    public WireFrame frame() {
        return frame;
    }
}
