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

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands tasks to threads, and tries again every second if the machine has no thread to spare just now: the JVM survives
 * that, and nobody else would run the task. Safe for use by several threads.
 */
public final class PatientExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(PatientExecutor.class);

    private static final int DELAY_SECONDS = 1;

    private final Executor threads;
    private final ScheduledExecutorService timer;
    /** So that a machine that has no thread for long does not fill the log. */
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param threads run the tasks, none of them in {@code execute} itself; stay the caller's to shut down
     * @param timer nothing that blocks runs on it; stays the caller's to shut down
     */
    public PatientExecutor(Executor threads, ScheduledExecutorService timer) {
        this.threads = threads;
        this.timer = timer;
    }

    /**
     * Runs a task now or, if that is not possible, later.
     *
     * @param task what to do; not null
     * @throws RejectedExecutionException if the threads are shut down
     */
    @Override
    public void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (Error e) {
            if (failing.compareAndSet(false, true)) {
                LOG.error("There is no thread for a task; trying again every {} s: {}", DELAY_SECONDS, e, e);
            }
            timer.schedule(() -> executeAgain(task), DELAY_SECONDS, TimeUnit.SECONDS);
            return;
        }
        if (failing.get()) {
            failing.set(false);
        }
    }

    private void executeAgain(Runnable task) {
        try {
            execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The threads are shut down", e);
        }
    }
}
