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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the books of a recovery of creates: a watermark, the time of creation up to which the route has completed
 * everything; the documents of the minute before it, since a transaction may commit later than the time it carries; and
 * those that the route has failed to process. All times are the server's.
 */
final class CreationBook extends Deliveries {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRecovery.class);

    /** How far before the watermark a document may still turn up. */
    static final Duration OVERLAP = Duration.ofSeconds(60);

    /** So many documents are known by their ids for as long as a gap is open; afterwards some may be offered twice. */
    private static final int MOST_RECENT = 100_000;

    private static final int MOST_OWED = 10_000;

    /** Of documents whose events carry no time of creation. */
    private static final int MOST_UNDATED = 10_000;

    private static final int PRUNE_EVERY = 256;
    private static final String WATERMARK = "watermark";

    /**
     * Marks a fingerprint as a time: no state's fingerprint is ever compared with it. In the seconds of a time before 1970
     * the bit is set anyway.
     */
    private static final long IS_TIME = 1L << 62;

    private final BufferedLedger ledger;

    // guarded by this

    private final Map<String, Instant> recent = new HashMap<>();
    private final PriorityQueue<Recent> oldestFirst = new PriorityQueue<>(Comparator.comparing(Recent::createdAt));
    private final Map<String, ChangeType> owed = new HashMap<>();
    private volatile Instant newest;

    /** When the first document was created that came before anything was read; null if there is none. */
    private Instant beginning;

    /**
     * From when on documents may have been missed in gaps that no reading has closed; null if there are none. What is
     * completed meanwhile says nothing about what was created in them.
     */
    private Instant unread;

    private int gaps;
    private boolean toldOfTooMany;
    private Instant written;
    private int completions;

    private record Recent(Instant createdAt, String id) {}

    CreationBook(ChangeQueue queue, BufferedLedger ledger, Tuning tuning) {
        super(queue, tuning);
        this.ledger = ledger;
        load();
    }

    private void load() {
        String text = ledger.ledger().property(WATERMARK);
        try {
            newest = text == null ? null : Instant.parse(text);
            written = newest;
        } catch (DateTimeException e) {
            throw new LedgerException("The document ledger is damaged: its watermark is not a time");
        }
        ledger.ledger().forEach((id, fingerprint) -> {
            if (fingerprint.isOwed()) {
                owed.put(id, fingerprint.equals(Fingerprint.OWED_NEW) ? ChangeType.CREATE : ChangeType.UPDATE);
            } else if ((fingerprint.high() & IS_TIME) != 0) {
                remember(id, timeOf(fingerprint));
            }
        });
        gap();
    }

    @Override
    boolean needsFingerprint() {
        return false;
    }

    @Override
    boolean needsAnnouncement() {
        return false;
    }

    @Override
    void announce(List<Delivery> deliveries) {
        throw new UnsupportedOperationException("What is not in the books is offered again");
    }

    /** Everything does: any change may fail. */
    @Override
    boolean concerns(ChangeEvent event) {
        return true;
    }

    @Override
    void settled(Delivery delivery, boolean completed) {
        if (completed) {
            completed(delivery.id(), delivery.event());
        } else {
            owe(delivery.id(), delivery.event());
        }
    }

    private void completed(String id, ChangeEvent event) {
        switch (event.type()) {
            case CREATE -> created(id, event.document().createdAt());
            case DELETE -> deleted(id);
            default -> updated(id);
        }
    }

    private void created(String id, Instant time) {
        boolean wasOwed;
        boolean isRecent;
        Instant createdAt = time;
        synchronized (this) {
            wasOwed = owed.remove(id) != null;
            if (createdAt == null && recent.size() < MOST_UNDATED) {
                // as the self-hosted server sends it: not older than what was known by then
                createdAt = newest;
            }
            isRecent = createdAt != null && noteCompleted(id, createdAt);
        }
        if (isRecent) {
            Fingerprint mark = timeMark(createdAt);
            ledger.change(books -> {
                books.put(id, mark);
                prune(books);
            });
        } else if (wasOwed) {
            ledger.change(books -> books.remove(id));
        }
    }

    /** It says nothing about what was created: who waits for creates has not heard of the document by it. */
    private void updated(String id) {
        Instant createdAt;
        synchronized (this) {
            if (!owed.containsKey(id) || owesCreate(id)) {
                return;
            }
            owed.remove(id);
            createdAt = recent.get(id);
        }
        ledger.change(books -> {
            if (createdAt == null) {
                books.remove(id);
            } else {
                books.put(id, timeMark(createdAt));
            }
        });
    }

    private void deleted(String id) {
        boolean wasNoted;
        synchronized (this) {
            wasNoted = owed.remove(id) != null;
            wasNoted |= recent.remove(id) != null;
        }
        if (wasNoted) {
            ledger.change(books -> books.remove(id));
        }
    }

    private static Fingerprint timeMark(Instant time) {
        return new Fingerprint(time.getEpochSecond() | IS_TIME, time.getNano());
    }

    private static Instant timeOf(Fingerprint mark) {
        long seconds = mark.high() < 0 ? mark.high() : mark.high() ^ IS_TIME;
        return Instant.ofEpochSecond(seconds, mark.low());
    }

    private boolean noteCompleted(String id, Instant createdAt) {
        Instant before = newest;
        if (before == null) {
            beginning = createdAt;
        }
        if (before == null || createdAt.isAfter(before)) {
            newest = createdAt;
        } else if (createdAt.isBefore(earlier(before.minus(OVERLAP), unread))) {
            return false;
        }
        return remember(id, createdAt);
    }

    private boolean remember(String id, Instant createdAt) {
        if (recent.putIfAbsent(id, createdAt) != null) {
            return false;
        }
        oldestFirst.add(new Recent(createdAt, id));
        return true;
    }

    /** Forgets what is too old to turn up again. */
    private void prune(DocumentLedger books) {
        List<String> old = new ArrayList<>();
        synchronized (this) {
            if (++completions % PRUNE_EVERY != 0) {
                return;
            }
            Instant floor = oldestFirst.size() > MOST_RECENT ? floorOf(watermark()) : floor();
            while (!oldestFirst.isEmpty() && oldestFirst.peek().createdAt().isBefore(floor)) {
                String id = oldestFirst.remove().id();
                recent.remove(id);
                if (!owed.containsKey(id)) {
                    old.add(id);
                }
            }
        }
        old.forEach(books::remove);
    }

    private void owe(String id, ChangeEvent event) {
        if (!owe(id, event.type())) {
            tooManyOwed(id, event.type(), event.document().createdAt());
        }
    }

    /** {@return false if too much is owed already} */
    boolean oweCreate(String id) {
        return owe(id, ChangeType.CREATE);
    }

    private boolean owe(String id, ChangeType type) {
        boolean create;
        synchronized (this) {
            if (owed.size() >= MOST_OWED && !owed.containsKey(id)) {
                return false;
            }
            create = owed.merge(id, type, (before, now) -> before == ChangeType.CREATE ? before : now)
                    == ChangeType.CREATE;
            if (type != ChangeType.UPDATE) {
                recent.remove(id);
            }
        }
        Fingerprint mark = create ? Fingerprint.OWED_NEW : Fingerprint.OWED;
        ledger.change(books -> books.put(id, mark));
        return true;
    }

    /** It is not known by its id any more, but found again by the time of its creation. */
    private synchronized void tooManyOwed(String id, ChangeType type, Instant createdAt) {
        if (!toldOfTooMany) {
            toldOfTooMany = true;
            LOG.warn(
                    "{}: the route has failed to process more than {} documents: further creates are offered again by the next"
                            + " recovery, further updates are not",
                    ledger.name(),
                    MOST_OWED);
        }
        if (type == ChangeType.CREATE && createdAt != null) {
            recent.remove(id);
            gap();
            unread = earlier(createdAt, unread);
        }
    }

    /** Learns, without a delivery, that the route need not hear of a document. */
    void learn(String id, Instant createdAt) {
        boolean isRecent;
        synchronized (this) {
            boolean isOpen = owed.containsKey(id) || isExistenceUnderWay(id);
            isRecent = !isOpen && noteCompleted(id, createdAt);
        }
        if (isRecent) {
            ledger.change(books -> books.put(id, timeMark(createdAt)));
        }
    }

    /** Learns that nothing older than this is missing. */
    synchronized void atLeast(Instant watermark) {
        if (newest == null || newest.isBefore(watermark)) {
            newest = watermark;
        }
    }

    /** Forgets which documents the route has completed. */
    synchronized void forgetRecent() {
        recent.clear();
        oldestFirst.clear();
    }

    /** {@return whether the route has completed the create of a document of the last minute} */
    synchronized boolean knows(String id) {
        return recent.containsKey(id);
    }

    /** {@return whether the route has failed to process a document, and has not completed it since} */
    synchronized boolean owes(String id) {
        return owed.containsKey(id);
    }

    /** {@return whether the route is to hear of the create of a document whenever it can be read} */
    synchronized boolean owesCreate(String id) {
        return owed.get(id) == ChangeType.CREATE;
    }

    /** {@return the documents that the route has failed to process, and by which change first} */
    synchronized Map<String, ChangeType> owed() {
        return new HashMap<>(owed);
    }

    /** {@return whether there is a watermark} */
    boolean hasWatermark() {
        return newest != null;
    }

    /** {@return the time from which on documents may have been missed; null if there is no watermark} */
    synchronized Instant floor() {
        Instant watermark = watermark();
        return watermark == null ? null : earlier(floorOf(watermark), unread);
    }

    private Instant floorOf(Instant watermark) {
        Instant floor = minusOverlap(watermark);
        // what is older was there before the first start, and nobody asked for it
        return beginning != null && beginning.isAfter(floor) ? beginning : floor;
    }

    /** @param other null for none */
    private static Instant earlier(Instant one, Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /** What is created from now on may be missed, until a reading has reached its end that begins later. */
    synchronized void gap() {
        gaps++;
        unread = floor();
    }

    /** {@return how many gaps there were} */
    synchronized int gaps() {
        return gaps;
    }

    /**
     * A reading has reached its end: everything that was missed is offered.
     *
     * @param gapsBefore how many gaps there were when it began
     */
    void caughtUp(int gapsBefore) {
        synchronized (this) {
            if (gaps == gapsBefore) {
                unread = null;
            }
        }
        save();
    }

    private static Instant minusOverlap(Instant watermark) {
        return watermark.isBefore(Instant.EPOCH.plus(OVERLAP)) ? Instant.EPOCH : watermark.minus(OVERLAP);
    }

    /** What is still on its way holds it back: it may never arrive. */
    private Instant watermark() {
        Instant oldest = oldestUnderWay();
        return oldest == null || newest == null || newest.isBefore(oldest) ? newest : oldest;
    }

    /** Writes the watermark down, if it has moved. */
    void save() {
        Instant watermark;
        synchronized (this) {
            watermark = savedWatermark();
            if (watermark == null || watermark.equals(written)) {
                return;
            }
            written = watermark;
        }
        ledger.change(books -> books.setProperty(WATERMARK, watermark.toString()));
    }

    /** Whoever begins with it reads from the overlap before it. */
    private Instant savedWatermark() {
        Instant watermark = watermark();
        return watermark == null || unread == null ? watermark : earlier(watermark, unread.plus(OVERLAP));
    }
}
