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
import java.util.function.Consumer;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestException;
import io.github.camelcocobase.recovery.RecoveryScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the server for a collection's id, in the background and not for long: events wait for the answer. */
final class CollectionIdQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionIdQuestion.class);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final DocumentReader reader;
    private final RecoveryScheduler scheduler;
    private final Consumer<String> answer;
    private final Cancellation stopped = new Cancellation();
    private volatile Cancellation current = stopped;
    private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

    /**
     * @param answer takes the id, or null if there is no answer
     */
    CollectionIdQuestion(DocumentReader reader, RecoveryScheduler scheduler, Consumer<String> answer) {
        this.reader = reader;
        this.scheduler = scheduler;
        this.answer = answer;
    }

    /** Asks; one question at a time. */
    void ask() {
        if (stopped.isCancelled()) {
            return;
        }
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        current = cancellation;
        over = asked;
        scheduler.execute(() -> {
            try {
                answer.accept(idWithin(PATIENCE, cancellation));
            } finally {
                asked.complete(null);
            }
        });
    }

    private String idWithin(Duration patience, Cancellation cancellation) {
        Future<?> timeout = scheduler.cancelLater(cancellation, patience);
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
