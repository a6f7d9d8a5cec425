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

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What outlives a restart of the listening server: the store, the key, the faults and what was observed. */
final class Backend {

    private final EmulatorSettings settings;
    private final String projectId = UUID.randomUUID().toString();
    private final Faults faults = new Faults();
    private final Observations observations = new Observations();
    private final ServerClock clock = new ServerClock();
    private final DocumentShape documentShape;
    private final EventShape eventShape;
    private final ConcurrentMap<String, EmulatedCollection> byName = new ConcurrentHashMap<>();
    private final AtomicLong connectionIds = new AtomicLong();
    private final ScheduledExecutorService timer = newTimer();
    private volatile String apiKey;

    Backend(EmulatorSettings settings, String apiKey) {
        this.settings = settings;
        this.apiKey = apiKey;
        this.documentShape = new DocumentShape(settings.profile(), faults);
        this.eventShape = new EventShape(settings.profile(), faults, projectId, clock);
    }

    private static ScheduledExecutorService newTimer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "cocobase-emulator-timer");
            thread.setDaemon(true);
            return thread;
        });
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /** Does something short later; never after the emulator was closed. */
    void schedule(Runnable task, long delayMillis) {
        try {
            timer.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed: whatever it was, its time will not come
        }
    }

    void close() {
        timer.shutdownNow();
    }

    long nextConnectionId() {
        return connectionIds.incrementAndGet();
    }

    EmulatorSettings settings() {
        return settings;
    }

    Profile profile() {
        return settings.profile();
    }

    String projectId() {
        return projectId;
    }

    Faults faults() {
        return faults;
    }

    Observations observations() {
        return observations;
    }

    ServerClock clock() {
        return clock;
    }

    DocumentShape documentShape() {
        return documentShape;
    }

    EventShape eventShape() {
        return eventShape;
    }

    String apiKey() {
        return apiKey;
    }

    void apiKey(String newKey) {
        apiKey = newKey;
    }

    EmulatedCollection collection(String name) {
        return byName.computeIfAbsent(name, absent -> new EmulatedCollection(this, absent));
    }

    /** By name only, as the cloud service's watch looks it up. */
    Optional<EmulatedCollection> findByName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** By name or id, as REST looks it up. */
    Optional<EmulatedCollection> find(String nameOrId) {
        EmulatedCollection named = byName.get(nameOrId);
        return named != null
                ? Optional.of(named)
                : byName.values().stream()
                        .filter(collection -> collection.id().equals(nameOrId))
                        .findFirst();
    }

    List<EmulatedCollection> collections() {
        return byName.values().stream()
                .sorted((a, b) ->
                        a.identity().createdAt().compareTo(b.identity().createdAt()))
                .toList();
    }

    /** Returns false when the new name is taken. */
    boolean rename(EmulatedCollection collection, String newName) {
        if (collection.name().equals(newName)) {
            return true;
        }
        if (byName.putIfAbsent(newName, collection) != null) {
            return false;
        }
        byName.remove(collection.name(), collection);
        collection.rename(newName);
        return true;
    }

    void drop(EmulatedCollection collection) {
        if (!byName.remove(collection.name(), collection)) {
            throw new NoSuchElementException("No collection '" + collection.name() + "'");
        }
    }
}
