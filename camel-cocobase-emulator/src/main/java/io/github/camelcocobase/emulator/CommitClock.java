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

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Strictly increasing instants in microseconds, the resolution of the real service's database column. */
final class CommitClock {

    private Instant last = Instant.EPOCH;

    /**
     * The next commit's time.
     *
     * @param tied repeats the previous time, so that rows tie as rows of one transaction do
     */
    synchronized Instant next(boolean tied) {
        if (tied && !last.equals(Instant.EPOCH)) {
            return last;
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
        return last;
    }
}
