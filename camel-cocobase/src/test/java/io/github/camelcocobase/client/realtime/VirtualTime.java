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
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a timer that move only when a test says so. Not thread-safe. */
final class VirtualTime {

    private record Task(long dueNanos, long sequence, Runnable action) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::dueNanos).thenComparingLong(Task::sequence));
    private long nowNanos = -5_000_000_000L; // a nano clock may be negative
    private long sequence;

    long nanoTime() {
        return nowNanos;
    }

    void schedule(Runnable action, Duration delay) {
        tasks.add(new Task(nowNanos + delay.toNanos(), sequence++, action));
    }

    /** Moves on, and runs what falls due at its time. */
    void advance(Duration duration) {
        long target = nowNanos + duration.toNanos();
        while (!tasks.isEmpty() && tasks.peek().dueNanos() <= target) {
            Task task = tasks.poll();
            nowNanos = Math.max(nowNanos, task.dueNanos());
            task.action().run();
        }
        nowNanos = target;
    }

    /** Moves on while nothing runs, as when the machine is asleep; what fell due meanwhile runs at the next advance. */
    void stall(Duration duration) {
        nowNanos += duration.toNanos();
    }
}
