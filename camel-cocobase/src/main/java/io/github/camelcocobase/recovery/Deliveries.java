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
package io.github.camelcocobase.recovery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;

/**
 * What is on its way to the route, by document. Its lock makes one step of "look whether a live event has come, then
 * queue what was read", so that what was read never overtakes an event that is newer. Nothing blocks while it is held.
 */
abstract class Deliveries {

    private final ChangeQueue queue;
    private final boolean hidesUpdates;
    private final boolean acknowledged;

    /** What the books have to know before it is routed. Polled under its own lock. */
    private final Queue<Delivery> unannounced = new ConcurrentLinkedQueue<>();

    // guarded by this

    /** The latest change of each document that is queued or being routed. */
    private final Map<String, Delivery> latest = new HashMap<>();

    /** The latest live event of each document since the window was opened; null while nobody reads. */
    private Map<String, Delivery> window;

    /** The same since the next window was opened; null if none is. */
    private Map<String, Delivery> nextWindow;

    Deliveries(ChangeQueue queue, Tuning tuning) {
        this.queue = queue;
        this.hidesUpdates = !queue.routes(ChangeType.UPDATE);
        this.acknowledged = tuning.acknowledge();
    }

    /** One change on its way. */
    final class Delivery implements Receipt {

        private final String id;
        private final ChangeType type;
        /** Null when it has arrived: a window may be open for long, and is not to keep what was in the documents. */
        private volatile ChangeEvent event;

        private Fingerprint fingerprint;
        private volatile boolean announced;

        // guarded by Deliveries.this

        /** Whether it is a create, or comes after one that was under way. */
        private boolean afterCreate;

        private Delivery(ChangeEvent event, Fingerprint fingerprint) {
            this.id = event.document().id();
            this.type = event.type();
            this.event = event;
            this.fingerprint = fingerprint;
        }

        /** {@return the change; null when it has arrived} */
        ChangeEvent event() {
            return event;
        }

        String id() {
            return id;
        }

        ChangeType type() {
            return type;
        }

        boolean isDelete() {
            return type == ChangeType.DELETE;
        }

        /** {@return whether it tells by itself that there is the document, or that it is gone; an update does not} */
        boolean settlesExistence() {
            return isDelete() || afterCreate;
        }

        /** {@return whether it is an update of a route that hears of none: it may wait for the create all the same} */
        boolean isUntoldUpdate() {
            return type == ChangeType.UPDATE && hidesUpdates;
        }

        /** {@return of the state that it brings; null for a delete} */
        synchronized Fingerprint fingerprint() {
            if (fingerprint == null && !isDelete()) {
                fingerprint = Fingerprint.of(event.document().data());
            }
            return fingerprint;
        }

        @Override
        public void routing() {
            if (!announced) {
                announceAll();
            }
            // afterwards the data is the route's, to do with it as it likes
            if (needsFingerprint()) {
                fingerprint();
            }
        }

        @Override
        public void completed() {
            end(true);
        }

        @Override
        public void failed() {
            if (!announced) {
                // dropped: nobody else would take it out before something is routed
                unannounced.remove(this);
            }
            end(false);
        }

        private void end(boolean completed) {
            try {
                if (needsFingerprint()) {
                    fingerprint();
                }
                if (acknowledged) {
                    settled(this, completed);
                }
            } finally {
                arrived();
                event = null;
            }
        }

        private void arrived() {
            synchronized (Deliveries.this) {
                latest.remove(id(), this);
            }
        }
    }

    /** {@return whether the route hears of no updates} */
    final boolean hidesUpdates() {
        return hidesUpdates;
    }

    abstract boolean needsFingerprint();

    /** {@return whether the books want to know which documents the route is going to hear of, before it does} */
    abstract boolean needsAnnouncement();

    /**
     * Makes sure that the books know the documents of some changes, whatever becomes of them. One call at a time.
     *
     * @param deliveries creates and updates that are about to be routed
     */
    abstract void announce(List<Delivery> deliveries);

    /** {@return whether what becomes of a live event matters} */
    abstract boolean concerns(ChangeEvent event);

    /**
     * Enters in the books what became of a change. Called in order for each document.
     *
     * @param completed false if the route failed
     */
    abstract void settled(Delivery delivery, boolean completed);

    /**
     * Queues an event that the server has pushed.
     *
     * @param wanted false if it is not for the route, but for the books
     */
    final void live(ChangeEvent event, boolean wanted) {
        if (event.type() == ChangeType.UNKNOWN || !concerns(event)) {
            if (wanted) {
                queue.add(event, null);
            }
            return;
        }
        Delivery delivery = new Delivery(event, null);
        synchronized (this) {
            if (window != null) {
                window.put(delivery.id(), delivery);
            }
            if (nextWindow != null) {
                nextWindow.put(delivery.id(), delivery);
            }
            send(delivery, wanted);
        }
    }

    /** Queues a change that was read, or its receipt only. To be called while holding the lock. */
    final void read(ChangeEvent event, Fingerprint fingerprint, boolean wanted) {
        send(new Delivery(event, fingerprint), wanted);
    }

    private void send(Delivery delivery, boolean wanted) {
        Delivery before = latest.put(delivery.id(), delivery);
        delivery.afterCreate =
                delivery.type() == ChangeType.CREATE || !delivery.isDelete() && before != null && before.afterCreate;
        if (wanted && !delivery.isDelete() && needsAnnouncement()) {
            unannounced.add(delivery);
        } else {
            delivery.announced = true;
        }
        if (!acknowledged) {
            settled(delivery, true);
        }
        if (wanted) {
            queue.add(delivery.event(), delivery);
        } else {
            queue.addUnrouted(delivery.id(), delivery);
        }
    }

    /** Announces all that is queued at once: the busier the queue, the fewer writes there are. */
    private void announceAll() {
        synchronized (unannounced) {
            List<Delivery> batch = new ArrayList<>();
            for (Delivery next = unannounced.poll(); next != null; next = unannounced.poll()) {
                batch.add(next);
            }
            if (!batch.isEmpty()) {
                announce(batch);
                batch.forEach(delivery -> delivery.announced = true);
            }
        }
    }

    /** {@return the latest change of a document that is still on its way; null if there is none} */
    final synchronized Delivery underWay(String id) {
        return latest.get(id);
    }

    /** {@return whether something is on its way that tells that there is the document, or that it is gone} */
    final synchronized boolean isExistenceUnderWay(String id) {
        Delivery delivery = latest.get(id);
        return delivery != null && delivery.settlesExistence();
    }

    /**
     * Begins to note live events, and forgets those noted before.
     *
     * @return those noted before, by document
     */
    final synchronized Map<String, Delivery> openWindow() {
        Map<String, Delivery> before = window == null ? Map.of() : window;
        window = new HashMap<>();
        nextWindow = null;
        return before;
    }

    /** Begins to note live events a second time, for what is asked for while the present window is still looked into. */
    final synchronized void openNextWindow() {
        nextWindow = new HashMap<>();
    }

    /**
     * Goes on to the window that was opened last.
     *
     * @return what was noted in the one before, by document
     */
    final synchronized Map<String, Delivery> moveToNextWindow() {
        Map<String, Delivery> before = window == null ? Map.of() : window;
        window = nextWindow;
        nextWindow = null;
        return before;
    }

    final synchronized void closeWindow() {
        window = null;
        nextWindow = null;
    }

    /** {@return the latest live event of a document since the window was opened; null if there was none} */
    final synchronized Delivery inWindow(String id) {
        return window == null ? null : window.get(id);
    }

    /** {@return when the oldest of the documents was created whose creates are on their way; null if none is} */
    final synchronized Instant oldestUnderWay() {
        Instant oldest = null;
        for (Delivery delivery : latest.values()) {
            Instant createdAt = delivery.event().document().createdAt();
            if (createdAt != null && delivery.afterCreate && (oldest == null || createdAt.isBefore(oldest))) {
                oldest = createdAt;
            }
        }
        return oldest;
    }
}
