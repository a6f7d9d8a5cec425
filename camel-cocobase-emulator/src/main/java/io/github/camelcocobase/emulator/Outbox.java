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

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.IteratingCallback;

/**
 * What is still to be written to one connection. Never blocks; keeps the order; gathers what piled up during a write
 * into the next one. It writes beneath Jetty's WebSocket layer, because a fault may need bytes which that layer
 * refuses to send.
 */
final class Outbox extends IteratingCallback {

    private static final int BATCH = 64 * 1024;

    private final EndPoint endPoint;
    private final ByteBufferPool pool;
    private final long maxQueuedBytes;
    private final ChangeSignal signal;
    private final Queue<Entry> queue = new ArrayDeque<>();
    private final List<Entry> writing = new ArrayList<>();
    private RetainableByteBuffer batch;
    private boolean muted;
    private volatile long queuedBytes;
    private volatile long framesSent;

    private record Entry(WireFrame frame, Runnable written) {
        int size() {
            return frame == null ? 0 : frame.size();
        }
    }

    Outbox(EndPoint endPoint, ByteBufferPool pool, long maxQueuedBytes, ChangeSignal signal) {
        this.endPoint = endPoint;
        this.pool = pool;
        this.maxQueuedBytes = maxQueuedBytes;
        this.signal = signal;
    }

    long queuedBytes() {
        return queuedBytes;
    }

    long framesSent() {
        return framesSent;
    }

    /**
     * Queues a frame; {@link #iterate()} sends it.
     *
     * @return false when the client has fallen too far behind
     */
    synchronized boolean offer(WireFrame frame) {
        return enqueue(new Entry(frame, null));
    }

    /** Queues a frame, or nothing, and an action for when all up to it is in the operating system's hands. */
    synchronized void offer(WireFrame frame, Runnable written) {
        enqueue(new Entry(frame, written));
    }

    private boolean enqueue(Entry entry) {
        if (muted) {
            return true;
        }
        if (queuedBytes + entry.size() > maxQueuedBytes && queuedBytes > 0) {
            return false;
        }
        queue.add(entry);
        queuedBytes = queuedBytes + entry.size();
        return true;
    }

    /** Sends nothing more: what is queued and all that comes later is dropped. */
    synchronized void mute() {
        muted = true;
        queue.forEach(entry -> queuedBytes = queuedBytes - entry.size());
        queue.clear();
        signal.changed();
    }

    /** Drops what is queued and all that comes later, and acts once the write under way is through. */
    void end(Runnable written) {
        synchronized (this) {
            mute();
            queue.add(new Entry(null, written));
        }
        iterate();
    }

    @Override
    protected Action process() {
        ByteBuffer next;
        synchronized (this) {
            if (queue.isEmpty()) {
                return Action.IDLE;
            }
            int bytes = takeBatch();
            next = writing.size() == 1 ? soleFrame() : gathered(bytes);
        }
        endPoint.write(this, next);
        return Action.SCHEDULED;
    }

    private int takeBatch() {
        int bytes = 0;
        while (!queue.isEmpty() && (writing.isEmpty() || bytes + queue.peek().size() <= BATCH)) {
            Entry entry = queue.poll();
            writing.add(entry);
            bytes += entry.size();
        }
        return bytes;
    }

    private ByteBuffer soleFrame() {
        WireFrame frame = writing.get(0).frame();
        return frame == null ? BufferUtil.EMPTY_BUFFER : ByteBuffer.wrap(frame.bytes());
    }

    private ByteBuffer gathered(int bytes) {
        batch = pool.acquire(bytes, true);
        ByteBuffer buffer = batch.getByteBuffer();
        int position = BufferUtil.flipToFill(buffer);
        for (Entry entry : writing) {
            if (entry.frame() != null) {
                buffer.put(entry.frame().bytes());
            }
        }
        BufferUtil.flipToFlush(buffer, position);
        return buffer;
    }

    @Override
    protected void onSuccess() {
        List<Entry> done = release();
        signal.changed();
        for (Entry entry : done) {
            if (entry.written() != null) {
                entry.written().run();
            }
        }
    }

    private synchronized List<Entry> release() {
        List<Entry> done = List.copyOf(writing);
        for (Entry entry : done) {
            queuedBytes = queuedBytes - entry.size();
            if (entry.frame() != null) {
                framesSent = framesSent + 1;
            }
        }
        writing.clear();
        if (batch != null) {
            batch.release();
            batch = null;
        }
        return done;
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        mute();
        synchronized (this) {
            writing.forEach(entry -> queuedBytes = queuedBytes - entry.size());
            writing.clear();
            if (batch != null) {
                batch.release();
                batch = null;
            }
        }
        endPoint.close(cause);
    }
}
