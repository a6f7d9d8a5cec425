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
package io.github.camelcocobase.client.realtime;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts a message together from frames. The array for it is one that the thread has left from the message before, so that
 * no connection keeps one but while a message is unfinished: with large documents, or whenever a message runs over the end
 * of what was read from the socket. Such a message may end on another thread than it began on, which then keeps the array.
 */
final class FrameAssembler {

    private static final int SMALLEST = 4 * 1024;
    private static final int KEPT_LIMIT = 64 * 1024;
    private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

    private final int maxSize;
    private byte[] message;
    private int length;

    FrameAssembler(int maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Takes the next piece.
     *
     * @return false if the message is larger than allowed, and is to be forgotten
     */
    boolean add(ByteBuffer piece) {
        int size = piece.remaining();
        if (size > maxSize - length) {
            return false;
        }
        if (message == null) {
            message = take(size);
        } else if (message.length - length < size) {
            message = Arrays.copyOf(message, capacity(Math.max(length + size, 2L * message.length)));
        }
        piece.get(message, length, size);
        length += size;
        return true;
    }

    /** {@return the array that holds the message; valid until it is forgotten} */
    byte[] message() {
        return message;
    }

    /** {@return the message's length in bytes} */
    int length() {
        return length;
    }

    /** Forgets the message. */
    void clear() {
        if (message != null) {
            keep(message);
        }
        message = null;
        length = 0;
    }

    private byte[] take(int size) {
        byte[] spare = SPARE.get();
        if (spare == null || spare.length < size) {
            return new byte[capacity(size)];
        }
        SPARE.set(null);
        return spare;
    }

    private static void keep(byte[] array) {
        byte[] spare = SPARE.get();
        if (array.length <= KEPT_LIMIT && (spare == null || spare.length < array.length)) {
            SPARE.set(array);
        }
    }

    /** A power of two as long as the array is kept, lest each message that is a little larger needs another one. */
    private int capacity(long size) {
        return size > KEPT_LIMIT
                ? (int) Math.min(maxSize, size)
                : Integer.highestOneBit(Math.max(SMALLEST, (int) size) - 1) << 1;
    }
}
