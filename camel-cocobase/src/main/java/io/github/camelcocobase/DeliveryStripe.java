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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes deliveries one at a time and in order. It has a thread only while there is something to route. */
final class DeliveryStripe implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStripe.class);

    /** After so many deliveries other endpoints have their turn on the thread. */
    private static final int TURN = 256;

    /** After so many deliveries without a pause, more will follow in an instant. */
    private static final int STREAM = 8;

    /** To wake a thread for each of them would cost more than to route it. */
    private static final long INSTANT_NANOS = 100_000;

    private final String name;
    private final Executor threads;
    private final ChangeDispatcher.Route route;
    private final ChangeDispatcher dispatcher;
    private final Queue<Delivery> queue = new ConcurrentLinkedQueue<>();
    /** True from being handed to a thread until there is nothing to route: while routing goes on elsewhere, too. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final AtomicReference<Routing> routing = new AtomicReference<>();
    private final Runnable whenDone = this::routed;

    /** Camel calls nearly every Exchange asynchronous, most of them are over before its method returns all the same. */
    private enum Routing {
        /** Neither has the method returned nor is it over. */
        UNDER_WAY,
        /** The method has returned: the end of the routing is to go on with the next delivery. */
        ELSEWHERE,
        /** It is over: the thread that has called the method goes on. */
        OVER
    }

    DeliveryStripe(String name, Executor threads, ChangeDispatcher.Route route, ChangeDispatcher dispatcher) {
        this.name = name;
        this.threads = threads;
        this.route = route;
        this.dispatcher = dispatcher;
    }

    void add(Delivery delivery) {
        queue.add(delivery);
        wake();
    }

    /** {@return what has waited longest and is not to be routed any more; null if nothing waits} */
    Delivery takeOldest() {
        return queue.poll();
    }

    boolean isBusy() {
        return busy.get();
    }

    /** Makes sure that what waits is routed. */
    void wake() {
        if (!busy.get() && busy.compareAndSet(false, true)) {
            execute();
        }
    }

    private void execute() {
        try {
            threads.execute(this);
        } catch (RejectedExecutionException e) {
            // the threads are shut down before the endpoints only when everything is to stop at once
            busy.set(false);
            LOG.debug("{}: no thread any more", name, e);
        } catch (Error e) {
            // the threads' own patience is at its end, too
            busy.set(false);
            LOG.error("{}: there is no thread to route on; the next event asks for one again", name, e);
        }
    }

    @Override
    public void run() {
        Thread thread = Thread.currentThread();
        String threadName = thread.getName();
        thread.setName(threadName + " - " + name);
        try {
            drain();
        } finally {
            thread.setName(threadName);
        }
    }

    private void drain() {
        int withoutPause = 0;
        for (int i = 0; i < TURN; i++) {
            Delivery next = dispatcher.isHeld() ? null : queue.poll();
            if (next == null && withoutPause >= STREAM) {
                LockSupport.parkNanos(INSTANT_NANOS);
                withoutPause = 0;
            } else if (next == null) {
                if (!goOnAfterIdle()) {
                    return;
                }
            } else {
                withoutPause++;
                dispatcher.taken();
                if (!process(next)) {
                    return;
                }
            }
        }
        execute();
    }

    /** One delivery that fails, even by an {@code Error}, must not end the stream. */
    private boolean process(Delivery delivery) {
        routing.set(Routing.UNDER_WAY);
        try {
            return route.process(delivery, whenDone) || !routing.compareAndSet(Routing.UNDER_WAY, Routing.ELSEWHERE);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: routing failed", name, e);
            return true;
        }
    }

    private void routed() {
        if (!routing.compareAndSet(Routing.UNDER_WAY, Routing.OVER)) {
            execute();
        }
    }

    private boolean goOnAfterIdle() {
        busy.set(false);
        // something may have been added after the last look, by somebody who saw that we were busy
        return !queue.isEmpty() && !dispatcher.isHeld() && busy.compareAndSet(false, true);
    }
}
