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

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Disconnect.Kind;
import io.github.camelcocobase.client.MalformedFrameException;
import io.github.camelcocobase.client.RetryAfter;
import io.github.camelcocobase.client.WatchSettings;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.JettyUpgradeListener;
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
    private final ServerWords words;
    private final FrameParser parser;
    private final FrameAssembler assembler;
    private final PongSender pongs = new PongSender();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // written under this lock, read without it on the way of every frame
    private volatile Phase phase = Phase.CONNECTING;

    // guarded by this
    private boolean handshaking;
    private boolean reading = true;
    private boolean demandOwed;
    private Future<?> timer;
    private CompletableFuture<Session> connecting;

    private volatile Session socket;
    private volatile Liveness liveness;
    private volatile Throwable error;
    private volatile Duration retryAfter;
    private volatile Request upgradeRequest;

    // only touched by the reading thread: within a binary message
    private boolean discarding;

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
        this.words = new ServerWords(apiKey);
        this.parser = new FrameParser(settings.collection(), settings.dataForm());
        this.assembler = new FrameAssembler(settings.maxMessageSize());
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
            ClientUpgradeRequest request = new ClientUpgradeRequest(uri);
            request.setTimeout(settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
            try {
                future = client.webSocketClient().connect(this, request, new Upgrade());
            } catch (IOException | RuntimeException e) {
                future = CompletableFuture.failedFuture(e);
            }
            connecting = future;
        }
        future.whenComplete((session, failure) -> {
            if (failure != null) {
                closeHttpConnection();
                end(Disconnects.ofFailedConnect(uri, failure, settings.connectTimeout(), retryAfter));
                closed.complete(null);
            }
        });
        return true;
    }

    /** Jetty would keep it for another request, or for ever, if the server's answer was 101 and then nonsense. */
    private void closeHttpConnection() {
        Request failed = upgradeRequest;
        Connection connection = failed == null ? null : failed.getConnection();
        if (connection != null) {
            connection.close();
        }
    }

    private final class Upgrade implements JettyUpgradeListener {
        @Override
        public void onHandshakeRequest(Request request) {
            // whatever the client's own setting is: after a redirect the key would go to another server
            request.followRedirects(false);
            upgradeRequest = request;
        }

        @Override
        public void onHandshakeResponse(Request request, Response response) {
            retryAfter = RetryAfter.parse(response.getHeaders().get(HttpHeader.RETRY_AFTER), Instant.now());
        }
    }

    @Override
    public void onWebSocketOpen(Session session) {
        socket = session;
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
        demandNext();
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
            read(frame);
        } catch (Throwable t) {
            LOG.error("{}: reading a frame failed", settings.name(), t);
            end(Disconnect.of(Kind.PROTOCOL_ERROR, "Reading a frame failed: " + t, t), StatusCode.SERVER_ERROR);
        } finally {
            // a close frame is answered by Jetty when the callback completes
            callback.succeed();
            if (goOn) {
                demandNext();
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

    private void read(org.eclipse.jetty.websocket.api.Frame frame) {
        if (frame.isMasked()) {
            // RFC 6455, 5.1; Jetty's parser lets it pass
            protocolError("a masked frame", StatusCode.PROTOCOL);
            return;
        }
        switch (frame.getEffectiveOpCode()) {
            // the effective opcode of a continuation is that of the message
            case OpCode.TEXT -> text(frame.getPayload(), frame.isFin());
            case OpCode.BINARY -> binary(frame.getPayloadLength(), frame.isFin());
            case OpCode.PING -> pongs.answer(socket, frame.getPayload());
            default -> {
                // PONG: heard() has taken notice; CLOSE: onWebSocketClose has the code and the reason
            }
        }
    }

    private void binary(int size, boolean last) {
        if (!discarding) {
            traffic.malformed();
            report(new MalformedFrameException("it is binary, Cocobase sends text", size, ""));
        }
        discarding = !last;
    }

    private void text(ByteBuffer piece, boolean last) {
        if (isEnded()) {
            return;
        }
        if (!assembler.add(piece, last)) {
            assembler.clear();
            traffic.tooLarge();
            end(
                    Disconnect.of(
                            Kind.MESSAGE_TOO_LARGE,
                            "A message is larger than maxMessageSize, " + settings.maxMessageSize() + " bytes",
                            null),
                    StatusCode.MESSAGE_TOO_LARGE);
            return;
        }
        if (last) {
            try {
                message(assembler.message(), assembler.length());
            } finally {
                assembler.clear();
            }
        }
    }

    private void message(byte[] bytes, int length) {
        if (!Utf8.isValid(bytes, 0, length)) {
            protocolError("a text message that is not valid UTF-8", StatusCode.BAD_PAYLOAD);
            return;
        }
        Frame frame = parser.parse(bytes, 0, length, System.currentTimeMillis());
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}: received {}", settings.name(), excerpt(bytes, length));
        }
        if (frame instanceof Frame.Change change) {
            // on servers that confirm nothing, the first event is the confirmation
            confirm(UNCONFIRMED);
            if (!isEnded()) {
                tell(() -> observer.changed(this, change));
            }
        } else if (frame instanceof Frame.Malformed malformed) {
            traffic.malformed();
            report(new MalformedFrameException(malformed.reason(), length, excerpt(bytes, length)));
        } else if (frame instanceof Frame.Confirmed confirmation) {
            confirm(confirmation);
        } else if (frame instanceof Frame.ServerError serverError) {
            serverError(serverError);
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

    private void protocolError(String what, int closeCode) {
        end(Disconnect.of(Kind.PROTOCOL_ERROR, "The server sent " + what, null), closeCode);
    }

    private String excerpt(byte[] bytes, int length) {
        return words.quote(new String(bytes, 0, Math.min(length, 1200), StandardCharsets.UTF_8));
    }

    private void report(CocobaseException problem) {
        if (!isEnded()) {
            tell(() -> observer.problem(this, problem));
        }
    }

    // ---- demand: Jetty delivers one frame, control frames included, per demand

    private void demandNext() {
        synchronized (this) {
            if (!reading && phase != Phase.ENDED) {
                demandOwed = true;
                return;
            }
        }
        demand();
    }

    /** Stops reading; what is in the socket's buffers stays there. */
    void pauseReading() {
        synchronized (this) {
            reading = false;
        }
    }

    /** Reads on. */
    void resumeReading() {
        synchronized (this) {
            reading = true;
            if (!demandOwed) {
                return;
            }
            demandOwed = false;
        }
        demand();
    }

    private void demand() {
        try {
            socket.demand();
        } catch (RuntimeException e) {
            // the socket was closed under our hands; its close is reported
            LOG.debug("{}: no demand on a closed socket", settings.name(), e);
        }
    }

    // ---- liveness

    private void scheduleCheck() {
        long delay = liveness.nextNanos(client.nanoTime());
        if (delay != Long.MAX_VALUE) {
            timer = client.schedule(this::check, Duration.ofNanos(delay));
        }
    }

    private void check() {
        boolean withheld;
        Liveness.Verdict verdict;
        synchronized (this) {
            if (phase != Phase.CONFIRMED) {
                return;
            }
            withheld = !reading;
            verdict = liveness.judge(client.nanoTime(), withheld);
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
            // nobody consumes what was received until now, but the server's answer to the close has to be read
            resumeReading();
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
        CompletableFuture<Session> future;
        synchronized (this) {
            future = connecting;
        }
        if (future == null) {
            closed.complete(null);
        } else {
            future.cancel(true);
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
        tell(() -> observer.ended(this, disconnect));
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
