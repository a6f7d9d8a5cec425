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
package io.github.camelcocobase.benchmark.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A run of WebSocket text frames, each of which tells of the update of one document in the shape of the emulator's
 * {@code server} profile, encoded once. The same size makes the same bytes in every process, so that a client knows what
 * it must have seen.
 */
public final class EventFrames {

    /** What {@link #stamp} puts into a frame is so much above the clock: always 16 digits, and exact in a double. */
    private static final long STAMP_BASE_MICROS = 1_000_000_000_000_000L;

    private static final int STAMP_DIGITS = 16;
    private static final int BLOCK_BYTES = 512 * 1024;
    private static final int FEWEST_FRAMES = 16;
    private static final String SENT_AT = "\"sentAt\":";
    private static final String WORDS = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod ";
    private static final UUID COLLECTION_ID = new UUID(0x6b1f_5c0e_7d2a_4e9bL, 0x9c3d_8f10_2a4b_6c8dL);

    private final byte[] bytes;
    private final int[] offsets;
    private final int[] stampOffsets;
    private final long[] sums;
    private final int[] dataLengths;

    /**
     * @param collection the collection's name
     * @param documentSize the size of a document's own fields as JSON text, in bytes, at least 200
     */
    public EventFrames(String collection, int documentSize) {
        int count = Math.max(FEWEST_FRAMES, BLOCK_BYTES / (documentSize + 480));
        this.offsets = new int[count + 1];
        this.stampOffsets = new int[count];
        this.sums = new long[count + 1];
        this.dataLengths = new int[count];
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int n = 0; n < count; n++) {
            String data = data(n, documentSize);
            byte[] text = event(collection, n, data).getBytes(StandardCharsets.US_ASCII);
            offsets[n] = out.size();
            header(out, text.length);
            int prefix = new String(text, StandardCharsets.US_ASCII).indexOf(SENT_AT) + SENT_AT.length();
            stampOffsets[n] = out.size() + prefix;
            out.writeBytes(text);
            sums[n + 1] = sums[n] + n;
            dataLengths[n] = data.length();
        }
        offsets[count] = out.size();
        this.bytes = out.toByteArray();
    }

    /** {@return the document's fields} A few short ones of each type, a nested object, and text up to the size. */
    private static String data(int n, int size) {
        String fixed = "{\"n\":" + n + "," + SENT_AT + STAMP_BASE_MICROS
                + ",\"name\":\"Ada Lovelace\",\"email\":\"ada.lovelace@example.com\",\"age\":" + (20 + n % 60)
                + ",\"active\":" + (n % 3 != 0) + ",\"score\":" + (n % 100) + ".25";
        StringBuilder data = new StringBuilder(fixed);
        for (int field = 0; data.length() < size - 120; field++) {
            int room = Math.min(WORDS.length() * 4, size - data.length() - 60);
            data.append(",\"field").append(field).append("\":{\"note\":\"");
            data.append(WORDS.repeat(4), 0, Math.max(8, room - 40));
            data.append("\",\"rank\":").append(field % 10).append('}');
        }
        data.append(",\"end\":\"").append("x".repeat(Math.max(0, size - data.length() - 2)));
        return data.append("\"}").toString();
    }

    private static String event(String collection, int n, String data) {
        UUID id = new UUID(0x3f2a_0000_0000_4000L | (long) n << 24, 0x8000_0000_0000_0000L | 0x5bd1_e995L * (n + 1));
        return "{\"event\":\"update\",\"data\":{\"data\":" + data + ",\"id\":\"" + id + "\",\"collection_id\":\""
                + COLLECTION_ID + "\",\"created_at\":\"2026-01-02T03:04:05.678901\",\"collection\":{\"name\":\""
                + collection + "\",\"webhook_url\":null,\"permissions\":{\"create\":[],\"read\":[],\"update\":[],"
                + "\"delete\":[]},\"id\":\"" + COLLECTION_ID
                + "\",\"created_at\":\"2026-01-01T00:00:00.000001\"}},\"collection_id\":\"" + collection + "\"}";
    }

    private static void header(ByteArrayOutputStream out, int length) {
        out.write(0x81);
        if (length < 126) {
            out.write(length);
        } else {
            out.write(126);
            out.write(length >>> 8);
            out.write(length);
        }
    }

    /** {@return the id of the collection that all documents are in} */
    static String collectionId() {
        return COLLECTION_ID.toString();
    }

    /** {@return how many frames there are before they repeat} */
    public int count() {
        return stampOffsets.length;
    }

    /** {@return the size of a frame on the wire in bytes, header included, of the average} */
    public double averageSize() {
        return (double) bytes.length / count();
    }

    /** {@return a frame's text} */
    public String text(int index) {
        int headerLength = offsets[index + 1] - offsets[index] < 128 ? 2 : 4;
        int from = offsets[index] + headerLength;
        return new String(bytes, from, offsets[index + 1] - from, StandardCharsets.US_ASCII);
    }

    /** {@return what the fields {@code n} of the first events of an endless stream add up to} */
    public long sumOf(long events) {
        return events / count() * sums[count()] + sums[(int) (events % count())];
    }

    /** {@return how many characters the documents of the first events of an endless stream have as JSON text} */
    public long lengthOf(long events) {
        long length = 0;
        for (int i = 0; i < count(); i++) {
            length += dataLengths[i] * (events / count() + (i < events % count() ? 1 : 0));
        }
        return length;
    }

    /** {@return all frames, in direct memory} */
    ByteBuffer block() {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    int offset(int index) {
        return offsets[index];
    }

    /**
     * Writes into a frame when it is sent.
     *
     * @param block from {@link #block()}
     * @param index of the frame
     * @param micros of {@link #nowMicros()}'s clock
     */
    void stamp(ByteBuffer block, int index, long micros) {
        long rest = STAMP_BASE_MICROS + micros;
        for (int i = STAMP_DIGITS - 1; i >= 0; i--) {
            block.put(stampOffsets[index] + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** {@return the clock that stamps are taken from: the same one in all processes of a machine} */
    public static long nowMicros() {
        return System.nanoTime() / 1000;
    }

    /** {@return the microseconds that have passed since a stamp was made, at least 0} */
    public static long ageMicros(long stamp) {
        return Math.max(0, nowMicros() + STAMP_BASE_MICROS - stamp);
    }
}
