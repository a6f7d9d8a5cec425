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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAccumulator;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.recovery.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bounded queue between the reader of the socket and the route. Deliveries are spread over stripes by document id;
 * each stripe routes one at a time and in order, on a thread that it borrows while it has work.
 */
final class ChangeDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeDispatcher.class);

    /** Routes one delivery. */
    interface Route {
        /**
         * @param whenDone to be run when routing is over, if this method returns false; it may have been run before
         * @return true if routing is over and {@code whenDone} is not run, false if it tells the end
         */
        boolean process(Delivery delivery, Runnable whenDone);
    }

    /** Lets the reader of the socket wait. */
    interface Reader {
        void pause();

        void resume();
    }

    /**
     * What is not for the route, but has to wait for what is, is never dropped. So many changes more than fit into the
     * queue may wait before the socket does.
     */
    private static final int MOST_UNROUTED = 1_000;

    private final String name;
    /** Of what is no change. */
    private final AtomicLong newsDropped = new AtomicLong();

    private final Executor threads;
    private final int capacity;
    private final int resumeAt;
    private final int pauseAt;
    private final Overflow overflow;
    private final Reader reader;
    private final Runnable onOverflow;
    private final DeliveryStripe[] stripes;

    private final AtomicInteger queued = new AtomicInteger();
    private final LongAccumulator highWaterMark = new LongAccumulator(Math::max, 0);
    private final AtomicBoolean paused = new AtomicBoolean();
    private final AtomicReference<CompletableFuture<Void>> roomWanted = new AtomicReference<>();
    private volatile boolean held;

    /**
     * @param name the connection's name
     * @param stripeCount how many deliveries may be routed at the same time
     * @param capacity how many may wait
     * @param onOverflow called for each change that is dropped
     */
    ChangeDispatcher(
            String name,
            Executor threads,
            int stripeCount,
            int capacity,
            Overflow overflow,
            Route route,
            Reader reader,
            Runnable onOverflow) {
        this.name = name;
        this.threads = threads;
        this.capacity = capacity;
        this.resumeAt = capacity / 2;
        this.pauseAt = overflow == Overflow.BLOCK || capacity > Integer.MAX_VALUE - MOST_UNROUTED
                ? capacity
                : capacity + MOST_UNROUTED;
        this.overflow = overflow;
        this.reader = reader;
        this.onOverflow = onOverflow;
        this.stripes = new DeliveryStripe[stripeCount];
        for (int i = 0; i < stripeCount; i++) {
            stripes[i] = new DeliveryStripe(name, threads, route, this);
        }
    }

    /**
     * Queues a change that the server has pushed, or drops one, as the overflow policy says. One thread at a time.
     *
     * @param receipt null for none
     */
    void offer(ChangeEvent event, Receipt receipt) {
        offer(new Delivery.Change(event, receipt), stripeOf(event.document().id()));
    }

    /** Queues the news of a gap. */
    void offer(Delivery.Gap gap) {
        add(gap, stripes[0]);
    }

    /** Queues a change that was read, whatever the overflow policy: the reader of documents waits for room itself. */
    void add(ChangeEvent event, Receipt receipt) {
        add(new Delivery.Change(event, receipt), stripeOf(event.document().id()));
    }

    /** Queues something to do when everything before it that concerns the same document is done. */
    void add(String documentId, Runnable step) {
        add(new Delivery.Step(step), stripeOf(documentId));
    }

    /**
     * {@return completes when a reader of documents may go on} It may fill half of the queue: pushed events find room in
     * the other half, and the socket need not wait.
     */
    CompletableFuture<Void> room() {
        if (queued.get() < Math.max(1, capacity / 2)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> wanted = roomWanted.updateAndGet(
                waiting -> waiting == null || waiting.isDone() ? new CompletableFuture<>() : waiting);
        // the route may have emptied the queue before it could see that somebody waits
        if (queued.get() <= capacity / 4) {
            wanted.complete(null);
        }
        return wanted;
    }

    /** {@return completes when all that waits or is being routed now is over} */
    CompletableFuture<Void> barrier() {
        CompletableFuture<?>[] over = new CompletableFuture<?>[stripes.length];
        for (int i = 0; i < stripes.length; i++) {
            CompletableFuture<Void> reached = new CompletableFuture<>();
            over[i] = reached;
            add(new Delivery.Step(() -> reached.complete(null)), stripes[i]);
        }
        return CompletableFuture.allOf(over);
    }

    /**
     * Queues something for the exception handler, behind what came in before it.
     */
    void offer(Delivery.Problem problem) {
        offer(problem, stripes[0]);
    }

    private void offer(Delivery delivery, DeliveryStripe stripe) {
        if (queued.get() >= capacity && !makeRoom(stripe)) {
            drop(delivery);
            return;
        }
        add(delivery, stripe);
    }

    private void add(Delivery delivery, DeliveryStripe stripe) {
        int now = queued.incrementAndGet();
        highWaterMark.accumulate(now);
        stripe.add(delivery);
        if (now >= pauseAt) {
            pauseReader();
        }
    }

    private boolean makeRoom(DeliveryStripe preferred) {
        return switch (overflow) {
            // the reader stops when the queue is full; what it had read before that is not thrown away
            case BLOCK -> true;
            case DROP_OLDEST -> dropOldest(preferred);
            case DROP_NEWEST, RECONNECT -> false;
        };
    }

    private boolean dropOldest(DeliveryStripe preferred) {
        Delivery oldest = preferred.takeOldest();
        for (int i = 0; i < stripes.length && oldest == null; i++) {
            oldest = stripes[i].takeOldest();
        }
        if (oldest != null) {
            queued.decrementAndGet();
            drop(oldest);
        }
        // nothing to drop: everything was taken by the route meanwhile
        return true;
    }

    private void drop(Delivery delivery) {
        // the news of a gap or a malformed message is no change that was lost
        if (delivery instanceof Delivery.Change) {
            onOverflow.run();
        } else if (!delivery.wantsToKnow()) {
            long untold = newsDropped.incrementAndGet();
            if (Long.bitCount(untold) == 1) {
                LOG.warn(
                        "{}: the queue is full; of {} malformed messages and gaps the route has not heard so far",
                        name,
                        untold);
            }
        }
        if (!delivery.wantsToKnow()) {
            return;
        }
        try {
            // the books may take their time, which the reader of the socket does not have
            threads.execute(delivery::dropped);
        } catch (RejectedExecutionException e) {
            delivery.dropped();
        }
    }

    /** A stripe took a delivery to route it. */
    void taken() {
        int left = queued.decrementAndGet();
        if (left <= capacity / 4) {
            grantRoom();
        }
        // were the socket always first, it would keep a busy queue full, and what was missed would wait until it is
        // idle
        if (left <= resumeAt && !isRoomWanted()) {
            resumeReader();
        }
    }

    private boolean isRoomWanted() {
        CompletableFuture<Void> wanted = roomWanted.get();
        return wanted != null && !wanted.isDone();
    }

    private void grantRoom() {
        CompletableFuture<Void> wanted = roomWanted.get();
        if (wanted != null) {
            wanted.complete(null);
        }
    }

    private void pauseReader() {
        reader.pause();
        paused.set(true);
        // the route may have emptied the queue before it could see that the reader waits
        if (queued.get() <= resumeAt) {
            resumeReader();
        }
    }

    private void resumeReader() {
        if (paused.get() && paused.compareAndSet(true, false)) {
            try {
                reader.resume();
            } catch (RuntimeException | Error e) {
                // whoever has made room has a delivery to route; the next one tries again
                paused.set(true);
                LOG.error("{}: reading from the socket does not go on", name, e);
            }
        }
    }

    private DeliveryStripe stripeOf(String documentId) {
        if (stripes.length == 1 || documentId == null) {
            return stripes[0];
        }
        int hash = documentId.hashCode();
        return stripes[Math.floorMod(hash ^ hash >>> 16, stripes.length)];
    }

    /** Starts nothing new until {@link #release()}; what is being routed goes on. */
    void hold() {
        held = true;
    }

    /** Goes on after {@link #hold()}. */
    void release() {
        held = false;
        for (DeliveryStripe stripe : stripes) {
            stripe.wake();
        }
    }

    boolean isHeld() {
        return held;
    }

    /**
     * Throws away what waits.
     *
     * @return how many changes that were
     */
    int discard() {
        int discarded = 0;
        for (DeliveryStripe stripe : stripes) {
            for (Delivery next = stripe.takeOldest(); next != null; next = stripe.takeOldest()) {
                queued.decrementAndGet();
                next.dropped();
                discarded += next instanceof Delivery.Change ? 1 : 0;
            }
        }
        if (size() <= resumeAt) {
            resumeReader();
        }
        grantRoom();
        return discarded;
    }

    /** {@return how many deliveries wait} */
    int size() {
        return queued.get();
    }

    /** {@return how many deliveries wait or are being routed} */
    int pending() {
        int pending = size();
        for (DeliveryStripe stripe : stripes) {
            pending += stripe.isBusy() ? 1 : 0;
        }
        return pending;
    }

    /** {@return the most deliveries that ever waited} */
    int highWaterMark() {
        return highWaterMark.intValue();
    }

    /** Forgets {@link #highWaterMark()}. */
    void resetHighWaterMark() {
        highWaterMark.reset();
    }
}
