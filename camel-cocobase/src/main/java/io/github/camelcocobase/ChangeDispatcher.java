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

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;

import io.github.camelcocobase.client.ChangeEvent;

/**
 * The bounded queue between the reader of the socket and the route. Deliveries are spread over stripes by document id;
 * each stripe routes one at a time and in order, on a thread that it borrows while it has work.
 */
final class ChangeDispatcher {

    /** Routes one delivery. */
    interface Route {
        /**
         * @param whenDone to be run when routing is over, if it goes on after this method returns
         * @return true if routing is over, false if it goes on
         */
        boolean process(Delivery delivery, Runnable whenDone);
    }

    /** Lets the reader of the socket wait. */
    interface Reader {
        void pause();

        void resume();
    }

    private final int capacity;
    private final int resumeAt;
    private final Overflow overflow;
    private final Reader reader;
    private final Runnable onOverflow;
    private final DeliveryStripe[] stripes;

    private final AtomicInteger queued = new AtomicInteger();
    private final LongAccumulator highWaterMark = new LongAccumulator(Math::max, 0);
    private final AtomicBoolean paused = new AtomicBoolean();
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
        this.capacity = capacity;
        this.resumeAt = capacity / 2;
        this.overflow = overflow;
        this.reader = reader;
        this.onOverflow = onOverflow;
        this.stripes = new DeliveryStripe[stripeCount];
        for (int i = 0; i < stripeCount; i++) {
            stripes[i] = new DeliveryStripe(name, threads, route, this);
        }
    }

    /**
     * Queues a change. One thread at a time.
     */
    void offer(ChangeEvent event) {
        offer(new Delivery.Change(event), stripeOf(event.document().id()));
    }

    /**
     * Queues something for the exception handler, behind what came in before it.
     */
    void offer(Delivery.Problem problem) {
        offer(problem, stripes[0]);
    }

    private void offer(Delivery delivery, DeliveryStripe stripe) {
        if (queued.get() >= capacity && !makeRoom(stripe)) {
            onOverflow.run();
            return;
        }
        int now = queued.incrementAndGet();
        highWaterMark.accumulate(now);
        stripe.add(delivery);
        if (now >= capacity && overflow == Overflow.BLOCK) {
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
        boolean dropped = preferred.dropOldest();
        for (int i = 0; i < stripes.length && !dropped; i++) {
            dropped = stripes[i].dropOldest();
        }
        if (dropped) {
            queued.decrementAndGet();
            onOverflow.run();
        }
        // nothing to drop: everything was taken by the route meanwhile
        return true;
    }

    /** A stripe took a delivery to route it. */
    void taken() {
        if (queued.decrementAndGet() <= resumeAt) {
            resumeReader();
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
            reader.resume();
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
            while (stripe.dropOldest()) {
                queued.decrementAndGet();
                discarded++;
            }
        }
        if (size() <= resumeAt) {
            resumeReader();
        }
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
