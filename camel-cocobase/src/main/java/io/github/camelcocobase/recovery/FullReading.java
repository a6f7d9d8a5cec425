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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.WireDocument;
import io.github.camelcocobase.client.rest.RestException;

/**
 * Reads the whole collection, compares it with the ledger and offers the difference: creates and updates page by page,
 * then the deletes. The steps and what each is there for are written down in docs/delivery.md.
 */
final class FullReading {

    /** A ledger of up to so many documents may lose them all. */
    private static final int SMALL_LEDGER = 100;

    /** With more documents missing from the listing, it is read once more before each is asked for. */
    private static final int MANY_MISSING = 50;

    private static final int BATCH = 1_000;

    private final Run run;
    private final StateBook book;
    private final DocumentLedger ledger;
    private final RecoveryStatus.Kind kind;
    private final Instant beginning;
    private final boolean offerKnown;
    private final boolean guarded;

    private Census census;
    /** Some of the rows that were read last. */
    private List<String> listed = List.of();

    private boolean dry;
    private boolean firstPage;

    /**
     * @param beginning while learning, when the youngest document was created that the route need not hear of; null if that
     *     is not known
     * @param offerKnown whether documents that the route has completed in their present state are offered all the same
     * @param guarded whether a mass delete is held back
     */
    FullReading(
            Run run,
            StateBook book,
            DocumentLedger ledger,
            RecoveryStatus.Kind kind,
            Instant beginning,
            boolean offerKnown,
            boolean guarded) {
        this.run = run;
        this.book = book;
        this.ledger = ledger;
        this.kind = kind;
        this.beginning = beginning;
        this.offerKnown = offerKnown;
        this.guarded = guarded && run.settings.massDeleteGuard() < 100;
    }

    /**
     * Reads, offers, and waits until the route has completed what was offered.
     *
     * @return whether nothing can have been missed
     * @throws HeldException if the guard holds it back; what was found out until then is in the books
     * @throws RestException if the server refuses
     */
    boolean read() throws RestException, HeldException {
        long known = ledger.size();
        run.progress.ledgerSize(known);
        if (known > 0) {
            run.progress.expect(known);
        }
        try {
            boolean complete = list(known);
            if (dry) {
                // what the listing begins with is not what we know: look at all of it before anything is offered
                checkGuard(census.unseenCount());
                dry = false;
                complete = list(0);
            }
            run.awaitDelivery();
            long missing = census.unseenCount();
            if (missing > MANY_MISSING && run.tuning.verify()) {
                complete &= list(0);
                run.awaitDelivery();
                missing = census.unseenCount();
            }
            if (missing > 0) {
                checkGuard(missing);
                complete &= offerDeletes();
            }
            run.awaitDelivery();
            return complete;
        } finally {
            book.closeWindow();
        }
    }

    private boolean list(long known) throws RestException {
        census = ledger.census();
        firstPage = true;
        book.openWindow();
        return run.list(0, new AnchoredListing.Reader() {
            @Override
            public void beforePage() {
                book.openNextWindow();
            }

            @Override
            public void onPage() {
                noteSeen(book.moveToNextWindow());
            }

            @Override
            public boolean take(List<WireDocument> rows) throws RestException {
                run.estimate();
                return FullReading.this.take(rows, known);
            }
        });
    }

    /** A document that has had a live event since the reading began exists, or its delete is on its way. */
    private void noteSeen(Map<String, Deliveries.Delivery> events) {
        events.forEach((id, delivery) -> {
            if (!delivery.isDelete()) {
                census.seen(id);
            }
        });
    }

    private boolean take(List<WireDocument> rows, long known) throws RestException {
        Map<String, Fingerprint> before =
                ledger.getAll(rows.stream().map(WireDocument::id).distinct().toList());
        if (firstPage && guarded && known > SMALL_LEDGER) {
            dry = before.size() * 2 < Math.max(1, rows.size());
        }
        firstPage = false;
        if (!rows.isEmpty()) {
            listed = rows.subList(Math.max(0, rows.size() - SingleDocuments.SAMPLE), rows.size()).stream()
                    .map(WireDocument::id)
                    .toList();
        }
        boolean asPushed = true;
        for (WireDocument row : rows) {
            census.seen(row.id());
            if (!dry) {
                asPushed &= take(row, before.get(row.id()));
            }
        }
        return asPushed;
    }

    /**
     * {@return false if a live event has brought another state while the row was read: the newer of the two is not known}
     */
    private boolean take(WireDocument row, Fingerprint known) {
        Fingerprint found = Fingerprint.of(row.data());
        if (offerKnown || !found.equals(known)) {
            run.awaitRoom();
        }
        synchronized (book) {
            Deliveries.Delivery pushed = run.tuning.window() ? book.inWindow(row.id()) : null;
            if (pushed != null && !leavesUntold(pushed, known)) {
                return found.equals(pushed.fingerprint());
            }
            Deliveries.Delivery underWay = book.underWay(row.id());
            Fingerprint before = underWay == null || leavesUntold(underWay, known) ? known : underWay.fingerprint();
            boolean isNew = StateBook.isNew(before);
            if (found.equals(before) && !offerKnown) {
                return true;
            }
            if (before == null && kind == RecoveryStatus.Kind.LEARNING && !isYounger(row)) {
                book.read(run.event(ChangeType.CREATE, row, Origin.SNAPSHOT), found, false);
                return true;
            }
            boolean ofSnapshot = kind == RecoveryStatus.Kind.SNAPSHOT && (isNew || offerKnown);
            offer(
                    run.event(
                            isNew || ofSnapshot ? ChangeType.CREATE : ChangeType.UPDATE,
                            row,
                            ofSnapshot ? Origin.SNAPSHOT : Origin.RECOVERY),
                    found);
            return true;
        }
    }

    /** {@return whether the route does not hear by a live event of a document that it is to hear of} */
    private boolean leavesUntold(Deliveries.Delivery event, Fingerprint known) {
        return event.isUntoldUpdate() && !event.settlesExistence() && (StateBook.isNew(known) || offerKnown);
    }

    private boolean isYounger(WireDocument row) {
        return beginning != null && row.createdAt() != null && row.createdAt().isAfter(beginning);
    }

    private void offer(ChangeEvent event, Fingerprint fingerprint) {
        boolean wanted = run.queue.wants(event);
        if (wanted) {
            run.progress.offered(event.type());
        }
        book.read(event, fingerprint, wanted);
    }

    // ---- what was not listed

    private void checkGuard(long missing) throws HeldException {
        long known = guarded ? ledger.size() : 0;
        if (known > SMALL_LEDGER && missing * 100 > known * run.settings.massDeleteGuard()) {
            throw new HeldException(missing, known);
        }
    }

    /** {@return false if it cannot be told which documents are gone} */
    private boolean offerDeletes() throws RestException {
        run.progress.phase(RecoveryStatus.Phase.VERIFYING);
        List<String> ids = census.unseen(BATCH);
        boolean told = true;
        if (!ids.isEmpty()
                && run.tuning.verify()
                && !run.singles.areServed(run.documents, listed, ids, run.cancellation)) {
            told = offerUnlisted(ids);
        } else {
            List<String> unanswered = new ArrayList<>();
            Set<String> pushed = new HashSet<>(book.openWindow().keySet());
            for (; !ids.isEmpty(); ids = census.unseen(BATCH)) {
                for (String id : ids) {
                    pushed.addAll(book.openWindow().keySet());
                    if (run.tuning.verify() && !Run.canGet(id)) {
                        unanswered.add(id);
                    } else if (!pushed.contains(id)) {
                        offerIfGone(id);
                    }
                }
            }
            told = unanswered.isEmpty() || offerUnlisted(unanswered);
        }
        run.progress.phase(RecoveryStatus.Phase.READING);
        return told;
    }

    private void offerIfGone(String id) throws RestException {
        WireDocument row = run.tuning.verify() ? run.get(id) : null;
        if (row != null) {
            // a shift has hidden it, or it has come since
            take(row.id() == null ? withId(row, id) : row, ledger.get(id));
        } else {
            offerDelete(id);
        }
    }

    private void offerDelete(String id) {
        run.awaitRoom();
        synchronized (book) {
            if (book.inWindow(id) == null && book.underWay(id) == null) {
                offer(run.delete(id), null);
            }
        }
    }

    /**
     * For documents that the server cannot be asked for: what a second complete listing lacks as well is gone.
     *
     * @param first of those that the first listing lacks, all of them or as many as the census has told
     * @return false if no listing was complete
     */
    private boolean offerUnlisted(List<String> first) throws RestException {
        Set<String> missing = new HashSet<>(first);
        for (List<String> more = census.unseen(BATCH); !more.isEmpty(); more = census.unseen(BATCH)) {
            missing.addAll(more);
        }
        if (!list(0)) {
            return false;
        }
        run.awaitDelivery();
        for (List<String> ids = census.unseen(BATCH); !ids.isEmpty(); ids = census.unseen(BATCH)) {
            ids.stream().filter(missing::contains).forEach(this::offerDelete);
        }
        return true;
    }

    private static WireDocument withId(WireDocument row, String id) {
        return new WireDocument(
                id, row.collectionId(), row.collectionName(), row.data(), row.createdAt(), row.updatedAt());
    }
}
