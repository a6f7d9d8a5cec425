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
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.WireDocument;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.Order;
import io.github.camelcocobase.client.rest.Page;
import io.github.camelcocobase.client.rest.PageRequest;
import io.github.camelcocobase.client.rest.RestException;

/**
 * Reads a collection from the oldest document to the newest, page by page, while others write to it. The server pages by
 * offset and sorts by the time of creation without a tie-breaker, so that
 *
 * <ul>
 *   <li>new documents come at the end and shift nothing;
 *   <li>a delete moves all later rows one place forward. Every page therefore begins with the last rows of the one before:
 *       if none of them is there, and time has gone on, rows were skipped, and the reading steps back;
 *   <li>documents of the same instant may change places from request to request. Where they begin and end in the listing
 *       does not change by that, and tells how many they are: until as many were seen, their pages are read again. If a
 *       page does not go on where the one before it has ended, rows of this instant may have been skipped: then beginning
 *       and end are looked up, and must be the same after all were seen;
 *   <li>a page that is shorter than asked for is the last one only on servers that have sent a full one before: others
 *       may have a smaller limit.
 * </ul>
 *
 * A page is asked for as soon as the one before it is there, so that the server and the network work while its rows are
 * taken. Memory is two pages, and the ids of one instant.
 */
final class AnchoredListing {

    /** Takes the rows as they come. */
    interface Reader {
        /** A page is about to be asked for. Rows of the page before may still be taken. */
        void beforePage();

        /** The page that was asked for last is there: its rows are what is taken from now on. */
        void onPage();

        /**
         * Takes rows, those that were on the page before left out.
         *
         * @param rows with ids
         * @return false to have the page read again
         */
        boolean take(List<WireDocument> rows) throws RestException;
    }

    private static final int OVERLAP = 10;
    private static final int MOST_REREADS = 2;
    private static final int TIE_ROUNDS = 8;
    /** So few may be in their order by chance. */
    private static final int FEW_ANCHORS = 4;

    private static final int MOST_STEPS_BACK = 1_000;
    private static final int MOST_SAME_PAGES = 5;

    private final DocumentReader documents;
    private final Progress progress;
    private final Cancellation cancellation;
    private final Reader reader;
    private final int overlap;

    private int limit;
    private long offset;
    private boolean fullPageSeen;
    private Set<String> previousIds = Set.of();
    /** The ids that the next page begins with, if nothing is deleted and none changes places. */
    private List<String> anchors = List.of();

    private Instant latest;
    private int stepsBack;
    private boolean steppedBack;
    private int samePages;
    private TieGroup ties;
    private boolean complete = true;
    /** Asked for, and not read yet; null if nothing is. */
    private PageRequest ahead;

    /** Documents of the same instant. */
    private static final class TieGroup {
        private final Instant createdAt;
        private final IdSet ids = new IdSet();
        private final long from;
        private boolean acrossPages;
        /** Places of its documents may have been skipped. */
        private boolean torn;

        private TieGroup(Instant createdAt, long from, boolean torn) {
            this.createdAt = createdAt;
            this.from = from;
            this.torn = torn;
        }

        private boolean isBefore(WireDocument row) {
            return row.createdAt() != null && row.createdAt().isAfter(createdAt);
        }

        private boolean isReachedBy(WireDocument row) {
            return row.createdAt() != null && !row.createdAt().isBefore(createdAt);
        }
    }

    /** Places in the listing: the first one, and the one behind the last. */
    private record Places(long from, long end) {
        private long count() {
            return end - from;
        }
    }

    AnchoredListing(
            DocumentReader documents,
            int pageSize,
            Tuning tuning,
            Progress progress,
            Cancellation cancellation,
            Reader reader) {
        this.documents = documents;
        this.limit = pageSize;
        this.overlap = tuning.anchors() ? OVERLAP : 0;
        this.progress = progress;
        this.cancellation = cancellation;
        this.reader = reader;
    }

    /**
     * Reads to the end.
     *
     * @param from the offset to begin at
     * @return whether nothing can have been missed
     * @throws RestException if the server refuses, or does not page
     */
    boolean read(long from) throws RestException {
        offset = from;
        try {
            return readAll();
        } finally {
            abandonAhead();
        }
    }

    private boolean readAll() throws RestException {
        int rereads = 0;
        boolean more = true;
        while (more) {
            Page page = page(offset);
            limit = page.limit();
            if (!isContinuous(page)) {
                progress.page(0);
                stepBack();
                continue;
            }
            List<WireDocument> fresh = fresh(page);
            progress.page(fresh.size());
            if (!isLast(page, fresh)) {
                ask(offsetAfter(page));
            }
            if (!reader.take(fresh) && rereads++ < MOST_REREADS) {
                continue;
            }
            rereads = 0;
            more = advance(page, fresh);
        }
        return complete;
    }

    private Page page(long at) throws RestException {
        if (ahead == null || ahead.offset() != at || ahead.limit() != limit) {
            abandonAhead();
            ask(at);
        }
        PageRequest asked = ahead;
        ahead = null;
        Page page = documents.list(asked, cancellation);
        reader.onPage();
        return page;
    }

    private void ask(long at) {
        cancellation.check();
        reader.beforePage();
        ahead = documents.ask(Order.OLDEST_FIRST, at, limit);
    }

    private void abandonAhead() {
        if (ahead != null) {
            documents.abandon(ahead);
            ahead = null;
        }
    }

    /** {@return whether the page begins no later than where the one before it has ended} */
    private boolean isContinuous(Page page) {
        if (previousIds.isEmpty() || overlapOf(previousIds.size()) == 0) {
            return true;
        }
        if (page.isEmpty()) {
            return false;
        }
        Instant first = page.rows().get(0).createdAt();
        return latest != null && first != null && !first.isAfter(latest)
                || page.rows().stream().anyMatch(this::isOfPreviousPage);
    }

    private boolean isOfPreviousPage(WireDocument row) {
        return row.id() != null && previousIds.contains(row.id());
    }

    private int overlapOf(int pageRows) {
        return Math.min(overlap, pageRows / 2);
    }

    private void stepBack() throws RestException {
        if (++stepsBack > MOST_STEPS_BACK) {
            throw tooFast();
        }
        offset = Math.max(0, offset - Math.max(1, limit - overlap));
        ties = null;
        steppedBack = offset > 0;
        if (offset == 0) {
            previousIds = Set.of();
        }
    }

    private List<WireDocument> fresh(Page page) {
        List<WireDocument> fresh = new ArrayList<>(page.size());
        for (WireDocument row : page.rows()) {
            if (row.id() != null && !isOfPreviousPage(row)) {
                fresh.add(row);
            }
        }
        return fresh;
    }

    private boolean advance(Page page, List<WireDocument> fresh) throws RestException {
        boolean full = page.size() >= limit;
        Set<String> ids = ids(page);
        // documents of one instant that change places may show the same ones twice, but hardly more often
        samePages = full && fresh.isEmpty() && ids.equals(previousIds) ? samePages + 1 : 0;
        if (samePages > MOST_SAME_PAGES || samePages > 0 && !isOneInstant(page)) {
            throw new RestException(
                    "The server sends the same page for every offset", RestException.NO_STATUS, false, null);
        }
        noteTies(page);
        steppedBack = false;
        if (isLast(page, fresh)) {
            closeTies(page.offset() + page.size());
            return false;
        }
        fullPageSeen |= full;
        for (WireDocument row : page.rows()) {
            if (row.createdAt() != null && (latest == null || row.createdAt().isAfter(latest))) {
                latest = row.createdAt();
            }
        }
        previousIds = ids;
        anchors = page.rows().subList(page.size() - overlapOf(page.size()), page.size()).stream()
                .map(WireDocument::id)
                .toList();
        offset = offsetAfter(page);
        return true;
    }

    private boolean isLast(Page page, List<WireDocument> fresh) {
        return page.size() < limit && (fresh.isEmpty() || fullPageSeen);
    }

    private long offsetAfter(Page page) {
        return page.offset() + page.size() - overlapOf(page.size());
    }

    private static boolean isOneInstant(Page page) {
        Instant first = page.rows().get(0).createdAt();
        return first != null && first.equals(page.rows().get(page.size() - 1).createdAt());
    }

    private static Set<String> ids(Page page) {
        Set<String> ids = new HashSet<>();
        for (WireDocument row : page.rows()) {
            if (row.id() != null) {
                ids.add(row.id());
            }
        }
        return ids;
    }

    // ---- documents of the same instant

    private void noteTies(Page page) throws RestException {
        if (ties != null) {
            int start = indexOf(ties, page);
            if (start > 0 || page.offset() == 0) {
                // its beginning is on this page as well: all of it follows
                ties = new TieGroup(ties.createdAt, page.offset() + start, false);
            } else {
                ties.acrossPages = true;
                ties.torn |= anchors.size() < FEW_ANCHORS || !beginsWithAnchors(page);
            }
        }
        long position = page.offset();
        for (WireDocument row : page.rows()) {
            Instant createdAt = row.createdAt();
            if (createdAt != null && row.id() != null && (ties == null || !createdAt.isBefore(ties.createdAt))) {
                if (ties == null || createdAt.isAfter(ties.createdAt)) {
                    closeTies(position);
                    // after a step back the page may begin in the middle of it
                    ties = new TieGroup(createdAt, position, steppedBack && position == page.offset());
                }
                ties.ids.add(row.id());
            }
            position++;
        }
    }

    /** {@return the first place on the page that is not of an earlier instant; its size if all are} */
    private static int indexOf(TieGroup group, Page page) {
        int index = 0;
        while (index < page.size() && !group.isReachedBy(page.rows().get(index))) {
            index++;
        }
        return index;
    }

    private boolean beginsWithAnchors(Page page) {
        if (page.size() < anchors.size()) {
            return false;
        }
        for (int i = 0; i < anchors.size(); i++) {
            if (!Objects.equals(anchors.get(i), page.rows().get(i).id())) {
                return false;
            }
        }
        return true;
    }

    /** The documents of one instant end here: were there as many of them as there are places? */
    private void closeTies(long end) throws RestException {
        TieGroup group = ties;
        ties = null;
        if (group == null || !group.torn && (!group.acrossPages || group.ids.size() == end - group.from)) {
            return;
        }
        Places places = lookUp(group, new Places(group.from, end));
        IdSet seen = new IdSet();
        for (int round = 0; round < TIE_ROUNDS; round++) {
            readAgain(group, places, seen, round);
            if (seen.size() >= places.count()) {
                Places now = lookUp(group, places);
                if (now.equals(places)) {
                    return;
                }
                // what was seen may be deleted, and what has taken its place was not seen
                places = now;
                seen = new IdSet();
            }
        }
        complete = false;
    }

    /** Reads the places of one instant once more, with the pages' borders elsewhere than in the rounds before. */
    private void readAgain(TieGroup group, Places places, IdSet seen, int round) throws RestException {
        int step = Math.max(1, limit - overlap);
        long at = places.from;
        long next = at + 1 + (long) (round + 1) * step / (TIE_ROUNDS + 1);
        for (; at < places.end && seen.size() < places.count(); at = next, next += step) {
            takeAgain(group, page(at), seen);
        }
    }

    private void takeAgain(TieGroup group, Page page, IdSet seen) throws RestException {
        progress.page(0);
        List<WireDocument> missed = new ArrayList<>();
        for (WireDocument row : page.rows()) {
            if (row.id() != null && group.createdAt.equals(row.createdAt())) {
                seen.add(row.id());
                if (group.ids.add(row.id())) {
                    missed.add(row);
                }
            }
        }
        reader.take(missed);
    }

    /** Looks up where the documents of an instant are now. */
    private Places lookUp(TieGroup group, Places before) throws RestException {
        long from = firstPlace(before.from, group::isReachedBy);
        return new Places(from, firstPlace(from + before.count(), group::isBefore));
    }

    /**
     * {@return the first place of a row of this kind, which all rows behind it are; the number of rows if there is none}
     *
     * @param guess where it was before
     */
    private long firstPlace(long guess, Predicate<WireDocument> kind) throws RestException {
        long at = Math.max(0, guess - 1);
        boolean forward = false;
        for (int i = 0; i < MOST_STEPS_BACK; i++) {
            Page page = page(at);
            progress.page(0);
            int place = 0;
            while (place < page.size() && !kind.test(page.rows().get(place))) {
                place++;
            }
            boolean inside = place < page.size() && place > 0;
            if (inside || place == 0 && (forward || at == 0)) {
                return at + place;
            }
            forward = place > 0;
            at = forward ? at + place : Math.max(0, at - Math.max(1, limit - 1));
        }
        throw tooFast();
    }

    private static RestException tooFast() {
        return new RestException(
                "The collection changes faster than it can be read", RestException.NO_STATUS, false, null);
    }
}
