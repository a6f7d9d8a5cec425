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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Disconnect.Kind;
import io.github.camelcocobase.client.KeyMask;
import io.github.camelcocobase.client.MalformedFrameException;
import io.github.camelcocobase.client.WatchSettings;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket, from the connect to its end: opens it, sends the key, waits for the confirmation, reads messages, answers
 * pings, watches that the server lives, and ends exactly once. Whether there is another one after it is not its business.
 *
 * <p>Public only because Jetty calls it.
 */
public final class WatchSession implements Session.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WatchSession.class);

    private static final Frame.Confirmed UNCONFIRMED = new Frame.Confirmed(null);

    private static final Duration SOON = Duration.ofMillis(1);
    private static final Predicate<Thread> READING = JettyReading.toWaitFor();

    /** How long a server has to answer our close. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** Hears of a session. No method is called after {@code ended}. */
    interface Observer {

        /** The socket is open and the key is sent. */
        void opened(WatchSession session);

        /** The subscription is confirmed. */
        void confirmed(WatchSession session, Frame.Confirmed confirmation);

        /** A change came in. */
        void changed(WatchSession session, Frame.Change change);

        /** A message could not be read, or reports an error. */
        void problem(WatchSession session, CocobaseException problem);

        /** The session is over; the last call. */
        void ended(WatchSession session, Disconnect disconnect);
    }

    private enum Phase {
        CONNECTING,
        AUTHENTICATING,
        CONFIRMED,
        ENDED
    }

    private final long generation;
    private final RealtimeClient client;
    private final WatchSettings settings;
    private final URI uri;
    private final String apiKey;
    private final Observer observer;
    private final TrafficCounter traffic;
    private final KeyMask mask;
    private final ServerWords words;
    private final Handshake handshake;
    private final MessageReader reader;
    private final Demand demand;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // written under this lock, read without it on the way of every frame
    private volatile Phase phase = Phase.CONNECTING;

    // guarded by this
    private boolean handshaking;
    private Future<?> timer;

    private volatile Session socket;
    private volatile Liveness liveness;
    private volatile Throwable error;

    /**
     * @throws RuntimeException if the key cannot be read
     */
    WatchSession(
            long generation,
            RealtimeClient client,
            WatchSettings settings,
            URI uri,
            Observer observer,
            TrafficCounter traffic) {
        this.generation = generation;
        this.client = client;
        this.settings = settings;
        this.uri = uri;
        this.apiKey = Objects.requireNonNull(settings.apiKey().get(), "no API key");
        this.observer = observer;
        this.traffic = traffic;
        this.mask = new KeyMask(apiKey);
        this.words = new ServerWords(mask);
        this.handshake = new Handshake(client.webSocketClient(), uri, settings.connectTimeout());
        this.reader = new MessageReader(settings, traffic, words, new Messages());
        this.demand = new Demand(settings.name(), READING, task -> client.schedule(task, SOON));
    }

    long generation() {
        return generation;
    }

    /** {@return completes when no socket is left} */
    CompletableFuture<Void> closed() {
        return closed;
    }

    // ---- opening

    /** Opens the socket now, or when this host's other handshakes leave room. */
    void start() {
        client.limiter().begin(uri.getAuthority(), this::connect);
    }

    private boolean connect() {
        CompletableFuture<Session> future;
        synchronized (this) {
            if (phase != Phase.CONNECTING) {
                closed.complete(null);
                return false;
            }
            handshaking = true;
            future = handshake.begin(this);
        }
        future.whenComplete((session, failure) -> {
            if (failure != null) {
                end(handshake.failed(failure));
                closed.complete(null);
            }
        });
        return true;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        socket = session;
        demand.open(session);
        // liveness is ours to judge, also on a client that somebody else has set up
        session.setIdleTimeout(Duration.ZERO);
        synchronized (this) {
            if (phase == Phase.ENDED) {
                session.disconnect();
                return;
            }
            phase = Phase.AUTHENTICATING;
            timer = client.schedule(this::subscribeTimedOut, settings.subscribeTimeout());
        }
        session.sendText(
                WatchProtocol.of(settings.dialect()).authenticate(apiKey, settings.serverFilters()),
                // a failed write closes the socket, which is reported
                Callback.NOOP);
        tell(() -> observer.opened(this));
        demand.next();
    }

    private void subscribeTimedOut() {
        end(
                Disconnect.of(
                        Kind.SUBSCRIBE_FAILED,
                        "The server did not confirm the subscription within "
                                + settings.subscribeTimeout().toMillis() + " ms",
                        null),
                StatusCode.NORMAL);
    }

    private void confirm(Frame.Confirmed confirmation) {
        if (phase != Phase.AUTHENTICATING) {
            return;
        }
        synchronized (this) {
            if (phase != Phase.AUTHENTICATING) {
                return;
            }
            phase = Phase.CONFIRMED;
            cancelTimer();
            liveness = new Liveness(settings.pingInterval(), settings.livenessTimeout(), client.nanoTime());
            scheduleCheck();
        }
        handshakeDone();
        tell(() -> observer.confirmed(this, confirmation));
        if (!confirmation.publishes()) {
            report(new CocobaseException("The server confirms the subscription, but says that it publishes no changes:"
                    + " redis_enabled is false"));
        }
    }

    // ---- reading

    @Override
    public void onWebSocketFrame(org.eclipse.jetty.websocket.api.Frame frame, Callback callback) {
        // no exception may leave this method: Jetty would send its text to the server
        boolean goOn = true;
        try {
            heard();
            goOn = frame.getOpCode() != OpCode.CLOSE;
            if (!isEnded()) {
                reader.read(socket, frame);
            }
        } catch (Throwable t) {
            LOG.error("{}: reading a frame failed", settings.name(), t);
            end(Disconnect.of(Kind.PROTOCOL_ERROR, "Reading a frame failed: " + t, t), StatusCode.SERVER_ERROR);
        } finally {
            // a close frame is answered by Jetty when the callback completes
            callback.succeed();
            if (goOn) {
                demand.next();
            }
        }
    }

    private void heard() {
        traffic.frame();
        Liveness current = liveness;
        if (current != null) {
            current.heard(client.nanoTime());
        }
    }

    private final class Messages implements MessageReader.Receiver {
        @Override
        public void received(Frame message) {
            if (message instanceof Frame.Change change) {
                // on servers that confirm nothing, the first event is the confirmation
                confirm(UNCONFIRMED);
                if (!isEnded()) {
                    tell(() -> observer.changed(WatchSession.this, change));
                }
            } else if (message instanceof Frame.Confirmed confirmation) {
                confirm(confirmation);
            } else if (message instanceof Frame.ServerError serverError) {
                serverError(serverError);
            }
        }

        @Override
        public void malformed(MalformedFrameException problem) {
            report(problem);
        }

        @Override
        public void violated(Disconnect violation, int closeCode) {
            end(violation, closeCode);
        }
    }

    private void serverError(Frame.ServerError serverError) {
        Kind meaning = ServerWords.meaning(serverError);
        String text = "The server says: " + words.quote(serverError);
        if (isConfirmed() && meaning != Kind.REJECTED) {
            report(new CocobaseException(text));
        } else {
            end(Disconnect.of(meaning, text, null), StatusCode.NORMAL);
        }
    }

    private void report(CocobaseException problem) {
        if (!isEnded()) {
            tell(() -> observer.problem(this, problem));
        }
    }

    /** Stops reading; what is in the socket's buffers stays there. */
    void pauseReading() {
        demand.withhold();
    }

    /** Reads on. */
    void resumeReading() {
        demand.resume();
    }

    // ---- liveness

    private void scheduleCheck() {
        long delay = liveness.nextNanos(client.nanoTime());
        if (delay != Long.MAX_VALUE) {
            timer = client.schedule(this::check, Duration.ofNanos(delay));
        }
    }

    private void check() {
        Liveness.Verdict verdict;
        synchronized (this) {
            if (phase != Phase.CONFIRMED) {
                return;
            }
            verdict = liveness.judge(client.nanoTime(), demand.isWithheld());
            if (verdict != Liveness.Verdict.DEAD) {
                scheduleCheck();
            }
        }
        switch (verdict) {
            case PING -> socket.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
            case DEAD -> {
                end(Disconnect.of(
                        Kind.SILENT,
                        "Nothing was heard for " + settings.livenessTimeout().toMillis() + " ms",
                        null));
                abort();
            }
            case FINE -> {
                // next time
            }
        }
    }

    // ---- the end

    @Override
    public void onWebSocketError(Throwable cause) {
        // the close or the failed connect that follows reports it
        error = cause;
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        callback.succeed();
        boolean confirmed = isConfirmed();
        end(Disconnects.ofClose(confirmed, statusCode, reason == null ? null : words.quote(reason), error));
        closed.complete(null);
    }

    /**
     * Ends the session on our own account.
     *
     * @param disconnect what to report
     * @param closeCode what to tell the server
     */
    void end(Disconnect disconnect, int closeCode) {
        if (!end(disconnect)) {
            return;
        }
        Session open = socket;
        if (open == null) {
            cancelConnect();
        } else {
            demand.end();
            open.close(closeCode, null, Callback.NOOP);
            Future<?> cut = client.schedule(this::abort, CLOSE_TIMEOUT);
            closed.thenRun(() -> cut.cancel(false));
        }
    }

    /** Cuts the socket, if it is still open. */
    void abort() {
        Session open = socket;
        if (open == null) {
            cancelConnect();
        } else if (!closed.isDone()) {
            open.disconnect();
        }
    }

    private void cancelConnect() {
        if (!handshake.cancel()) {
            closed.complete(null);
        }
    }

    private boolean end(Disconnect disconnect) {
        synchronized (this) {
            if (phase == Phase.ENDED) {
                return false;
            }
            phase = Phase.ENDED;
            cancelTimer();
        }
        handshakeDone();
        // Jetty's messages and exceptions quote the server
        tell(() -> observer.ended(this, mask.in(disconnect)));
        return true;
    }

    private void handshakeDone() {
        synchronized (this) {
            if (!handshaking) {
                return;
            }
            handshaking = false;
        }
        client.limiter().done(uri.getAuthority());
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private boolean isEnded() {
        return phase == Phase.ENDED;
    }

    private boolean isConfirmed() {
        return phase == Phase.CONFIRMED;
    }

    private void tell(Runnable call) {
        try {
            call.run();
        } catch (Throwable t) {
            LOG.error("{}: a listener failed", settings.name(), t);
        }
    }
}
