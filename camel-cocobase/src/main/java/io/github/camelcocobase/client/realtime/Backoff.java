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

import io.github.camelcocobase.client.ReconnectPolicy;

/** How long to wait after so many failures. Pure: randomness is an argument. */
final class Backoff {

    private final double initialNanos;
    private final double maxNanos;
    private final double multiplier;
    private final double jitter;

    Backoff(ReconnectPolicy policy) {
        this.initialNanos = policy.initialDelay().toNanos();
        this.maxNanos = policy.maxDelay().toNanos();
        this.multiplier = policy.multiplier();
        this.jitter = policy.jitter();
    }

    /**
     * @param failures failures in a row, at least 1
     * @param random from 0 (inclusive) to 1 (exclusive)
     */
    Duration delay(int failures, double random) {
        // beyond some 1,000 doublings a double is infinite, which min() turns into the maximum
        return jittered(Math.min(maxNanos, initialNanos * Math.pow(multiplier, failures - 1.0)), random);
    }

    /** {@return the longest delay, with its jitter} */
    Duration longest(double random) {
        return jittered(maxNanos, random);
    }

    private Duration jittered(double nanos, double random) {
        return Duration.ofNanos((long) (nanos * (1 + jitter * (2 * random - 1))));
    }
}
