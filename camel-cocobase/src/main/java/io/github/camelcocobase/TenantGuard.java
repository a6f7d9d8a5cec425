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

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.CollectionId;

/**
 * Lets through what happened in our collection only. The server's channel is named after the collection, without the
 * project, so that changes of another tenant's collection of the same name may come along it; the collection's id tells.
 *
 * <p>Our own id is learned from the rows of a listing, since those are read with our key, or else asked for once, when the
 * first event that states an id comes in; until the answer is there, events wait. Servers whose events state no id are
 * never asked. Without an answer, everything is let through.
 */
final class TenantGuard {

    private static final int MOST_WAITING = 1_000;
    private static final long ASK_AGAIN_NANOS = 30_000_000_000L;

    private final Consumer<ChangeEvent> next;
    private final Runnable onForeign;
    private final Runnable question;
    private final LongSupplier nanoClock;

    // guarded by this

    private final Queue<ChangeEvent> waiting = new ArrayDeque<>();
    private String ownId;
    private boolean asking;
    private boolean unanswered;
    private long toldAtNanos;

    /**
     * @param next takes what is ours; never blocks
     * @param onForeign called for each event that is not
     * @param question leads to a call of {@link #answered}, soon, on another thread
     */
    TenantGuard(Consumer<ChangeEvent> next, Runnable onForeign, Runnable question, LongSupplier nanoClock) {
        this.next = next;
        this.onForeign = onForeign;
        this.question = question;
        this.nanoClock = nanoClock;
    }

    /** Another subscription: what could not be answered is asked again. */
    synchronized void subscribed() {
        unanswered = false;
    }

    /**
     * Takes an event, in order.
     *
     * @param checked whether the watch has checked it already, by the id that some servers say at the confirmation
     */
    synchronized void pass(ChangeEvent event, boolean checked) {
        if (waiting.isEmpty() && checked) {
            next.accept(event);
            return;
        }
        if (waiting.isEmpty() && !mustWait(event)) {
            judge(event);
            return;
        }
        waiting.add(event);
        if (waiting.size() >= MOST_WAITING) {
            unanswered = true;
            release();
        } else {
            ask();
        }
    }

    /** {@return how many events wait for the answer} */
    synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Throws away what waits.
     *
     * @return how many events that were
     */
    synchronized int discard() {
        int discarded = waiting.size();
        waiting.clear();
        return discarded;
    }

    private boolean mustWait(ChangeEvent event) {
        return ownId == null && !unanswered && statedId(event) != null;
    }

    private static String statedId(ChangeEvent event) {
        String id = event.document().collectionId();
        return id != null && CollectionId.looksLikeOne(id) ? id : null;
    }

    private void judge(ChangeEvent event) {
        String id = event.document().collectionId();
        if (id == null || ownId == null || id.equalsIgnoreCase(ownId) || statedId(event) == null) {
            next.accept(event);
            return;
        }
        onForeign.run();
        // or the collection has been deleted and made anew
        if (nanoClock.getAsLong() - toldAtNanos > ASK_AGAIN_NANOS) {
            ask();
        }
    }

    private void ask() {
        if (!asking) {
            asking = true;
            toldAtNanos = nanoClock.getAsLong();
            question.run();
        }
    }

    /**
     * The server has told our collection's id.
     *
     * @return whether it is another one than before: then some of our events were taken for foreign ones
     */
    synchronized boolean learned(String id) {
        boolean changed = ownId != null && !ownId.equalsIgnoreCase(id);
        ownId = id;
        toldAtNanos = nanoClock.getAsLong();
        release();
        return changed;
    }

    /**
     * The question has an answer.
     *
     * @param id null if there was none; it may follow later
     * @return as {@link #learned}
     */
    synchronized boolean answered(String id) {
        asking = false;
        if (id == null) {
            unanswered = ownId == null;
            release();
            return false;
        }
        return learned(id);
    }

    private void release() {
        for (ChangeEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            judge(event);
        }
    }
}
