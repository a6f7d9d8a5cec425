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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.Order;
import io.github.camelcocobase.client.rest.Page;
import io.github.camelcocobase.client.rest.RestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes one endpoint's gaps. It sees every live event on its way to the route, keeps the books of what the route has
 * completed, and reads the collection when the connection tells it that something may have been missed. One run at a
 * time; a new subscription begins a new one.
 *
 * <p>Safe for use by several threads. No method blocks, but {@link #close(Duration)}.
 */
public final class CollectionRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRecovery.class);

    private static final String BASELINE = "baseline";
    private static final String BEGINNING = "beginning";
    private static final String COMPLETE = "complete";

    private static final Duration FLUSH_DELAY = Duration.ofSeconds(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);

    private final RecoverySettings settings;
    private final BufferedLedger ledger;
    private final ChangeQueue queue;
    private final RecoveryScheduler scheduler;
    private final Function<DocumentReader.Observer, DocumentReader> readers;
    private final Tuning tuning;
    private final Progress progress;
    private final SingleDocuments singles;
    private final StateBook states;
    private final CreationBook creations;

    /** Whether everything that there is has been offered or learned once in the life of the ledger. */
    private volatile boolean hasBaseline;

    /** When the first document was created that a live event has told of; null if there was none. */
    private volatile Instant firstCreate;

    /** Whether the reading that ended last owes documents to the next one. */
    private volatile boolean foundRestless;

    // guarded by this

    private boolean subscribed;
    private boolean closed;
    private Attempt attempt;
    /** Completes when the runs that were aborted have ended. */
    private CompletableFuture<Void> ending = CompletableFuture.completedFuture(null);

    private boolean again;
    private Future<?> next;
    private int failures;
    private boolean snapshotTaken;
    private boolean deletesConfirmed;

    /** One run, from the moment when it is due. */
    private final class Attempt {
        private final Cancellation cancellation = new Cancellation();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final boolean confirmed;
        private HostTurns.Turn turn;

        private Attempt(boolean confirmed) {
            this.confirmed = confirmed;
        }
    }

    /**
     * @param settings what to do and how; not null
     * @param ledger open; stays the caller's to close; not null
     * @param queue the way to the route; not null
     * @param scheduler shared with others; not null
     * @param readers makes a reader of the collection for an observer; not null
     * @throws LedgerException if the ledger cannot be read
     */
    public CollectionRecovery(
            RecoverySettings settings,
            DocumentLedger ledger,
            ChangeQueue queue,
            RecoveryScheduler scheduler,
            Function<DocumentReader.Observer, DocumentReader> readers) {
        this(settings, ledger, queue, scheduler, readers, Tuning.ALL);
    }

    CollectionRecovery(
            RecoverySettings settings,
            DocumentLedger ledger,
            ChangeQueue queue,
            RecoveryScheduler scheduler,
            Function<DocumentReader.Observer, DocumentReader> readers,
            Tuning tuning) {
        this.settings = settings;
        this.queue = queue;
        this.scheduler = scheduler;
        this.readers = readers;
        this.tuning = tuning;
        this.progress = new Progress(settings.name());
        this.singles = new SingleDocuments(settings.name());
        this.ledger = new BufferedLedger(settings.name(), ledger, () -> scheduler.schedule(this::flush, FLUSH_DELAY));
        this.hasBaseline = COMPLETE.equals(ledger.property(BASELINE));
        boolean full = settings.mode() == RecoveryMode.FULL;
        boolean offersUnknown = hasBaseline || settings.snapshot() != SnapshotMode.NONE;
        this.states = full ? new StateBook(queue, this.ledger, tuning, offersUnknown) : null;
        this.creations = full ? null : new CreationBook(queue, this.ledger, tuning);
    }

    private void flush() {
        if (creations != null) {
            creations.save();
        }
        ledger.flush();
    }

    // ---- from the watch

    /**
     * Passes an event on to the queue. Called in the order of the events.
     *
     * @param event what the server has pushed; not null
     * @param wanted false if it is not for the route; the books want to know of it all the same
     */
    public void live(ChangeEvent event, boolean wanted) {
        if (states != null) {
            if (firstCreate == null && event.type() == ChangeType.CREATE) {
                Instant createdAt = event.document().createdAt();
                // else a server has sent what it takes for no time
                firstCreate = createdAt != null && createdAt.isAfter(Instant.EPOCH) ? createdAt : null;
            }
            states.live(event, wanted);
        } else {
            creations.live(event, wanted);
        }
    }

    /** The subscription is confirmed: what was missed before can be read. */
    public void subscribed() {
        synchronized (this) {
            subscribed = true;
        }
        begin(tuning.settle() ? settings.settleTime() : Duration.ZERO);
    }

    /** The subscription is lost: what is being read now has a gap again. */
    public void unsubscribed() {
        synchronized (this) {
            subscribed = false;
            abort();
        }
        // not under our lock: whoever puts an event into a full queue may hold that of the book, and ends the
        // subscription
        noteGap();
    }

    private void noteGap() {
        if (creations != null) {
            creations.gap();
        }
    }

    // ---- asked for by the owner

    /**
     * Reads the collection now, or, if a run is under way, once more after it.
     *
     * @return false if there is no subscription, or nothing to do (recovery=none): a run begins with the next one
     */
    public boolean reconcileNow() {
        synchronized (this) {
            if (!subscribed || closed || settings.mode() == RecoveryMode.NONE) {
                return false;
            }
            if (attempt != null) {
                again = true;
                return true;
            }
        }
        beginUnlessBegun();
        return true;
    }

    /**
     * Lets the next run report as many deletes as there are, and begins it.
     *
     * @return as {@link #reconcileNow()}
     */
    public boolean confirmDeletes() {
        synchronized (this) {
            deletesConfirmed = true;
        }
        return reconcileNow();
    }

    /** {@return where it stands; never null} */
    public RecoveryStatus status() {
        return progress.snapshot(ledger.failure());
    }

    /**
     * Ends what is under way. The books stay open for what the route still completes.
     *
     * @param patience how long to wait for it at the most
     */
    public void stop(Duration patience) {
        CompletableFuture<Void> last;
        synchronized (this) {
            subscribed = false;
            abort();
            last = ending;
        }
        noteGap();
        try {
            last.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{}: reading the collection does not end", settings.name());
        } catch (ExecutionException e) {
            throw new IllegalStateException("A run's end cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends what is under way and closes the books. What the route completes later is not entered any more. The ledger is
     * flushed and stays the caller's to close.
     *
     * @param patience how long to wait for the end of a run at the most
     */
    public void close(Duration patience) {
        synchronized (this) {
            closed = true;
        }
        stop(patience);
        if (creations != null) {
            creations.save();
        }
        ledger.close();
    }

    // ---- runs

    private void abort() {
        again = false;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (attempt != null) {
            attempt.cancellation.cancel();
            if (attempt.turn == null || !attempt.turn.granted().isDone()) {
                // it has not begun, and need not wait for its turn
                if (attempt.turn != null) {
                    attempt.turn.close();
                }
                attempt.over.complete(null);
            }
            ending = CompletableFuture.allOf(ending, attempt.over);
            progress.aborted();
            attempt = null;
        }
    }

    /** Begins a run after a delay; one that is under way is aborted. */
    private synchronized void begin(Duration delay) {
        if (closed || !subscribed || !isAnythingDue()) {
            return;
        }
        abort();
        Attempt due = new Attempt(deletesConfirmed);
        attempt = due;
        progress.phase(RecoveryStatus.Phase.SETTLING);
        next = scheduler.schedule(() -> queueUp(due), delay);
    }

    /** Begins a run at once. One that a new subscription has begun meanwhile is not aborted: it is to settle first. */
    private synchronized void beginUnlessBegun() {
        if (attempt == null) {
            begin(Duration.ZERO);
        }
    }

    private boolean isAnythingDue() {
        return settings.mode() != RecoveryMode.NONE || isSnapshotDue();
    }

    private boolean isSnapshotDue() {
        return switch (settings.snapshot()) {
            case NONE -> false;
            case INITIAL -> !hasBaseline;
            case ALWAYS -> !snapshotTaken;
        };
    }

    private void queueUp(Attempt due) {
        synchronized (this) {
            if (attempt != due) {
                return;
            }
            due.turn = scheduler.turns().queueUp(settings.host(), () -> scheduler.execute(() -> execute(due)));
            progress.phase(RecoveryStatus.Phase.QUEUED);
        }
    }

    private void execute(Attempt due) {
        synchronized (this) {
            if (!due.turn.take()) {
                return;
            }
        }
        Run run = null;
        try {
            run = new Run(
                    settings, readers, singles, queue, progress, due.cancellation, tuning, scheduler.turns(), due.turn);
            due.cancellation.check();
            done(due, read(run, due));
        } catch (CancellationException e) {
            LOG.debug("{}: reading the collection was aborted", settings.name());
            ended(due, progress::aborted, null);
        } catch (HeldException e) {
            held(due, e);
        } catch (RestException | RuntimeException | Error e) {
            // an error of the JVM, too: without an end, no run would ever follow
            failed(due, e);
        } finally {
            if (run == null) {
                due.turn.close();
            } else {
                run.end();
            }
            due.over.complete(null);
        }
    }

    private boolean read(Run run, Attempt due) throws RestException, HeldException {
        boolean snapshot = isSnapshotDue();
        if (states != null) {
            RecoveryStatus.Kind kind = snapshot
                    ? RecoveryStatus.Kind.SNAPSHOT
                    : hasBaseline ? RecoveryStatus.Kind.RECOVERY : RecoveryStatus.Kind.LEARNING;
            progress.begin(kind);
            boolean offerKnown = snapshot && settings.snapshot() == SnapshotMode.ALWAYS;
            Instant beginning = kind == RecoveryStatus.Kind.LEARNING ? beginning(run) : null;
            return new FullReading(run, states, ledger.ledger(), kind, beginning, offerKnown, !due.confirmed).read();
        }
        CreationReading reading = new CreationReading(run, creations);
        boolean complete;
        if (snapshot) {
            progress.begin(RecoveryStatus.Kind.SNAPSHOT);
            complete = reading.readAll(settings.snapshot() == SnapshotMode.ALWAYS);
        } else {
            progress.begin(creations.hasWatermark() ? RecoveryStatus.Kind.RECOVERY : RecoveryStatus.Kind.LEARNING);
            complete = reading.readNew();
        }
        foundRestless = reading.foundRestless() && settings.mode() != RecoveryMode.NONE;
        return complete;
    }

    /**
     * {@return when the youngest document was created that was there before anything was learned; null if it cannot be
     * told}
     */
    private Instant beginning(Run run) throws RestException {
        String known = ledger.ledger().property(BEGINNING);
        if (known != null) {
            return Instant.parse(known);
        }
        Page newest = run.documents.list(Order.NEWEST_FIRST, 0, 1, run.cancellation);
        run.progress.page(0);
        Instant youngest =
                newest.isEmpty() ? Instant.EPOCH : newest.rows().get(0).createdAt();
        Instant first = firstCreate;
        // what has come by a live event was not there before, nor is anything that is younger
        Instant beginning = youngest == null || first == null || youngest.isBefore(first)
                ? youngest
                : first.minus(1, ChronoUnit.MICROS);
        if (beginning != null) {
            ledger.change(books -> books.setProperty(BEGINNING, beginning.toString()));
            flush();
        }
        return beginning;
    }

    private void done(Attempt due, boolean complete) {
        if (complete && !hasBaseline) {
            hasBaseline = true;
            if (states != null) {
                states.knowsBaseline();
            }
            ledger.change(books -> books.setProperty(BASELINE, COMPLETE));
            flush();
        }
        Duration delay;
        synchronized (this) {
            snapshotTaken |= complete;
            deletesConfirmed &= !due.confirmed;
            failures = complete && !foundRestless ? 0 : failures + 1;
            delay = failures > 0
                    ? retryDelay()
                    : settings.reconcileInterval().isZero() ? null : settings.reconcileInterval();
        }
        if (!complete) {
            LOG.warn(
                    "{}: documents of the same created_at changed places while they were read; reading again in {} s",
                    settings.name(),
                    delay.toSeconds());
        } else if (foundRestless) {
            LOG.info(
                    "{}: some documents changed each time they were read; asking for them again in {} s",
                    settings.name(),
                    delay.toSeconds());
        }
        ended(due, progress::completed, delay);
    }

    private void held(Attempt due, HeldException e) {
        LOG.error(
                "{}: {} of {} known documents are missing from the server's listing, more than massDeleteGuard={} percent."
                        + " No delete is reported. If they are really gone, confirm it with the operation confirmDeletes"
                        + " (JMX); if not, look at the API key and the server",
                settings.name(),
                e.unseen(),
                e.known(),
                settings.massDeleteGuard());
        ended(
                due,
                () -> progress.held(e.unseen()),
                settings.reconcileInterval().isZero() ? null : settings.reconcileInterval());
    }

    private void failed(Attempt due, Throwable e) {
        Duration delay;
        synchronized (this) {
            failures++;
            delay = retryDelay();
        }
        boolean aborted = due.cancellation.isCancelled();
        if (!aborted) {
            String message = "{}: reading the collection failed: {}; next attempt in {} s";
            if (e instanceof RestException || e instanceof LedgerException) {
                LOG.error(message, settings.name(), e.getMessage(), delay.toSeconds());
            } else {
                LOG.error(message, settings.name(), e.toString(), delay.toSeconds(), e);
            }
        }
        ended(due, () -> progress.failed(e.getMessage() == null ? e.toString() : e.getMessage()), delay);
    }

    private Duration retryDelay() {
        Duration delay = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        return delay.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : delay;
    }

    /** @param delay until the next run; null for none */
    private void ended(Attempt due, Runnable record, Duration delay) {
        boolean repeat;
        synchronized (this) {
            if (attempt != due) {
                // somebody has aborted it, and perhaps begun another one
                return;
            }
            attempt = null;
            record.run();
            repeat = again;
            again = false;
            if (!repeat && delay != null && subscribed && !closed) {
                next = scheduler.schedule(this::beginUnlessBegun, delay);
            }
        }
        if (repeat) {
            beginUnlessBegun();
        }
    }
}
