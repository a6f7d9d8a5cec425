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
 * Puts a message together from frames. A message in one piece, which is the rule, is copied to an array that the
 * thread's messages share; only a message in several pieces needs one of its own, for as long as it is unfinished. A small
 * one is kept for the next such message: wherever a message runs over the end of what was read from the socket, there is
 * one.
 */
final class FrameAssembler {

    private static final int SHARED_LIMIT = 64 * 1024;
    private static final int KEPT_LIMIT = 8 * 1024;
    private static final ThreadLocal<byte[]> SHARED = ThreadLocal.withInitial(() -> new byte[4096]);

    private final int maxSize;
    private byte[] partial;
    private byte[] message;
    private int length;

    FrameAssembler(int maxSize) {
        this.maxSize = maxSize;
    }

    /**
     * Takes the next piece.
     *
     * @return false if the message is larger than allowed; the assembler is of no use after that
     */
    boolean add(ByteBuffer piece, boolean last) {
        int size = piece.remaining();
        if (size > maxSize - length) {
            partial = null;
            return false;
        }
        if (length == 0 && last) {
            byte[] shared = shared(size);
            piece.get(shared, 0, size);
            message = shared;
        } else {
            reserve(size);
            piece.get(partial, length, size);
            message = partial;
        }
        length += size;
        return true;
    }

    /** {@return the array that holds the message; valid until the thread's next message} */
    byte[] message() {
        return message;
    }

    /** {@return the message's length in bytes} */
    int length() {
        return length;
    }

    /** Forgets the message. */
    void clear() {
        if (partial != null && partial.length > KEPT_LIMIT) {
            partial = null;
        }
        message = null;
        length = 0;
    }

    private void reserve(int more) {
        if (partial == null) {
            partial = new byte[(int) Math.min(maxSize, Math.max(4096, more * 2L))];
        } else if (partial.length - length < more) {
            partial = Arrays.copyOf(partial, (int) Math.min(maxSize, Math.max(length + more, partial.length * 2L)));
        }
    }

    private static byte[] shared(int size) {
        byte[] shared = SHARED.get();
        if (shared.length < size) {
            shared = new byte[size <= SHARED_LIMIT ? Math.min(SHARED_LIMIT, Integer.highestOneBit(size) * 2) : size];
            if (size <= SHARED_LIMIT) {
                SHARED.set(shared);
            }
        }
        return shared;
    }
}
