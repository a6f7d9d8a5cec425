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

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An {@code Error} that the JVM survives must not keep a recovery from its beginning. */
class RecoverySchedulerTest {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final AtomicBoolean failsOnce = new AtomicBoolean(true);

    /** Has no thread for the first task. */
    private final Executor shortOfThreads = task -> {
        if (failsOnce.getAndSet(false)) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        threads.execute(task);
    };

    private final RecoveryScheduler scheduler = new RecoveryScheduler(shortOfThreads, timer);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTaskThatFindsNoThreadRunsALittleLater(boolean scheduled) throws InterruptedException {
        CountDownLatch run = new CountDownLatch(1);

        if (scheduled) {
            scheduler.schedule(run::countDown, Duration.ZERO);
        } else {
            scheduler.execute(run::countDown);
        }

        assertThat(run.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(failsOnce).isFalse();
    }

    @Test
    void aFlushThatCannotBeScheduledIsTriedAgainAtTheNextChange() {
        AtomicInteger scheduled = new AtomicInteger();
        BufferedLedger ledger = new BufferedLedger("users", new MemoryLedger(), () -> {
            if (failsOnce.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            scheduled.incrementAndGet();
        });

        ledger.change(books -> {});
        ledger.change(books -> {});
        ledger.change(books -> {});

        assertThat(scheduled).hasValue(1);
    }
}
