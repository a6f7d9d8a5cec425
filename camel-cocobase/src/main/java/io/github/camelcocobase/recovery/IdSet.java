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
package io.github.camelcocobase.recovery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * A set of ids that keeps 16 bytes of each: a UUID as it is, any other text as the first half of its SHA-256. Two
 * different texts are taken for one with a probability of 2 to the power of -128. Not safe for use by several threads.
 */
final class IdSet {

    private static final int INITIAL_CAPACITY = 64;

    private long[] slots = new long[2 * INITIAL_CAPACITY];
    private int size;

    /** {@return true if the id was not in the set} */
    boolean add(String id) {
        UUID uuid = UuidText.parse(id);
        if (uuid != null) {
            return add(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }
        ByteBuffer digest = sha256(id);
        return add(digest.getLong(), digest.getLong());
    }

    boolean contains(String id) {
        UUID uuid = UuidText.parse(id);
        if (uuid != null) {
            return contains(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }
        ByteBuffer digest = sha256(id);
        return contains(digest.getLong(), digest.getLong());
    }

    int size() {
        return size;
    }

    private boolean contains(long high, long low) {
        int slot = find(high, low);
        return slots[2 * slot] != 0 || slots[2 * slot + 1] != 0;
    }

    private boolean add(long high, long low) {
        int slot = find(high, low);
        if (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
            return false;
        }
        slots[2 * slot] = high;
        slots[2 * slot + 1] = low;
        if (++size > slots.length / 3) {
            grow();
        }
        return true;
    }

    private int find(long high, long low) {
        int mask = slots.length / 2 - 1;
        int slot = UuidText.spread(high, low) & mask;
        while ((slots[2 * slot] != 0 || slots[2 * slot + 1] != 0)
                && (slots[2 * slot] != high || slots[2 * slot + 1] != low)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int i = 0; i < old.length; i += 2) {
            if (old[i] != 0 || old[i + 1] != 0) {
                int slot = find(old[i], old[i + 1]);
                slots[2 * slot] = old[i];
                slots[2 * slot + 1] = old[i + 1];
            }
        }
    }

    private static ByteBuffer sha256(String id) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
