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

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Wakes those who wait for something to become true. Costs next to nothing while nobody waits. */
final class ChangeSignal {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long changes;

    /** To be called after anything changed that somebody may wait for. */
    void changed() {
        // the change must be visible before the look at the waiters: a waiter announces itself, then looks
        VarHandle.fullFence();
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changes = changes + 1;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Blocks until the condition holds.
     *
     * @param condition looked at now and after each change, without a lock held: it may take locks of its own
     * @param failure what to say when the time is over
     * @throws IllegalStateException when the time is over or the thread is interrupted
     */
    void await(BooleanSupplier condition, Duration timeout, Supplier<String> failure) {
        long deadline = System.nanoTime() + timeout.toNanos();
        waiting.incrementAndGet();
        try {
            long seen = changes;
            while (!condition.getAsBoolean()) {
                if (!awaitChange(seen, deadline)) {
                    throw new IllegalStateException(failure.get() + " within " + timeout);
                }
                seen = changes;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting: " + failure.get(), e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Returns false when the time is over. */
    private boolean awaitChange(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (changes == seen) {
                if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return changes != seen;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
