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
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.ReconnectPolicy;

/**
 * Decides when to try again; {@link RealtimeWatch} does it. Not thread-safe: guarded by the watch.
 */
final class Reconnector {

    /** A server that asks for more is not believed: it could park a client for ever. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

    private final ReconnectPolicy policy;
    private final Backoff backoff;
    private final LongSupplier nanoClock;
    private final DoubleSupplier random;

    private int failures;
    private boolean live;
    private long liveSinceNanos;

    /**
     * @param nanoClock monotonic nanoseconds
     * @param random numbers from 0 (inclusive) to 1 (exclusive)
     */
    Reconnector(ReconnectPolicy policy, LongSupplier nanoClock, DoubleSupplier random) {
        this.policy = policy;
        this.backoff = new Backoff(policy);
        this.nanoClock = nanoClock;
        this.random = random;
    }

    /** The subscription is confirmed. */
    void confirmed() {
        live = true;
        liveSinceNanos = nanoClock.getAsLong();
    }

    /**
     * The connection, or the attempt, ended.
     *
     * @return the delay before the next attempt; empty when there is to be none
     */
    Optional<Duration> ended(Disconnect disconnect) {
        if (live
                && nanoClock.getAsLong() - liveSinceNanos
                        >= policy.stableAfter().toNanos()) {
            failures = 0;
        }
        live = false;
        failures++;
        boolean exhausted = policy.maxAttempts() > 0 && failures > policy.maxAttempts();
        return policy.enabled() && !exhausted ? Optional.of(delay(disconnect)) : Optional.empty();
    }

    /** Forgets the failures: somebody asked for a new start. */
    void reset() {
        failures = 0;
        live = false;
    }

    /** {@return failures in a row} */
    int failures() {
        return failures;
    }

    private Duration delay(Disconnect disconnect) {
        double next = random.getAsDouble();
        Duration delay =
                disconnect.kind() == Disconnect.Kind.REJECTED ? backoff.longest(next) : backoff.delay(failures, next);
        Duration asked = disconnect.retryAfter();
        if (asked == null) {
            return delay;
        }
        Duration capped = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
        // the jitter goes on top: everybody was told the same time
        Duration spread = Duration.ofNanos((long) (delay.toNanos() * policy.jitter() * next));
        return delay.compareTo(capped) > 0 ? delay : capped.plus(spread);
    }
}
