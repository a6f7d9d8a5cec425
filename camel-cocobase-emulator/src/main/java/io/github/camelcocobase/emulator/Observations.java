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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were seen to do, for tests to look at. Keeps the newest records and counts all. */
final class Observations {

    /** Enough for any test; keeps a long soak from filling the heap. */
    private static final int KEPT = 100_000;

    private final ChangeSignal signal = new ChangeSignal();
    private final Map<Long, WatchConnection> connections = new ConcurrentHashMap<>();
    private final Deque<String> authFrames = new ArrayDeque<>();
    private final Deque<RestRequest> restRequests = new ArrayDeque<>();
    private final Deque<ConnectionAttempt> attempts = new ArrayDeque<>();
    private int attemptCount;
    private int slowConnectionsDropped;

    ChangeSignal signal() {
        return signal;
    }

    void opened(WatchConnection connection) {
        connections.put(connection.id(), connection);
        signal.changed();
    }

    void closed(WatchConnection connection) {
        connections.remove(connection.id());
        signal.changed();
    }

    /** All whose socket is open, in any state, oldest first. */
    List<WatchConnection> open() {
        return connections.values().stream()
                .sorted(Comparator.comparingLong(WatchConnection::id))
                .toList();
    }

    List<WatchConnection> live() {
        return open().stream().filter(WatchConnection::isLive).toList();
    }

    List<WatchConnection> live(String collection) {
        return live().stream()
                .filter(connection -> connection.watches(collection))
                .toList();
    }

    void authFrame(String frame) {
        keep(authFrames, frame);
    }

    synchronized List<String> authFrames() {
        return new ArrayList<>(authFrames);
    }

    void restRequest(RestRequest request) {
        keep(restRequests, request);
    }

    synchronized List<RestRequest> restRequests() {
        return List.copyOf(restRequests);
    }

    void attempt(ConnectionAttempt attempt) {
        synchronized (this) {
            attemptCount++;
        }
        keep(attempts, attempt);
    }

    synchronized int attemptCount() {
        return attemptCount;
    }

    synchronized List<ConnectionAttempt> attempts() {
        return List.copyOf(attempts);
    }

    void slowConnectionDropped() {
        synchronized (this) {
            slowConnectionsDropped++;
        }
        signal.changed();
    }

    synchronized int slowConnectionsDropped() {
        return slowConnectionsDropped;
    }

    private <T> void keep(Deque<T> records, T newest) {
        synchronized (this) {
            if (records.size() == KEPT) {
                records.removeFirst();
            }
            records.addLast(newest);
        }
        signal.changed();
    }

    synchronized void clear() {
        authFrames.clear();
        restRequests.clear();
        attempts.clear();
        attemptCount = 0;
        slowConnectionsDropped = 0;
    }
}
