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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.recovery.TunedRecovery.Step;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Many random histories, and proof that they would show a mistake. {@code -Psoak} tries thousands,
 * {@code -Dconvergence.seed=17} a single one.
 */
class ConvergenceTest {

    private static final int SEEDS = Integer.getInteger("convergence.seeds", 200);
    private static final int MOST_TRIES = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private CocobaseEmulator emulator;

    @BeforeEach
    void startEmulator() {
        emulator = CocobaseEmulator.builder().start();
    }

    @AfterEach
    void stopEmulator() {
        emulator.close();
    }

    @Test
    @Tag("convergence")
    void theReplicaConvergesWhateverHappens() throws Exception {
        tryAll(seed -> new ConvergenceRun(emulator, seed, Set.of(), PATIENCE));
    }

    @Test
    @Tag("convergence")
    void noCreateIsMissedWhateverHappens(@TempDir Path ledgers) throws Exception {
        tryAll(seed -> new CreatesRun(emulator, seed, seed % 2 == 0 ? ledgers.resolve("" + seed) : null, PATIENCE));
    }

    private static void tryAll(LongFunction<RandomHistory> histories) throws Exception {
        Long single = Long.getLong("convergence.seed");
        long first = single == null ? 1 : single;
        long last = single == null ? SEEDS : single;
        List<String> failures = new ArrayList<>();
        for (long seed = first; seed <= last; seed++) {
            List<String> violations = histories.apply(seed).execute();
            if (!violations.isEmpty()) {
                failures.add("seed " + seed + " (run it again with -Dtest=ConvergenceTest -Dconvergence.seed=" + seed
                        + "): " + violations);
            }
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aMissingStepIsNoticed(Step step) throws Exception {
        List<String> violations = List.of();
        int tries = 0;
        while (violations.isEmpty() && tries < MOST_TRIES) {
            tries++;
            violations = new ConvergenceRun(emulator, tries, Set.of(step), Duration.ofSeconds(2)).execute();
        }
        System.out.println("Without " + step + " noticed after " + tries + " seeds: " + violations);
        assertThat(violations).isNotEmpty();
    }
}
