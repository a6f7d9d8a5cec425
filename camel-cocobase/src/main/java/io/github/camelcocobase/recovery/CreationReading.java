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
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.WireDocument;
import io.github.camelcocobase.client.rest.Order;
import io.github.camelcocobase.client.rest.Page;
import io.github.camelcocobase.client.rest.RestException;

/**
 * Reads what was created since the watermark, or everything for a snapshot, and offers it oldest first. The usual gap is
 * closed by one request: the page of the newest documents. Where that does not reach back to the watermark, the place
 * where it lies is searched in the listing, and everything from there on is read in order.
 */
final class CreationReading {

    /** So often a document is asked for that changes each time while it is asked for; then the next recovery does. */
    private static final int MOST_QUESTIONS = 3;

    /** Where a search ends in a server that answers every offset alike. */
    private static final long MOST_DOCUMENTS = 1L << 40;

    private final Run run;
    private final CreationBook book;

    /** Documents whose rows are older than an update that the route hears of, but not of their creation. */
    private final Map<String, ChangeType> outdated = new HashMap<>();

    private boolean anyRestless;

    CreationReading(Run run, CreationBook book) {
        this.run = run;
        this.book = book;
    }

    /**
     * Offers all documents.
     *
     * @param offerKnown whether to offer those, too, that the route has completed before
     * @return whether nothing can have been missed
     */
    boolean readAll(boolean offerKnown) throws RestException {
        int gaps = book.gaps();
        try {
            if (offerKnown) {
                book.forgetRecent();
            }
            boolean complete = list(0, row -> offer(row, Origin.SNAPSHOT));
            complete &= offerOutdated(Origin.SNAPSHOT);
            book.atLeast(Instant.EPOCH);
            run.awaitDelivery();
            return ended(complete, gaps);
        } finally {
            book.closeWindow();
        }
    }

    /**
     * Learns where the listing ends now, if that is not known, and offers nothing; else offers what was created since,
     * and what the route has failed to process.
     *
     * @return whether nothing can have been missed
     */
    boolean readNew() throws RestException {
        int gaps = book.gaps();
        try {
            boolean complete;
            if (book.hasWatermark()) {
                complete = ask(book.owed(), Origin.RECOVERY);
                complete &= readSince(book.floor(), row -> offer(row, Origin.RECOVERY));
                complete &= offerOutdated(Origin.RECOVERY);
            } else {
                complete = learn();
            }
            run.awaitDelivery();
            return ended(complete, gaps);
        } finally {
            book.closeWindow();
        }
    }

    private boolean ended(boolean complete, int gapsBefore) {
        if (complete) {
            book.caughtUp(gapsBefore);
        }
        return complete;
    }

    private interface Taker {
        void take(WireDocument row);
    }

    private boolean learn() throws RestException {
        book.openWindow();
        Page newest = page(Order.NEWEST_FIRST, 0, run.settings.pageSize());
        requireTimes(newest.rows());
        Instant watermark =
                newest.isEmpty() ? Instant.EPOCH : newest.rows().get(0).createdAt();
        book.atLeast(watermark);
        Instant floor = book.floor();
        Taker learning = row -> book.learn(row.id(), row.createdAt());
        return readSince(newest, floor, learning);
    }

    private boolean readSince(Instant floor, Taker taker) throws RestException {
        book.openWindow();
        return readSince(page(Order.NEWEST_FIRST, 0, run.settings.pageSize()), floor, taker);
    }

    private boolean readSince(Page newest, Instant floor, Taker taker) throws RestException {
        List<WireDocument> rows = newest.rows();
        requireTimes(rows);
        boolean reachesBack =
                rows.isEmpty() || rows.get(rows.size() - 1).createdAt().isBefore(floor) || isEverything(newest);
        if (!reachesBack) {
            long place = placeOf(floor);
            boolean[] begins = {place == 0};
            boolean complete = list(place, row -> {
                if (!row.createdAt().isBefore(floor)) {
                    taker.take(row);
                } else {
                    begins[0] = true;
                }
            });
            // without a row that is older, documents before the place may have been deleted meanwhile
            return complete && begins[0];
        }
        List<WireDocument> oldestFirst = new ArrayList<>(rows);
        Collections.reverse(oldestFirst);
        for (WireDocument row : oldestFirst) {
            if (row.id() != null && !row.createdAt().isBefore(floor)) {
                taker.take(row);
            }
        }
        return true;
    }

    private Page page(Order order, long offset, int limit) throws RestException {
        Page page = run.documents.list(order, offset, limit, run.cancellation);
        run.progress.page(limit == 1 ? 0 : page.size());
        return page;
    }

    /** A page that is not full is the whole collection, or the server's limit is smaller than ours. */
    private boolean isEverything(Page newest) throws RestException {
        return newest.size() < newest.limit() && run.documents.count(run.cancellation) == newest.size();
    }

    /** {@return an offset, oldest first, before which nothing is as young as the floor} */
    private long placeOf(Instant floor) throws RestException {
        long low = 0;
        long high = run.documents.count(run.cancellation);
        if (high < 0) {
            high = 1;
            while (high < MOST_DOCUMENTS && isBefore(high, floor)) {
                low = high;
                high *= 2;
            }
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (isBefore(middle, floor)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // documents that are deleted meanwhile move it forward; one that is older tells that none was left out
        return Math.max(0, low - Math.max(1, run.settings.pageSize() / 2));
    }

    private boolean isBefore(long offset, Instant floor) throws RestException {
        List<WireDocument> rows = page(Order.OLDEST_FIRST, offset, 1).rows();
        requireTimes(rows);
        return !rows.isEmpty() && rows.get(0).createdAt().isBefore(floor);
    }

    private static void requireTimes(List<WireDocument> rows) throws RestException {
        for (WireDocument row : rows) {
            if (row.createdAt() == null) {
                throw new RestException(
                        "The server sends no usable created_at, without which recovery=creates cannot tell what is new;"
                                + " use recovery=full or recovery=none",
                        RestException.NO_STATUS,
                        false,
                        null);
            }
        }
    }

    private boolean list(long from, Taker taker) throws RestException {
        return run.list(from, new AnchoredListing.Reader() {
            @Override
            public void beforePage() {
                book.openNextWindow();
            }

            @Override
            public void onPage() {
                book.moveToNextWindow();
            }

            @Override
            public boolean take(List<WireDocument> rows) throws RestException {
                run.estimate();
                requireTimes(rows);
                rows.forEach(taker::take);
                return true;
            }
        });
    }

    private void offer(WireDocument row, Origin origin) {
        if (!book.knows(row.id())) {
            run.awaitRoom();
        }
        synchronized (book) {
            // what is owed was asked for and offered before
            boolean owed = origin == Origin.RECOVERY && book.owesCreate(row.id());
            if (owed || isHeardOf(row.id())) {
                return;
            }
            if (book.knows(row.id())) {
                // what is older was offered before, and holds the watermark back while it is under way
                book.atLeast(row.createdAt());
                return;
            }
            offerUnlessOutdated(row, origin);
        }
    }

    /** {@return whether a live event tells of the document's creation, or of its end} */
    private boolean isHeardOf(String id) {
        Deliveries.Delivery pushed = pushed(id);
        return pushed != null && pushed.settlesExistence() || book.isExistenceUnderWay(id);
    }

    private Deliveries.Delivery pushed(String id) {
        return run.tuning.window() ? book.inWindow(id) : null;
    }

    private void offerUnlessOutdated(WireDocument row, Origin origin) {
        Deliveries.Delivery pushed = pushed(row.id());
        if (pushed == null || pushed.isUntoldUpdate()) {
            offer(run.event(ChangeType.CREATE, row, origin));
        } else {
            outdated.put(row.id(), ChangeType.CREATE);
        }
    }

    /** {@return whether all of it was found, or is gone, or is owed} */
    private boolean offerOutdated(Origin origin) throws RestException {
        boolean complete = true;
        for (int i = 0; i < MOST_QUESTIONS && !outdated.isEmpty(); i++) {
            Map<String, ChangeType> again = new HashMap<>(outdated);
            outdated.clear();
            complete &= ask(again, origin);
        }
        for (String id : outdated.keySet()) {
            anyRestless = true;
            complete &= book.oweCreate(id);
        }
        return complete;
    }

    /** {@return whether there were documents that changed as often as they were asked for, which are owed now} */
    boolean foundRestless() {
        return anyRestless;
    }

    private void offer(ChangeEvent event) {
        boolean wanted = run.queue.wants(event);
        if (wanted) {
            run.progress.offered(event.type());
        }
        book.read(event, null, wanted);
    }

    /**
     * Asks for documents by their ids: for what the route has failed to process, which may be older than the watermark,
     * and for what changes while it is read.
     *
     * @param changes the documents, each with the change to be offered
     * @return whether all of them were found, or are gone
     */
    private boolean ask(Map<String, ChangeType> changes, Origin origin) throws RestException {
        Map<String, ChangeType> unanswered = new HashMap<>();
        for (Map.Entry<String, ChangeType> change : changes.entrySet()) {
            book.openWindow();
            WireDocument row = run.get(change.getKey());
            if (row == null && !(Run.canGet(change.getKey()) && isNotFoundBelievable())) {
                unanswered.put(change.getKey(), change.getValue());
            } else {
                answer(change.getKey(), change.getValue(), row, origin);
            }
        }
        return unanswered.isEmpty() || askListing(unanswered, origin);
    }

    private boolean isNotFoundBelievable() throws RestException {
        List<String> listed = page(Order.NEWEST_FIRST, 0, SingleDocuments.SAMPLE).rows().stream()
                .map(WireDocument::id)
                .filter(Objects::nonNull)
                .toList();
        return run.singles.areServed(run.documents, listed, List.of(), run.cancellation);
    }

    /** For servers that cannot be asked for one document. */
    private boolean askListing(Map<String, ChangeType> changes, Origin origin) throws RestException {
        boolean complete = list(0, row -> {
            ChangeType type = changes.remove(row.id());
            if (type != null) {
                answer(row.id(), type, row, origin);
            }
        });
        if (complete) {
            changes.forEach((id, type) -> answer(id, type, null, origin));
        }
        return complete;
    }

    /** @param row null if the document is gone */
    private void answer(String id, ChangeType type, WireDocument row, Origin origin) {
        run.awaitRoom();
        synchronized (book) {
            if (row != null && type == ChangeType.CREATE) {
                if (!isHeardOf(id) && (book.owesCreate(id) || !book.knows(id))) {
                    offerUnlessOutdated(row, origin);
                }
            } else if (book.owes(id) && book.inWindow(id) == null && book.underWay(id) == null) {
                // a delete that failed, too, is an update if there is the document again
                offer(row == null ? run.delete(id) : run.event(ChangeType.UPDATE, row, origin));
            }
        }
    }
}
