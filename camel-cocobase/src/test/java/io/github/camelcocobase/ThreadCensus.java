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

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Counts the threads that have come to be since it began: those of the component, of its Jetty client and of anything else
 * that the component makes somebody start. The emulator's and the test's own are left out.
 */
final class ThreadCensus implements AutoCloseable {

    private static final long INTERVAL_NANOS = 5_000_000;

    private final Set<Thread> before = new HashSet<>(threads());
    private final AtomicReference<Set<String>> most = new AtomicReference<>(Set.of());
    private final Thread counter = new Thread(this::count, "thread-census");
    private volatile boolean over;

    private ThreadCensus() {}

    static ThreadCensus begin() {
        ThreadCensus census = new ThreadCensus();
        census.before.add(census.counter);
        census.counter.setDaemon(true);
        census.counter.start();
        return census;
    }

    /** {@return the names of the threads at the moment when there were most of them} */
    Set<String> most() {
        return most.get();
    }

    /** {@return the names of those that are there now} */
    Set<String> now() {
        return threads().stream()
                .filter(thread -> !before.contains(thread))
                .map(thread -> thread.getName() + " (" + thread.getId() + ")")
                .filter(name -> !name.startsWith("cocobase-emulator") && !name.startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private void count() {
        while (!over) {
            Set<String> now = now();
            most.updateAndGet(until -> now.size() > until.size() ? now : until);
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
    }

    private static Set<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 100];
        root.enumerate(threads, true);
        return Arrays.stream(threads).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        over = true;
    }
}
