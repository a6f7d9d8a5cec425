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
package io.github.camelcocobase;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs for as long as one likes: {@code mvn test -Psoak -pl camel-cocobase -am -Dtest=SoakTest -Dsoak.minutes=30
 * -Dsoak.seed=4711}. A round that fails tells its seed, with which it can be run again as the first one.
 */
@Tag("soak")
class SoakTest {

    /** The component's, as {@link ManyEndpointsTest} has them, two of the file ledgers, one of Camel's shutdown. */
    private static final int MAX_THREADS = 43 + 2 + 1;

    private static final int WARM_UP_ROUNDS = 5;
    private static final long MAX_GROWTH_BYTES = 32L << 20;

    private final List<String> violations = new CopyOnWriteArrayList<>();

    @Test
    void everythingHoldsWhateverHappens(@TempDir Path ledgers) throws Exception {
        long firstSeed = Long.getLong("soak.seed", 1);
        Duration time = Duration.ofMinutes(Integer.getInteger("soak.minutes", 2));
        report("Soak: " + time.toMinutes() + " minutes from soak.seed " + firstSeed + " on");
        long end = System.nanoTime() + time.toNanos();
        try (ThreadCensus threads = ThreadCensus.begin();
                CapturedLog errors = new CapturedLog("io.github.camelcocobase", Level.ERROR)) {
            long seed = firstSeed;
            long heapAtFirst = 0;
            try (SoakRun run = new SoakRun(ledgers, violations::add)) {
                for (; System.nanoTime() < end; seed++) {
                    run.round(seed);
                    assertNothingViolated(seed, errors);
                    assertThat(threads.most())
                            .as("threads at most, seed %d", seed)
                            .hasSizeLessThanOrEqualTo(MAX_THREADS);
                    if (seed - firstSeed < WARM_UP_ROUNDS) {
                        heapAtFirst = usedHeap();
                    }
                }
                assertThat(usedHeap())
                        .as("bytes of heap after %d rounds", seed - firstSeed)
                        .isLessThan(heapAtFirst + MAX_GROWTH_BYTES);
                report("Soak: " + (seed - firstSeed) + " rounds, at most "
                        + threads.most().size() + " threads, heap from "
                        + (heapAtFirst >> 20) + " to " + (usedHeap() >> 20) + " MB, changes of state: "
                        + run.transitions());
            }
            assertNothingViolated(seed, errors);
            Awaitility.await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> assertThat(threads.now())
                    .as("threads that are left")
                    .isEmpty());
        }
    }

    private void assertNothingViolated(long seed, CapturedLog errors) {
        // a recovery whose requests fail says so, too, but without a stack trace
        List<String> unexpected = errors.lines().stream()
                .filter(line -> !line.stackTrace().isEmpty())
                .map(CapturedLog.Line::all)
                .toList();
        assertThat(List.of(violations, unexpected))
                .as(
                        "Run it again with mvn test -Psoak -pl camel-cocobase -am -Dtest=SoakTest -Dsoak.seed=%d"
                                + " (violations, unexpected errors in the log)",
                        seed)
                .isEqualTo(List.of(List.of(), List.of()));
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** To be seen while it runs, and without looking for a file. */
    private static void report(String line) {
        System.out.println(line);
    }
}
