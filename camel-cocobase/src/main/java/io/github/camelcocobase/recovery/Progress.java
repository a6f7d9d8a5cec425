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
import java.util.Locale;

import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a run does, and says so in the log every few seconds. */
final class Progress implements DocumentReader.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRecovery.class);
    private static final long LOG_NANOS = 5_000_000_000L;

    private final String name;

    // guarded by this

    private RecoveryStatus.Phase phase = RecoveryStatus.Phase.IDLE;
    private RecoveryStatus.Phase resumed = RecoveryStatus.Phase.IDLE;
    private RecoveryStatus.Kind kind;
    private Instant started;
    private long startedNanos;
    private long endedNanos;
    private long loggedNanos;
    private long documents;
    private long expected = -1;
    private long pages;
    private long requests;
    private long creates;
    private long updates;
    private long deletes;
    private long runsCompleted;
    private Instant lastCompleted;
    private String lastError;
    private long deletesHeld;
    private long ledgerSize = -1;

    Progress(String name) {
        this.name = name;
    }

    synchronized RecoveryStatus snapshot(String ledgerError) {
        long until = isRunning() ? System.nanoTime() : endedNanos;
        return new RecoveryStatus(
                phase,
                kind,
                started,
                documents,
                expected,
                pages,
                requests,
                creates,
                updates,
                deletes,
                started == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - startedNanos)),
                runsCompleted,
                lastCompleted,
                lastError,
                deletesHeld,
                ledgerSize,
                ledgerError);
    }

    private boolean isRunning() {
        return phase != RecoveryStatus.Phase.IDLE
                && phase != RecoveryStatus.Phase.FAILED
                && phase != RecoveryStatus.Phase.HELD;
    }

    synchronized void phase(RecoveryStatus.Phase now) {
        if (now == RecoveryStatus.Phase.RETRYING && phase != now) {
            resumed = phase;
        }
        phase = now;
    }

    synchronized void begin(RecoveryStatus.Kind newKind) {
        kind = newKind;
        started = Instant.now();
        startedNanos = System.nanoTime();
        loggedNanos = startedNanos;
        documents = 0;
        expected = -1;
        pages = 0;
        requests = 0;
        creates = 0;
        updates = 0;
        deletes = 0;
        lastError = null;
        phase = RecoveryStatus.Phase.READING;
    }

    synchronized void expect(long count) {
        expected = count;
    }

    synchronized void ledgerSize(long size) {
        ledgerSize = size;
    }

    synchronized void page(int rows) {
        answered();
        pages++;
        documents += rows;
        long now = System.nanoTime();
        if (now - loggedNanos >= LOG_NANOS) {
            loggedNanos = now;
            String of = expected > 0 ? " of about " + expected : "";
            LOG.info("{}: {}", name, describe(now, of));
        }
    }

    /** {@return whether the first line of progress is close, and with it the question how long it will take} */
    synchronized boolean isLong() {
        return expected < 0 && System.nanoTime() - startedNanos > LOG_NANOS / 2;
    }

    private String describe(long now, String of) {
        double seconds = (now - startedNanos) / 1e9;
        double rate = documents / seconds;
        String left = !of.isEmpty() && expected > documents && rate > 0
                ? String.format(Locale.ROOT, ", about %.0f s left", (expected - documents) / rate)
                : "";
        return String.format(
                Locale.ROOT,
                "%s: read %d%s documents on %d pages, %.0f/s%s; offered %d creates, %d updates, %d deletes",
                kind.name().toLowerCase(Locale.ROOT),
                documents,
                of,
                pages,
                rate,
                left,
                creates,
                updates,
                deletes);
    }

    synchronized void offered(ChangeType type) {
        switch (type) {
            case CREATE -> creates++;
            case UPDATE -> updates++;
            case DELETE -> deletes++;
            case UNKNOWN -> {
                // nothing that is read has another type
            }
        }
    }

    @Override
    public synchronized void onRequest() {
        requests++;
    }

    @Override
    public void onRetry(RestException failure, Duration delay) {
        boolean first;
        synchronized (this) {
            first = phase != RecoveryStatus.Phase.RETRYING;
            phase(RecoveryStatus.Phase.RETRYING);
            lastError = failure.getMessage();
        }
        if (first) {
            LOG.warn("{}: {}; next attempt in {} ms", name, failure.getMessage(), delay.toMillis());
        } else {
            LOG.debug("{}: {}; next attempt in {} ms", name, failure.getMessage(), delay.toMillis());
        }
    }

    @Override
    public void onRateLimit(Duration delay) {
        phase(RecoveryStatus.Phase.RETRYING);
        LOG.info("{}: the server's rate limit is used up; goes on in {} s", name, delay.toSeconds());
    }

    private void answered() {
        if (phase == RecoveryStatus.Phase.RETRYING) {
            phase = resumed;
        }
    }

    synchronized void completed() {
        endedNanos = System.nanoTime();
        runsCompleted++;
        lastCompleted = Instant.now();
        lastError = null;
        deletesHeld = 0;
        phase = RecoveryStatus.Phase.IDLE;
        String line = describe(endedNanos, "");
        if (creates + updates + deletes > 0) {
            LOG.info("{}: completed after {} ms; {}", name, (endedNanos - startedNanos) / 1_000_000, line);
        } else {
            LOG.debug("{}: completed after {} ms; {}", name, (endedNanos - startedNanos) / 1_000_000, line);
        }
    }

    synchronized void aborted() {
        endedNanos = System.nanoTime();
        phase = RecoveryStatus.Phase.IDLE;
    }

    synchronized void failed(String error) {
        endedNanos = System.nanoTime();
        lastError = error;
        phase = RecoveryStatus.Phase.FAILED;
    }

    synchronized void held(long unseen) {
        endedNanos = System.nanoTime();
        deletesHeld = unseen;
        phase = RecoveryStatus.Phase.HELD;
    }
}
