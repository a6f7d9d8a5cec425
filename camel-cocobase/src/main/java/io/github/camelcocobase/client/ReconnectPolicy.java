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
package io.github.camelcocobase.client;

import java.time.Duration;

/**
 * When to connect again. The n-th failure in a row is followed by a delay of {@code initialDelay * multiplier^(n-1)}, at
 * most {@code maxDelay}, of which a share is random.
 *
 * @param enabled false: a lost connection ends the watch
 * @param initialDelay the delay after the first failure; positive
 * @param maxDelay the longest delay, before jitter; at least {@code initialDelay}
 * @param multiplier by which a delay grows from failure to failure; at least 1
 * @param jitter by how much of itself a delay may be longer or shorter, from 0 to 1; keeps many clients from coming back
 *     in step
 * @param maxAttempts after how many failures in a row the watch gives up; 0 = never
 * @param stableAfter how long a confirmed subscription must have held for the failures before it to be forgotten: a
 *     server that accepts and closes at once is not a reason to start over with short delays
 */
public record ReconnectPolicy(
        boolean enabled,
        Duration initialDelay,
        Duration maxDelay,
        double multiplier,
        double jitter,
        int maxAttempts,
        Duration stableAfter) {

    /** 1 s, doubled up to 30 s, a quarter more or less, without end; the failures are forgotten after 10 s. */
    public static final ReconnectPolicy DEFAULT = new ReconnectPolicy(
            true, Duration.ofSeconds(1), Duration.ofSeconds(30), 2, 0.25, 0, Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ReconnectPolicy {
        require(initialDelay.compareTo(Duration.ZERO) > 0, "initialDelay", initialDelay, "more than 0");
        require(maxDelay.compareTo(initialDelay) >= 0, "maxDelay", maxDelay, "at least initialDelay, " + initialDelay);
        require(multiplier >= 1 && Double.isFinite(multiplier), "multiplier", multiplier, "a number of at least 1");
        require(jitter >= 0 && jitter <= 1, "jitter", jitter, "a number from 0 to 1");
        require(maxAttempts >= 0, "maxAttempts", maxAttempts, "0 (no limit) or more");
    }

    private static void require(boolean valid, String name, Object value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed is " + allowed);
        }
    }
}
