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

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelcocobase.client.CollectionId;

/** Document ids are UUIDs on all known servers: 16 bytes instead of a text of 36 characters. */
final class UuidText {

    /** Nobody who chooses ids is to know where they end up. */
    private static final long SALT = ThreadLocalRandom.current().nextLong() | 1;

    private UuidText() {}

    /**
     * {@return the UUID whose {@code toString()} is exactly this text, which is not the one of all zeros; null if there
     * is none}
     */
    static UUID parse(String id) {
        if (id.length() != 36 || !CollectionId.looksLikeOne(id)) {
            return null;
        }
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) >= 'A' && id.charAt(i) <= 'F') {
                // in upper case it is another text, and the route is to get the server's own
                return null;
            }
        }
        UUID uuid = UUID.fromString(id);
        return uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0 ? null : uuid;
    }

    /** {@return 31 well-mixed bits of a UUID} */
    static int spread(long high, long low) {
        long mixed = (high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L ^ SALT;
        mixed = (mixed ^ mixed >>> 32) * (SALT | 1);
        return (int) (mixed >>> 33);
    }
}
