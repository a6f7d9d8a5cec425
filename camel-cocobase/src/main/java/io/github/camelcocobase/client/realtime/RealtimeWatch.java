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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.client.CollectionId;
import io.github.camelcocobase.client.CollectionWatch;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.WatchListener;
import io.github.camelcocobase.client.WatchSettings;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a subscription: one {@link WatchSession} after the other. Every session has a generation; what an older one
 * still reports is ignored. One attempt is scheduled at a time.
 */
final class RealtimeWatch implements CollectionWatch, WatchSession.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeWatch.class);

    private final RealtimeClient client;
    private final WatchSettings settings;
    private final URI uri;
    private final WatchListener listener;
    private final TrafficCounter traffic = new TrafficCounter();
    private final CompletableFuture<ConnectionStatus> firstOutcome = new CompletableFuture<>();

    // guarded by this
    private final Reconnector reconnector;
    private final Queue<StatusChange> untold = new ArrayDeque<>();
    private boolean telling;
    private boolean started;
    private boolean paused;
    private Future<?> nextAttempt;

    // written under this lock, read without it
    private volatile WatchSession current;
    private volatile ConnectionStatus status;
    private volatile boolean over;
    /** Of the live session; null while it is not known. */
    private volatile String collectionId;

    private record StatusChange(ConnectionStatus previous, ConnectionStatus current) {}

    RealtimeWatch(RealtimeClient client, WatchSettings settings, URI uri, WatchListener listener) {
        this.client = client;
        this.settings = settings;
        this.uri = uri;
        this.listener = listener;
        this.reconnector = new Reconnector(settings.reconnect(), client::nanoTime, client::random);
        this.status = ConnectionStatus.initial(settings.name(), Instant.now());
    }

    void start() {
        synchronized (this) {
            if (started) {
                return;
            }
            started = true;
        }
        attempt();
    }

    // ---- the sequence of sessions

    private void attempt() {
        WatchSession session;
        synchronized (this) {
            if (over || current != null || status.state() == ConnectionState.SUSPENDED) {
                return;
            }
            nextAttempt = null;
            long generation = status.generation() + 1;
            change(ConnectionState.CONNECTING, status.lastDisconnect(), null, generation);
            try {
                session = new WatchSession(generation, client, settings, uri, this, traffic);
                current = session;
            } catch (RuntimeException | Error e) {
                scheduleNext(Disconnect.of(Disconnect.Kind.CONNECT_FAILED, "The API key cannot be read: " + e, e));
                session = null;
            }
        }
        tellStatus();
        if (session != null) {
            start(session);
        } else {
            firstOutcome.complete(status);
        }
    }

    /** Whatever goes wrong, an error of the JVM included: without an end, there would be no next attempt. */
    private static void start(WatchSession session) {
        try {
            session.start();
        } catch (RuntimeException | Error e) {
            session.end(
                    Disconnect.of(Disconnect.Kind.CONNECT_FAILED, "The handshake cannot begin: " + e, e),
                    StatusCode.NORMAL);
        }
    }

    @Override
    public void opened(WatchSession session) {
        synchronized (this) {
            if (session != current) {
                return;
            }
            change(ConnectionState.AUTHENTICATING, status.lastDisconnect(), null, session.generation());
        }
        tellStatus();
    }

    @Override
    public void confirmed(WatchSession session, Frame.Confirmed confirmation) {
        synchronized (this) {
            if (session != current) {
                return;
            }
            reconnector.confirmed();
            change(ConnectionState.LIVE, status.lastDisconnect(), null, session.generation());
            collectionId = idOrNull(confirmation.collectionId());
            if (paused) {
                session.pauseReading();
            }
        }
        tellStatus();
        firstOutcome.complete(status);
    }

    private static String idOrNull(String idOrName) {
        return idOrName != null && CollectionId.looksLikeOne(idOrName) ? idOrName : null;
    }

    @Override
    public void changed(WatchSession session, Frame.Change change) {
        if (session != current) {
            return;
        }
        if (isForeign(change)) {
            traffic.foreign();
            LOG.debug("{}: dropped a change of another collection", settings.name());
            return;
        }
        traffic.event(change.event().receivedAtMillis());
        listener.onEvent(change.event());
    }

    /** Servers are known to have channels by the collection's name alone, which another tenant's may have, too. */
    private boolean isForeign(Frame.Change change) {
        String claimed = change.claimedCollection();
        if (claimed != null && !claimed.equals(settings.collection())) {
            return true;
        }
        String expected = collectionId;
        String id = change.event().document().collectionId();
        return expected != null && id != null && CollectionId.looksLikeOne(id) && !id.equalsIgnoreCase(expected);
    }

    @Override
    public void problem(WatchSession session, CocobaseException problem) {
        if (session == current) {
            listener.onProblem(problem);
        }
    }

    @Override
    public void ended(WatchSession session, Disconnect disconnect) {
        synchronized (this) {
            if (session != current) {
                return;
            }
            current = null;
            scheduleNext(disconnect);
        }
        tellStatus();
        firstOutcome.complete(status);
    }

    private void scheduleNext(Disconnect disconnect) {
        Optional<Duration> delay = reconnector.ended(disconnect);
        if (delay.isPresent()) {
            boolean rejected = disconnect.kind() == Disconnect.Kind.REJECTED;
            nextAttempt = client.schedule(this::attempt, delay.get());
            change(
                    rejected ? ConnectionState.REJECTED : ConnectionState.WAITING,
                    disconnect,
                    Instant.now().plus(delay.get()),
                    status.generation());
        } else {
            over = true;
            change(ConnectionState.STOPPED, disconnect, null, status.generation());
        }
    }

    // ---- asked for by the owner

    @Override
    public void reconnectNow(String reason) {
        Disconnect why = Disconnect.of(Disconnect.Kind.REQUESTED, reason, null);
        WatchSession old;
        synchronized (this) {
            if (over || status.state() == ConnectionState.SUSPENDED) {
                return;
            }
            old = leaveCurrent();
            reconnector.reset();
            change(ConnectionState.WAITING, why, Instant.now(), status.generation());
        }
        end(old, why);
        attempt();
    }

    @Override
    public void drop(Disconnect why) {
        WatchSession session = current;
        if (session != null) {
            session.end(why, StatusCode.NORMAL);
        }
    }

    @Override
    public void suspend() {
        Disconnect why = Disconnect.of(Disconnect.Kind.REQUESTED, "Suspended", null);
        WatchSession old;
        synchronized (this) {
            if (over || status.state() == ConnectionState.SUSPENDED) {
                return;
            }
            old = leaveCurrent();
            change(ConnectionState.SUSPENDED, why, null, status.generation());
        }
        end(old, why);
        tellStatus();
    }

    @Override
    public void resume() {
        synchronized (this) {
            if (over || status.state() != ConnectionState.SUSPENDED) {
                return;
            }
            reconnector.reset();
            change(ConnectionState.WAITING, status.lastDisconnect(), Instant.now(), status.generation());
        }
        attempt();
    }

    @Override
    public void close() {
        stop();
    }

    @Override
    public void close(Duration patience) {
        WatchSession old = stop();
        if (old != null && !isGone(old, patience)) {
            old.abort();
            isGone(old, WatchSession.CLOSE_TIMEOUT);
        }
    }

    private WatchSession stop() {
        Disconnect why = Disconnect.of(Disconnect.Kind.REQUESTED, "Stopped", null);
        WatchSession old;
        synchronized (this) {
            old = leaveCurrent();
            if (!over) {
                over = true;
                change(ConnectionState.STOPPED, why, null, status.generation());
            }
        }
        end(old, why);
        tellStatus();
        firstOutcome.complete(status);
        return old;
    }

    private WatchSession leaveCurrent() {
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
            nextAttempt = null;
        }
        WatchSession old = current;
        current = null;
        return old;
    }

    private static void end(WatchSession old, Disconnect why) {
        if (old != null) {
            old.end(why, StatusCode.NORMAL);
        }
    }

    private static boolean isGone(WatchSession session, Duration patience) {
        try {
            session.closed().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A session's end cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public synchronized void pauseReading() {
        paused = true;
        if (current != null && status.isLive()) {
            current.pauseReading();
        }
    }

    @Override
    public synchronized void resumeReading() {
        // under the lock: a session that is being confirmed must not pause itself after this
        paused = false;
        if (current != null) {
            current.resumeReading();
        }
    }

    @Override
    public String collectionId() {
        return collectionId;
    }

    @Override
    public synchronized void expectCollectionId(String id) {
        if (status.isLive()) {
            collectionId = id;
        }
    }

    // ---- status

    private void change(ConnectionState state, Disconnect disconnect, Instant nextAttemptAt, long generation) {
        ConnectionStatus before = status;
        Instant now = Instant.now();
        boolean live = state == ConnectionState.LIVE;
        status = new ConnectionStatus(
                before.name(),
                state,
                now,
                generation,
                reconnector.failures(),
                before.connections() + (live ? 1 : 0),
                live ? now : null,
                live ? now : before.lastConnected(),
                before.isLive() ? now : before.lastLost(),
                disconnect,
                nextAttemptAt);
        untold.add(new StatusChange(before, status));
    }

    /** Tells the listener of every change in order, one thread at a time, without holding a lock. */
    private void tellStatus() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        for (StatusChange next = nextUntold(); next != null; next = nextUntold()) {
            try {
                listener.onStatus(next.previous(), next.current());
            } catch (RuntimeException | Error e) {
                LOG.error("{}: a listener failed", settings.name(), e);
            }
        }
    }

    private synchronized StatusChange nextUntold() {
        StatusChange next = untold.poll();
        telling = next != null;
        return next;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String collection() {
        return settings.collection();
    }

    @Override
    public ConnectionStatus status() {
        return status;
    }

    @Override
    public Traffic traffic() {
        return traffic.snapshot();
    }

    @Override
    public boolean isClosed() {
        return over;
    }

    @Override
    public CompletionStage<ConnectionStatus> firstOutcome() {
        return firstOutcome.minimalCompletionStage();
    }

    @Override
    public String toString() {
        return "CollectionWatch[" + settings.name() + ", " + status.state() + "]";
    }
}
