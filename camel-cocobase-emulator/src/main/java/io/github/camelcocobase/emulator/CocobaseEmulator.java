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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Cocobase server inside the JVM: REST documents, the realtime watch, and every fault one can meet.
 *
 * <pre>{@code
 * try (CocobaseEmulator emulator = CocobaseEmulator.builder().collection("users").start()) {
 *     // a client of emulator.baseUrl() with the key emulator.apiKey() ...
 *     emulator.awaitConnections("users", 1);
 *     emulator.collection("users").create(Map.of("name", "Ann"));
 * }
 * }</pre>
 *
 * <p>Thread safe. Nothing is kept on disk. Methods that wait throw {@link IllegalStateException} when the time is over.
 */
public final class CocobaseEmulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CocobaseEmulator.class);

    /** How long the await methods wait unless told otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    /** Time for the answer to an admin request to leave before the server stops. */
    private static final long ANSWER_MILLIS = 50;

    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    /** The close code of a server that shuts down; RFC 6455, 7.4.1. */
    private static final int GOING_AWAY = 1001;

    private final Backend backend;
    private final Map<String, List<Map<String, Object>>> seed;
    private final String originalKey;
    private volatile int port;
    private volatile EmulatorServer server;
    private PortReservation reservation;
    private boolean closed;

    CocobaseEmulator(Backend backend, Map<String, List<Map<String, Object>>> seed) {
        this.backend = backend;
        this.seed = seed;
        this.originalKey = backend.apiKey();
        this.port = backend.settings().port();
        fill();
        try {
            listen();
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /**
     * Begins to describe an emulator.
     *
     * @return with all defaults
     */
    public static CocobaseEmulatorBuilder builder() {
        return new CocobaseEmulatorBuilder();
    }

    private void fill() {
        seed.forEach((name, documents) -> backend.collection(name).seed(documents));
    }

    private void listen() {
        server = EmulatorServer.start(backend, port, new Control());
        port = server.port();
        backend.observations().signal().changed();
    }

    /**
     * The URL to give to clients.
     *
     * @return for example {@code http://127.0.0.1:40000}
     */
    public String baseUrl() {
        String host = backend.settings().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /**
     * The port, the same after a restart.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The server that is emulated.
     *
     * @return the profile
     */
    public Profile profile() {
        return backend.profile();
    }

    /**
     * The key that clients must present.
     *
     * @return never empty
     */
    public String apiKey() {
        return backend.apiKey();
    }

    /**
     * Replaces the key. Open watches go on: the real service does not check again.
     *
     * @param newKey not empty
     */
    public void apiKey(String newKey) {
        backend.apiKey(CocobaseEmulatorBuilder.requireKey(newKey));
    }

    /**
     * A collection, created when absent.
     *
     * @param name its name
     * @return the collection
     */
    public EmulatedCollection collection(String name) {
        return backend.collection(name);
    }

    /**
     * All collections.
     *
     * @return oldest first
     */
    public List<EmulatedCollection> collections() {
        return backend.collections();
    }

    /**
     * The switches for what can go wrong.
     *
     * @return always the same
     */
    public Faults faults() {
        return backend.faults();
    }

    // ---- watches

    /**
     * The watches that are authenticated and subscribed.
     *
     * @return oldest first; without those that are black holes
     */
    public List<WatchConnection> connections() {
        return backend.observations().live();
    }

    /**
     * The live watches of one collection.
     *
     * @param collection as clients name it in the URL
     * @return oldest first; without those that are black holes
     */
    public List<WatchConnection> connections(String collection) {
        return backend.observations().live(collection);
    }

    /**
     * All WebSockets that are open, in whatever state.
     *
     * @return oldest first
     */
    public List<WatchConnection> openConnections() {
        return backend.observations().open();
    }

    /**
     * The number of open TCP connections, for REST and for WebSockets.
     *
     * @return 0 while stopped
     */
    public int openSockets() {
        EmulatorServer running = server;
        return running == null ? 0 : running.openSockets();
    }

    /**
     * Sends a text message to all live watches of a collection.
     *
     * @param collection the collection's name
     * @param rawFrame anything
     */
    public void publish(String collection, String rawFrame) {
        publish(collection, List.of(WireFrame.text(rawFrame)));
    }

    /**
     * Sends frames to all live watches of a collection, without a copy for each. Returns when all are queued.
     *
     * @param collection the collection's name
     * @param frames in order
     */
    public void publish(String collection, List<WireFrame> frames) {
        backend.collection(collection).publish(frames);
    }

    /**
     * Waits until a collection has at least so many live watches.
     *
     * @param collection the collection's name
     * @param count how many
     */
    public void awaitConnections(String collection, int count) {
        awaitConnections(collection, count, DEFAULT_TIMEOUT);
    }

    /**
     * Waits until a collection has at least so many live watches.
     *
     * @param collection the collection's name
     * @param count how many
     * @param timeout how long to wait at most
     */
    public void awaitConnections(String collection, int count, Duration timeout) {
        await(
                () -> liveWatches(collection) >= count,
                timeout,
                () -> "Expected " + count + " live watches of '" + collection + "' but there were "
                        + liveWatches(collection) + " (" + someOpenConnections() + ")");
    }

    private int liveWatches(String collection) {
        return backend.find(collection)
                .map(watched -> watched.watchers().size())
                .orElse(0);
    }

    private String someOpenConnections() {
        List<WatchConnection> open = openConnections();
        return "open: " + open.size() + ", the first of them: "
                + open.stream().limit(10).toList();
    }

    /** Waits until no WebSocket is open, in whatever state. */
    public void awaitNoConnections() {
        awaitNoConnections(DEFAULT_TIMEOUT);
    }

    /**
     * Waits until no WebSocket is open, in whatever state.
     *
     * @param timeout how long to wait at most
     */
    public void awaitNoConnections(Duration timeout) {
        await(
                () -> openConnections().isEmpty(),
                timeout,
                () -> "Expected no open watches but there were some (" + someOpenConnections() + ")");
    }

    /**
     * Waits until clients have asked for a WebSocket so many times in all.
     *
     * @param count how many
     * @param timeout how long to wait at most
     */
    public void awaitConnectionAttempts(int count, Duration timeout) {
        await(
                () -> connectionAttempts() >= count,
                timeout,
                () -> "Expected " + count + " connection attempts but there were " + connectionAttempts());
    }

    /**
     * Waits until so many first frames came in all.
     *
     * @param count how many
     * @param timeout how long to wait at most
     */
    public void awaitAuthFrames(int count, Duration timeout) {
        await(
                () -> authFrames().size() >= count,
                timeout,
                () -> "Expected " + count + " auth frames but there were "
                        + authFrames().size());
    }

    /**
     * Waits until so many REST requests came in all.
     *
     * @param count how many
     * @param timeout how long to wait at most
     */
    public void awaitRestRequests(int count, Duration timeout) {
        await(
                () -> restRequests().size() >= count,
                timeout,
                () -> "Expected " + count + " REST requests but there were "
                        + restRequests().size());
    }

    /**
     * Waits until all that was sent to the watches of a collection is in the operating system's hands.
     *
     * @param collection the collection's name
     * @param timeout how long to wait at most
     */
    public void awaitDrained(String collection, Duration timeout) {
        await(
                () -> queuedBytes(collection) == 0,
                timeout,
                () -> "Expected nothing queued for the watches of '" + collection + "' but there were "
                        + queuedBytes(collection) + " bytes");
    }

    private long queuedBytes(String collection) {
        return connections(collection).stream()
                .mapToLong(WatchConnection::queuedBytes)
                .sum();
    }

    /**
     * Waits until something is true of the emulator. It is looked at again after each thing that clients do.
     *
     * @param condition must not block
     * @param timeout how long to wait at most
     * @param failure what to say when the time is over
     */
    public void await(BooleanSupplier condition, Duration timeout, Supplier<String> failure) {
        backend.observations().signal().await(condition, timeout, failure);
    }

    // ---- what clients were seen to do

    /**
     * The first frames of all watches, also of those that were rejected.
     *
     * @return in the order they came, with the keys in them
     */
    public List<String> authFrames() {
        return backend.observations().authFrames();
    }

    /**
     * How often a WebSocket was asked for, whatever became of it.
     *
     * @return from 0
     */
    public int connectionAttempts() {
        return backend.observations().attemptCount();
    }

    /**
     * When and where a WebSocket was asked for.
     *
     * @return in the order they came; the newest 100,000
     */
    public List<ConnectionAttempt> connectionAttemptLog() {
        return backend.observations().attempts();
    }

    /**
     * Counts the requests for a WebSocket in intervals of equal length, from the first to the last.
     *
     * @param interval for example 100 ms
     * @return empty when there were none
     */
    public int[] connectionAttemptsPer(Duration interval) {
        List<ConnectionAttempt> attempts = connectionAttemptLog();
        if (attempts.isEmpty()) {
            return new int[0];
        }
        long first =
                attempts.stream().mapToLong(ConnectionAttempt::nanoTime).min().orElseThrow();
        long last =
                attempts.stream().mapToLong(ConnectionAttempt::nanoTime).max().orElseThrow();
        int[] counts = new int[Math.toIntExact((last - first) / interval.toNanos() + 1)];
        for (ConnectionAttempt attempt : attempts) {
            counts[(int) ((attempt.nanoTime() - first) / interval.toNanos())]++;
        }
        return counts;
    }

    /**
     * The REST requests that came, also those that were refused.
     *
     * @return in the order they came; the newest 100,000
     */
    public List<RestRequest> restRequests() {
        return backend.observations().restRequests();
    }

    /**
     * How many watches were dropped because their client read too slowly.
     *
     * @return from 0
     */
    public int slowConnectionsDropped() {
        return backend.observations().slowConnectionsDropped();
    }

    /**
     * Moves the server's clock on, so that a test need not wait for a long gap: whatever is written from now on carries a
     * time that is later by so much. Timeouts and delays are not affected.
     *
     * @param time not negative
     */
    public void advanceClock(Duration time) {
        backend.clock().advance(time);
    }

    /** Forgets what clients were seen to do; open watches stay. */
    public void clearObservations() {
        backend.observations().clear();
    }

    /**
     * Back to how it was after the start: no faults, the first key, the machine's time, the seeded documents only, nothing
     * observed, and listening. Watches stay open and are told nothing.
     */
    public void reset() {
        faults().reset();
        backend.apiKey(originalKey);
        backend.clock().reset();
        backend.collections().forEach(EmulatedCollection::clear);
        fill();
        clearObservations();
        synchronized (this) {
            if (server == null && !closed) {
                restart();
            }
        }
    }

    // ---- life

    /**
     * Stops listening and ends all connections without a close frame, as a process that was killed. The store, the key
     * and the faults stay, and the port stays reserved.
     */
    public synchronized void stop() {
        EmulatorServer running = server;
        if (running == null) {
            return;
        }
        // before clients notice, so that whoever sees its connection end sees the emulator stopped
        server = null;
        running.stop();
        openConnections().forEach(WatchConnection::terminated);
        if (!closed) {
            reservation = PortReservation.of(backend.settings().host(), port);
        }
    }

    /**
     * Closes all watches with a close frame, then stops. A client that does not read is waited for a second at the most.
     *
     * @param code the close code, for example 1001 or 1012
     * @param reason at most 123 bytes
     */
    public void stop(int code, String reason) {
        List<WatchConnection> closing = openConnections();
        closing.forEach(connection -> connection.close(code, reason));
        try {
            backend.observations()
                    .signal()
                    .await(
                            () -> closing.stream().allMatch(WatchConnection::isAllWritten),
                            CLOSE_PATIENCE,
                            () -> "Not all close frames were taken");
        } catch (IllegalStateException e) {
            LOG.debug("Stops all the same", e);
        }
        stop();
    }

    /** Stops, if it runs, and listens again on the same port. */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("The emulator is closed");
        }
        stop();
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
        listen();
    }

    /**
     * Whether it listens.
     *
     * @return false after {@link #stop()} and {@link #close()}
     */
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // nothing went wrong: whoever still watches is told so
        stop(GOING_AWAY, "The emulator is closed");
        if (reservation != null) {
            reservation.close();
            reservation = null;
        }
        backend.close();
    }

    @Override
    public String toString() {
        return "CocobaseEmulator[" + profile() + ", " + baseUrl() + "]";
    }

    /** Lets the admin API do to this emulator what its owner can. */
    private final class Control implements EmulatorControl {
        @Override
        public void reset() {
            CocobaseEmulator.this.reset();
        }

        @Override
        public void restartLater(long downMillis) {
            // the thread that answers the request cannot stop the server it runs in
            backend.schedule(
                    () -> {
                        stop();
                        backend.schedule(CocobaseEmulator.this::restart, downMillis);
                    },
                    ANSWER_MILLIS);
        }
    }
}
