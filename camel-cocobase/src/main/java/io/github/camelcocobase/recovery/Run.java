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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.PathSegment;
import io.github.camelcocobase.client.WireDocument;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestException;

/**
 * What one reading of the collection needs, whatever it is for: a turn at the host, a way to the route that is never
 * overrun, and an end when it is cancelled. Lives on one thread.
 */
final class Run {

    /** A route that lets us wait for longer does not keep others from reading. */
    private static final Duration KEEP_TURN = Duration.ofSeconds(2);

    final RecoverySettings settings;
    final DocumentReader documents;
    final SingleDocuments singles;
    final ChangeQueue queue;
    final Progress progress;
    final Cancellation cancellation;
    final Tuning tuning;
    private final HostTurns turns;
    private HostTurns.Turn turn;
    private boolean hasTurn = true;

    /** @param readers makes a reader of the collection for an observer */
    Run(
            RecoverySettings settings,
            Function<DocumentReader.Observer, DocumentReader> readers,
            SingleDocuments singles,
            ChangeQueue queue,
            Progress progress,
            Cancellation cancellation,
            Tuning tuning,
            HostTurns turns,
            HostTurns.Turn turn) {
        this.settings = settings;
        this.singles = singles;
        this.queue = queue;
        this.progress = progress;
        this.cancellation = cancellation;
        this.tuning = tuning;
        this.turns = turns;
        this.turn = turn;
        this.documents = readers.apply(new Requests());
    }

    /** A server that does not answer one collection's requests, or wants them later, may answer those of others. */
    private final class Requests implements DocumentReader.Observer {

        @Override
        public void onRequest() {
            if (!hasTurn && !queueUp()) {
                waitFor(turn.granted());
            }
            progress.onRequest();
        }

        @Override
        public void onCollectionId(String id) {
            progress.onCollectionId(id);
        }

        @Override
        public void onRetry(RestException failure, Duration delay) {
            progress.onRetry(failure, delay);
            giveUpTurnFor(delay);
        }

        @Override
        public void onRateLimit(Duration delay) {
            progress.onRateLimit(delay);
            giveUpTurnFor(delay);
        }

        private void giveUpTurnFor(Duration delay) {
            if (delay.compareTo(KEEP_TURN) > 0) {
                giveUpTurn();
            }
        }
    }

    /** Waits until the queue has room. */
    void awaitRoom() {
        CompletableFuture<Void> room = queue.room();
        if (!room.isDone() && !cancellation.await(room, KEEP_TURN)) {
            waitWithoutTurn(room, RecoveryStatus.Phase.DELIVERING);
        }
        cancellation.check();
    }

    /** Waits until the route has worked off all that was offered to it. */
    void awaitDelivery() {
        waitWithoutTurn(queue.barrier(), RecoveryStatus.Phase.DELIVERING);
    }

    private void waitWithoutTurn(CompletableFuture<Void> event, RecoveryStatus.Phase phase) {
        if (event.isDone()) {
            return;
        }
        giveUpTurn();
        progress.phase(phase);
        waitFor(event);
        if (!queueUp()) {
            progress.phase(RecoveryStatus.Phase.QUEUED);
            waitFor(turn.granted());
        }
        progress.phase(RecoveryStatus.Phase.READING);
    }

    private void giveUpTurn() {
        turn.close();
        hasTurn = false;
    }

    /** {@return whether it is our turn already} */
    private boolean queueUp() {
        turn = turns.queueUp(settings.host());
        hasTurn = true;
        return turn.granted().isDone();
    }

    private void waitFor(CompletableFuture<Void> event) {
        while (!cancellation.await(event, Duration.ofDays(1))) {
            // for as long as it takes
        }
    }

    /** Gives the turn to the next one. */
    void end() {
        turn.close();
    }

    boolean list(long from, AnchoredListing.Reader reader) throws RestException {
        return new AnchoredListing(documents, settings.pageSize(), tuning, progress, cancellation, reader).read(from);
    }

    /** {@return the document as it is now; null if there is none, or if it cannot be asked for, as {@link #canGet} tells} */
    WireDocument get(String id) throws RestException {
        if (!canGet(id)) {
            return null;
        }
        WireDocument row = documents.get(id, cancellation);
        if (row != null) {
            singles.seen();
        }
        return row;
    }

    /** {@return whether an id, which the server may have chosen freely, can stand in the path of a request} */
    static boolean canGet(String id) {
        return PathSegment.isUsable(id);
    }

    /** Asks how many documents there are, once it is clear that it takes long. */
    void estimate() throws RestException {
        if (progress.isLong()) {
            progress.expect(Math.max(0, documents.count(cancellation)));
        }
    }

    ChangeEvent event(ChangeType type, WireDocument row, Origin origin) {
        return event(type, row.toDocument(settings.collection()), origin);
    }

    /** {@return a delete; nothing is known of the document but its id} */
    ChangeEvent delete(String id) {
        Document document = new Document(id, settings.collection(), null, DocumentData.empty(), null, null);
        return event(ChangeType.DELETE, document, Origin.RECOVERY);
    }

    private static ChangeEvent event(ChangeType type, Document document, Origin origin) {
        return new ChangeEvent(type, type.eventName(), document, null, origin, System.currentTimeMillis());
    }
}
