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
package io.github.camelcocobase.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The machine's clock, or ahead of it, in microseconds: the resolution of the real service's database column. */
final class ServerClock {

    private Duration ahead = Duration.ZERO;
    private Instant lastCommit = Instant.EPOCH;

    synchronized Instant now() {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * The next commit's time, after all those before.
     *
     * @param tied repeats the previous time, so that rows tie as rows of one transaction do
     */
    synchronized Instant commit(boolean tied) {
        if (tied && !lastCommit.equals(Instant.EPOCH)) {
            return lastCommit;
        }
        Instant now = now();
        lastCommit = now.isAfter(lastCommit) ? now : lastCommit.plus(1, ChronoUnit.MICROS);
        return lastCommit;
    }

    synchronized void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock cannot be advanced by " + time + ": the time must not be negative");
        }
        ahead = ahead.plus(time);
    }

    synchronized void reset() {
        ahead = Duration.ZERO;
        lastCommit = Instant.EPOCH;
    }
}
