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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.PatientExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the recoveries of all endpoints share: a few threads, a timer, and the turns at each host. */
public final class RecoveryScheduler {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryScheduler.class);

    private final Executor threads;
    private final ScheduledExecutorService timer;
    private final HostTurns turns = new HostTurns();

    /**
     * @param threads run what blocks; stay the caller's to shut down
     * @param timer nothing that blocks runs on it; stays the caller's to shut down
     */
    public RecoveryScheduler(Executor threads, ScheduledExecutorService timer) {
        this.threads = new PatientExecutor(threads, timer);
        this.timer = timer;
    }

    HostTurns turns() {
        return turns;
    }

    /**
     * Runs a task that blocks for a while. After the shutdown nothing happens.
     *
     * @param task what to do; not null
     */
    public void execute(Runnable task) {
        try {
            threads.execute(() -> runLogged(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads are shut down", e);
        }
    }

    /**
     * Runs a task that blocks for a while, later. After the shutdown nothing happens.
     *
     * @param task what to do; not null
     * @param delay how much later
     * @return for cancelling it as long as it has not begun
     * @throws RejectedExecutionException if the timer is full
     */
    public Future<?> schedule(Runnable task, Duration delay) {
        return onTimer(() -> execute(task), delay);
    }

    /**
     * Does something later, on the timer. It does not wait for one of the threads: all of them may wait for what is to be
     * done. After the shutdown nothing happens.
     *
     * @param step what to do; not null; must not block
     * @param delay how much later
     * @return for taking that back
     * @throws RejectedExecutionException if the timer is full
     */
    public Future<?> later(Runnable step, Duration delay) {
        return onTimer(step, delay);
    }

    private Future<?> onTimer(Runnable task, Duration delay) {
        try {
            return timer.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!timer.isShutdown()) {
                throw e;
            }
            LOG.debug("The timer is shut down", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A background task failed", e);
        }
    }
}
