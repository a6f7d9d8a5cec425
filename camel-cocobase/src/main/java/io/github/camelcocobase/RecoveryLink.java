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
import java.util.function.Function;

import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.recovery.ChangeQueue;
import io.github.camelcocobase.recovery.CollectionRecovery;
import io.github.camelcocobase.recovery.DocumentLedger;
import io.github.camelcocobase.recovery.LedgerException;
import io.github.camelcocobase.recovery.RecoveryScheduler;
import io.github.camelcocobase.recovery.RecoverySettings;
import org.apache.camel.CamelContext;

/** Opens the document ledger of a consumer at its start, and closes it at its stop. */
final class RecoveryLink {

    /** Makes a recovery; tests make others. */
    interface Factory {
        CollectionRecovery create(
                RecoverySettings settings,
                DocumentLedger ledger,
                ChangeQueue queue,
                RecoveryScheduler scheduler,
                Function<DocumentReader.Observer, DocumentReader> readers);
    }

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /** Gives the ledger back, for another endpoint or the next start. */
    private final Runnable claim;

    private final DocumentLedger ledger;
    private final boolean ours;
    private final CollectionRecovery recovery;

    /**
     * @param memory what to use as the ledger in memory; outlives a stop and start of the route
     * @throws LedgerException if the ledger cannot be opened
     */
    RecoveryLink(
            EndpointOptions options,
            CamelContext camelContext,
            RecoveryThreads threads,
            Factory factory,
            DocumentLedger memory,
            ChangeQueue queue,
            Function<DocumentReader.Observer, DocumentReader> readers) {
        ours = options.ledger().isClosedByUs();
        String ledgerName = ours ? LedgerLocation.name(options) : null;
        claim = claim(options.ledger(), ledgerName, threads);
        DocumentLedger opened = null;
        try {
            opened = options.ledger() instanceof LedgerLocation.InMemory
                    ? memory
                    : options.ledger().open(ledgerName, camelContext);
            recovery = factory.create(options.recovery(), opened, queue, threads.scheduler(), readers);
        } catch (RuntimeException | Error e) {
            if (ours) {
                close(opened, e);
            }
            claim.run();
            throw e;
        }
        ledger = opened;
    }

    private static Runnable claim(LedgerLocation location, String name, RecoveryThreads threads) {
        if (location instanceof LedgerLocation.Own own) {
            return RecoveryThreads.claimLedger(own.ledger());
        }
        // a ledger in memory is the consumer's own in any case
        return location.isClosedByUs() ? threads.claimLedger(name) : () -> {};
    }

    private static void close(DocumentLedger opened, Throwable cause) {
        if (opened != null) {
            try {
                opened.close();
            } catch (RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    CollectionRecovery recovery() {
        return recovery;
    }

    /** Ends what is being read. The books stay open. */
    void stop() {
        recovery.stop(STOP_PATIENCE);
    }

    /** Closes the books. */
    void close() {
        try {
            recovery.close(STOP_PATIENCE);
        } finally {
            try {
                if (ours) {
                    ledger.close();
                }
            } finally {
                claim.run();
            }
        }
    }
}
