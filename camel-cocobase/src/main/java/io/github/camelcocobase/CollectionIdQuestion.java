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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestException;
import io.github.camelcocobase.recovery.RecoveryScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for a collection's id, in the background. Events wait for the answer, so it comes soon whatever happens:
 * when the patience is over, it is that there is none, even if no thread has been free for the question. An id that the
 * server tells later is an answer once more.
 */
final class CollectionIdQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionIdQuestion.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final DocumentReader reader;
    private final RecoveryScheduler scheduler;
    private final Consumer<String> answer;
    private final Cancellation stopped = new Cancellation();
    private volatile Cancellation current = new Cancellation();
    private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    /**
     * @param name the connection's name, for the log
     * @param scheduler its threads are only for questions like this one
     * @param answer takes the id, or null if there is no answer; never blocks
     */
    CollectionIdQuestion(String name, DocumentReader reader, RecoveryScheduler scheduler, Consumer<String> answer) {
        this.name = name;
        this.reader = reader;
        this.scheduler = scheduler;
        this.answer = answer;
    }

    /** Asks; one question at a time. */
    void ask() {
        if (stopped.isCancelled()) {
            return;
        }
        // of a former question, the answer to which is late
        current.cancel();
        Cancellation cancellation = new Cancellation();
        current = cancellation;
        AtomicBoolean answered = new AtomicBoolean();
        Future<?> patience = scheduler.later(() -> giveUp(answered), PATIENCE);
        scheduler.execute(() -> askNow(cancellation, answered, patience));
    }

    private void askNow(Cancellation cancellation, AtomicBoolean answered, Future<?> patience) {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        // not before: a stop need not wait for a question that has not begun
        over = asked;
        try {
            String id = idWithin(PATIENCE, cancellation);
            patience.cancel(false);
            answer(id, answered);
        } finally {
            asked.complete(null);
        }
    }

    private void giveUp(AtomicBoolean answered) {
        if (!answered.get() && !stopped.isCancelled()) {
            LOG.warn(
                    "{}: the server has not told the collection's id within {} s: until it does, or a listing, or the next"
                            + " subscription asks again, events are not checked for being another project's",
                    name,
                    PATIENCE.toSeconds());
        }
        answer(null, answered);
    }

    private void answer(String id, AtomicBoolean answered) {
        // after a stop, the consumer may have been started again, with a question of its own
        if ((!answered.getAndSet(true) || id != null) && !stopped.isCancelled()) {
            answer.accept(id);
        }
    }

    private String idWithin(Duration patience, Cancellation cancellation) {
        Future<?> timeout = scheduler.later(cancellation::cancel, patience);
        try {
            return stopped.isCancelled() ? null : reader.collectionId(cancellation);
        } catch (RestException | RuntimeException e) {
            LOG.debug("The server does not tell the collection's id", e);
            return null;
        } finally {
            timeout.cancel(false);
        }
    }

    /** Asks no more, and waits a moment for the end of what is under way. */
    void stop(Duration moment) {
        stopped.cancel();
        current.cancel();
        try {
            new Cancellation().await(over, moment);
        } catch (RuntimeException e) {
            LOG.debug("Stopped waiting", e);
        }
    }
}
