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
import java.util.Set;

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
 *       does not change by that, and tells how many they are: until as many were seen, their pages are read again;
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
    private Instant latest;
    private int stepsBack;
    private int samePages;
    private TieGroup ties;
    private boolean complete = true;
    /** Asked for, and not read yet; null if nothing is. */
    private PageRequest ahead;

    /** Documents of the same instant. */
    private static final class TieGroup {
        private final Instant createdAt;
        private final long from;
        private final IdSet ids = new IdSet();
        private boolean acrossPages;

        private TieGroup(Instant createdAt, long from) {
            this.createdAt = createdAt;
            this.from = from;
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
                || page.rows().stream().anyMatch(row -> row.id() != null && previousIds.contains(row.id()));
    }

    private int overlapOf(int pageRows) {
        return Math.min(overlap, pageRows / 2);
    }

    private void stepBack() throws RestException {
        if (++stepsBack > MOST_STEPS_BACK) {
            throw new RestException(
                    "The collection changes faster than it can be read", RestException.NO_STATUS, false, null);
        }
        offset = Math.max(0, offset - Math.max(1, limit - overlap));
        ties = null;
        if (offset == 0) {
            previousIds = Set.of();
        }
    }

    private List<WireDocument> fresh(Page page) {
        List<WireDocument> fresh = new ArrayList<>(page.size());
        for (WireDocument row : page.rows()) {
            if (row.id() != null && !previousIds.contains(row.id())) {
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
            ties.acrossPages = true;
        }
        long position = page.offset();
        for (WireDocument row : page.rows()) {
            Instant createdAt = row.createdAt();
            if (createdAt != null && row.id() != null && (ties == null || !createdAt.isBefore(ties.createdAt))) {
                if (ties == null || createdAt.isAfter(ties.createdAt)) {
                    closeTies(position);
                    ties = new TieGroup(createdAt, position);
                }
                ties.ids.add(row.id());
            }
            position++;
        }
    }

    /** The documents of one instant end here: were there as many of them as there are places? */
    private void closeTies(long end) throws RestException {
        TieGroup group = ties;
        ties = null;
        if (group == null || !group.acrossPages) {
            return;
        }
        for (int round = 0; group.ids.size() < end - group.from; round++) {
            if (round == TIE_ROUNDS) {
                complete = false;
                return;
            }
            readAgain(group, end, round);
        }
    }

    /** Reads the places of one instant once more, with the pages' borders elsewhere than in the rounds before. */
    private void readAgain(TieGroup group, long end, int round) throws RestException {
        int step = Math.max(1, limit - overlap);
        long at = group.from;
        long next = at + 1 + (long) (round + 1) * step / (TIE_ROUNDS + 1);
        for (; at < end && group.ids.size() < end - group.from; at = next, next += step) {
            Page page = page(at);
            progress.page(0);
            List<WireDocument> missed = new ArrayList<>();
            for (WireDocument row : page.rows()) {
                if (row.id() != null && group.createdAt.equals(row.createdAt()) && group.ids.add(row.id())) {
                    missed.add(row);
                }
            }
            reader.take(missed);
        }
    }
}
