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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a limited number of handshakes run at a time per host, and begins them with a little time in between; the others
 * wait their turn. Jetty refuses more than 1,024 waiting connects, and a server that has just come back is not to be
 * overrun by all its clients in the same moment: they were all cut off in the same moment, and jitter spreads only the
 * first delay of a second over half a second.
 */
final class HandshakeLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeLimiter.class);

    /** Runs tasks later. */
    interface Timer {
        void schedule(Runnable task, Duration delay);
    }

    private final int perHost;
    private final Duration spacing;
    private final LongSupplier nanoClock;
    private final Timer timer;

    // one entry per server for as long as the client lives: what it knows of the last beginning must not be forgotten
    private final Map<String, Host> hosts = new HashMap<>();

    /**
     * @param perHost how many run at a time with one host
     * @param spacing the least time between two beginnings with one host
     */
    HandshakeLimiter(int perHost, Duration spacing, LongSupplier nanoClock, Timer timer) {
        this.perHost = perHost;
        this.spacing = spacing;
        this.nanoClock = nanoClock;
        this.timer = timer;
    }

    /**
     * Runs the handshake now or when its turn has come.
     *
     * @param handshake returns true if it has begun, which must lead to one {@link #done} for this host, or false if it is
     *     no longer wanted; one that throws has not begun
     */
    void begin(String host, BooleanSupplier handshake) {
        synchronized (this) {
            hosts.computeIfAbsent(host, name -> new Host(nanoClock.getAsLong()))
                    .waiting
                    .add(handshake);
        }
        advance(host);
    }

    /** A handshake with this host has come to its end, good or bad. */
    void done(String host) {
        synchronized (this) {
            hosts.get(host).running--;
        }
        advance(host);
    }

    private void advance(String host) {
        // a loop, not a recursion: thousands may have been given up while they waited
        for (BooleanSupplier next = next(host); next != null; next = next(host)) {
            if (!hasBegun(next)) {
                unwanted(host);
            }
        }
    }

    /** The handshakes that wait are not to blame for one that throws. */
    private static boolean hasBegun(BooleanSupplier handshake) {
        try {
            return handshake.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.error("A handshake failed to begin", e);
            return false;
        }
    }

    /** {@return the handshake to begin now; null if there is none, or not yet} */
    private synchronized BooleanSupplier next(String name) {
        Host host = hosts.get(name);
        if (host.waiting.isEmpty() || host.running >= perHost || host.wakeComes) {
            return null;
        }
        long wait = host.nextBeginNanos - nanoClock.getAsLong();
        if (wait > 0) {
            timer.schedule(() -> wake(name), Duration.ofNanos(wait));
            host.wakeComes = true;
            return null;
        }
        host.running++;
        host.nextBeginNanos = nanoClock.getAsLong() + spacing.toNanos();
        return host.waiting.poll();
    }

    private void wake(String name) {
        synchronized (this) {
            hosts.get(name).wakeComes = false;
        }
        advance(name);
    }

    /** Takes neither a place nor time from those that still wait. */
    private synchronized void unwanted(String name) {
        Host host = hosts.get(name);
        host.running--;
        host.nextBeginNanos = nanoClock.getAsLong();
    }

    private static final class Host {
        private final Queue<BooleanSupplier> waiting = new ArrayDeque<>();
        private int running;
        private long nextBeginNanos;
        /** True while a timer is set: at most one, so that a machine that stood still does not begin all at once. */
        private boolean wakeComes;

        private Host(long nowNanos) {
            this.nextBeginNanos = nowNanos;
        }
    }
}
