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

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * Lets a limited number of handshakes run at a time per host; the others wait their turn. Jetty refuses more than 1,024
 * waiting connects, and a server that has just come back is not to be overrun.
 */
final class HandshakeLimiter {

    private final int perHost;
    private final Map<String, Host> hosts = new HashMap<>();

    HandshakeLimiter(int perHost) {
        this.perHost = perHost;
    }

    /**
     * Runs the handshake now or when another one is done.
     *
     * @param handshake returns true if it has begun, which must lead to one {@link #done} for this host, or false if it is
     *     no longer wanted; must not throw
     */
    void begin(String host, BooleanSupplier handshake) {
        synchronized (this) {
            Host limited = hosts.computeIfAbsent(host, h -> new Host());
            if (limited.running >= perHost) {
                limited.waiting.add(handshake);
                return;
            }
            limited.running++;
        }
        if (!handshake.getAsBoolean()) {
            done(host);
        }
    }

    /** A handshake with this host has come to its end, good or bad. */
    void done(String host) {
        // a loop, not a recursion: thousands may have been given up while they waited
        BooleanSupplier next;
        do {
            next = nextOrFree(host);
        } while (next != null && !next.getAsBoolean());
    }

    private synchronized BooleanSupplier nextOrFree(String host) {
        Host limited = hosts.get(host);
        BooleanSupplier next = limited.waiting.poll();
        if (next == null && --limited.running == 0) {
            hosts.remove(host);
        }
        return next;
    }

    private static final class Host {
        private int running;
        private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();
    }
}
