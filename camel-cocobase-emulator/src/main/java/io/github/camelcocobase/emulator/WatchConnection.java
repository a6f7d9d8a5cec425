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

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's watch of a collection, as the server sees it, and the means to ill-treat it. Thread safe. */
public final class WatchConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WatchConnection.class);

    /** How long a client may take to answer a close frame before the socket is closed anyway. */
    private static final long CLOSE_TIMEOUT_MILLIS = 5_000;

    private final long id;
    private final Backend backend;
    private final String collectionName;
    private final EndPoint endPoint;
    private final Outbox outbox;
    private final AtomicReference<WatchState> state = new AtomicReference<>(WatchState.AUTHENTICATING);
    private final AtomicInteger pingsReceived = new AtomicInteger();
    private final AtomicInteger textPingsReceived = new AtomicInteger();
    private volatile String authFrame;
    private volatile EventFilter filter = EventFilter.NONE;
    private volatile EmulatedCollection collection;
    private volatile WireFrame afterFirstEvent;
    private volatile long attachAtNanos;

    WatchConnection(long id, Backend backend, String collectionName, EndPoint endPoint, ByteBufferPool pool) {
        this.id = id;
        this.backend = backend;
        this.collectionName = collectionName;
        this.endPoint = endPoint;
        this.outbox = new Outbox(
                endPoint,
                pool,
                backend.settings().maxQueuedBytes(),
                backend.observations().signal());
    }

    /**
     * The connection's number, unique in the emulator.
     *
     * @return counted from 1
     */
    public long id() {
        return id;
    }

    /**
     * The collection as the client named it in the URL.
     *
     * @return the decoded path segment
     */
    public String collection() {
        return collectionName;
    }

    /**
     * The filters that the client asked for.
     *
     * @return as sent; empty when there were none
     */
    public Map<String, Object> filters() {
        return filter.asSent();
    }

    /**
     * The first text frame.
     *
     * @return as sent, with the key in it; null when none came yet
     */
    public String authFrame() {
        return authFrame;
    }

    /**
     * The number of messages that were handed to the operating system, of all kinds.
     *
     * @return from 0; a fragmented message counts once
     */
    public long framesSent() {
        return outbox.framesSent();
    }

    /**
     * The number of bytes that wait for the client to read.
     *
     * @return from 0; what the operating system buffers is not in it
     */
    public long queuedBytes() {
        return outbox.queuedBytes();
    }

    /**
     * The number of WebSocket pings that came.
     *
     * @return from 0
     */
    public int pingsReceived() {
        return pingsReceived.get();
    }

    /**
     * The number of pings that came as text, bare or JSON.
     *
     * @return from 0
     */
    public int textPingsReceived() {
        return textPingsReceived.get();
    }

    /**
     * Whether the socket is open and no close frame was sent.
     *
     * @return true also for a black hole
     */
    public boolean isOpen() {
        return state.get() != WatchState.CLOSING && state.get() != WatchState.CLOSED;
    }

    /**
     * Whether the client is authenticated and subscribed and events reach it.
     *
     * @return false for a black hole
     */
    public boolean isLive() {
        return state.get() == WatchState.LIVE;
    }

    /**
     * Closes with a close frame.
     *
     * @param code any code, also one that must not be sent
     * @param reason at most 123 bytes; empty for none
     */
    public void close(int code, String reason) {
        sendClose(WireFrame.close(code, reason));
    }

    /** Closes with a close frame that has no code: the client reports 1005. */
    public void closeEmpty() {
        sendClose(WireFrame.closeEmpty());
    }

    private void sendClose(WireFrame close) {
        if (!isSilent() && leave(WatchState.CLOSING)) {
            outbox.offer(close, () -> backend.schedule(this::closeSocket, CLOSE_TIMEOUT_MILLIS));
            outbox.iterate();
        }
    }

    /** Resets the TCP connection: the client reports 1006. */
    public void drop() {
        if (leave(WatchState.CLOSED)) {
            outbox.mute();
            reset(endPoint);
            backend.observations().closed(this);
        }
    }

    /** Makes the operating system send an RST instead of a FIN. */
    static void reset(EndPoint endPoint) {
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // closed already: there is nothing left to reset
                LOG.debug("Cannot reset {}", channel, e);
            }
        }
        endPoint.close();
    }

    /**
     * Ends the TCP stream without a close frame: the client reports 1006. The other direction stays open until the
     * client closes it.
     */
    public void fin() {
        if (!isSilent() && leave(WatchState.CLOSING)) {
            outbox.offer(null, endPoint::shutdownOutput);
            outbox.iterate();
        }
    }

    /** Never reads nor writes again and leaves the socket open, so that the client learns nothing. */
    public void blackHole() {
        if (leave(WatchState.BLACK_HOLE)) {
            outbox.mute();
        }
    }

    /**
     * Sends a text message.
     *
     * @param text anything
     */
    public void send(String text) {
        send(WireFrame.text(text));
    }

    /**
     * Sends a frame.
     *
     * @param frame anything
     */
    public void send(WireFrame frame) {
        queue(frame);
        outbox.iterate();
    }

    /**
     * Sends a message that no client should choke on.
     *
     * @param message which
     */
    public void send(BadMessage message) {
        send(message.frame());
    }

    /**
     * Sends a binary message.
     *
     * @param payload anything
     */
    public void sendBinary(byte[] payload) {
        send(WireFrame.binary(payload));
    }

    /**
     * Sends a text message cut into frames.
     *
     * @param text anything
     * @param pieces how many frames, at least 1
     */
    public void sendFragmented(String text, int pieces) {
        send(WireFrame.fragmented(text, pieces));
    }

    /** Sends a text message that is not UTF-8: a client has to close with 1007. */
    public void sendInvalidUtf8() {
        send(BadMessage.INVALID_UTF8);
    }

    /**
     * Sends bytes as they are, beneath all framing.
     *
     * @param bytes for example a frame with reserved bits, or half a frame
     */
    public void sendRawFrameBytes(byte[] bytes) {
        send(WireFrame.raw(bytes));
    }

    // ---- for the server

    /** Whether it is a watch of this collection, by whatever the client called it. */
    boolean watches(String nameOrId) {
        EmulatedCollection watched = collection;
        return collectionName.equals(nameOrId)
                || watched != null
                        && (watched.name().equals(nameOrId) || watched.id().equals(nameOrId));
    }

    void authFrame(String frame) {
        authFrame = frame;
    }

    boolean isAuthenticating() {
        return state.get() == WatchState.AUTHENTICATING && authFrame == null;
    }

    boolean isSilent() {
        return state.get() == WatchState.BLACK_HOLE;
    }

    /** Whether the event concerns this client. */
    boolean wants(Change change) {
        return filter.accepts(change);
    }

    /** Authenticated; the subscription follows with {@link #attach()}. */
    void authenticated(EmulatedCollection watched, EventFilter wanted) {
        collection = watched;
        filter = wanted;
        state.compareAndSet(WatchState.AUTHENTICATING, WatchState.SETTLING);
    }

    /**
     * Attaches when the time has come, to the nanosecond: not when a busy machine gets round to it, for a client may rely on
     * it then.
     */
    void attachLater(long delayMillis) {
        attachAtNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
        collection.watchers().settles(this);
        backend.schedule(this::attach, delayMillis);
    }

    boolean isAttachDue() {
        return System.nanoTime() - attachAtNanos >= 0;
    }

    /** From now on events reach the client. */
    void attach() {
        EmulatedCollection watched = collection;
        watched.subscribe(this, () -> state.compareAndSet(WatchState.SETTLING, WatchState.LIVE));
        if (!isLive()) {
            // closed in between: nobody would take it out again
            watched.watchers().remove(this);
        }
        backend.observations().signal().changed();
    }

    /** A frame that is sent only after the first event. */
    void sendAfterFirstEvent(WireFrame frame) {
        afterFirstEvent = frame;
    }

    void queueEvent(WireFrame frame) {
        queue(frame);
        WireFrame late = afterFirstEvent;
        if (late != null) {
            afterFirstEvent = null;
            queue(late);
        }
    }

    /** Queues a frame; {@link #flush()} sends it. */
    void queue(WireFrame frame) {
        if (!outbox.offer(frame)) {
            backend.observations().slowConnectionDropped();
            drop();
        }
    }

    void flush() {
        outbox.iterate();
    }

    /** Whether the operating system has taken all that was to be sent. */
    boolean isAllWritten() {
        return outbox.queuedBytes() == 0;
    }

    void pinged(byte[] payload) {
        pingsReceived.incrementAndGet();
        backend.observations().signal().changed();
        if (!backend.faults().ignorePings.on()) {
            send(WireFrame.pong(payload));
        }
    }

    void pingedByText() {
        textPingsReceived.incrementAndGet();
        backend.observations().signal().changed();
    }

    /** The client's close frame came; {@code reply} lets the WebSocket layer answer it. */
    void closedByClient(Runnable reply) {
        if (state.get() == WatchState.CLOSING) {
            closeSocket();
            reply.run();
        } else {
            leave(WatchState.CLOSED);
            outbox.end(reply);
            backend.schedule(this::closeSocket, CLOSE_TIMEOUT_MILLIS);
            backend.observations().closed(this);
        }
    }

    private void closeSocket() {
        endPoint.close();
        terminated();
    }

    /** The socket is gone, for whatever reason. */
    void terminated() {
        leave(WatchState.CLOSED);
        outbox.mute();
        backend.observations().closed(this);
    }

    /** Goes forward to a state in which no events flow; returns false when it was there or beyond already. */
    private boolean leave(WatchState next) {
        WatchState before = state.getAndUpdate(now -> now.compareTo(next) < 0 ? next : now);
        EmulatedCollection watched = collection;
        if (watched != null) {
            watched.watchers().remove(this);
        }
        backend.observations().signal().changed();
        return before.compareTo(next) < 0;
    }

    @Override
    public String toString() {
        return "WatchConnection[" + id + ", " + collectionName + ", " + state + "]";
    }
}
