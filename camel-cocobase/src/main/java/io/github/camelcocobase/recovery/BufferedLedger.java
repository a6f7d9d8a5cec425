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

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a ledger on behalf of routes: a ledger that fails must not fail the route, since nothing is lost by it, and
 * what it keeps back is flushed a moment later.
 */
final class BufferedLedger {

    private static final Logger LOG = LoggerFactory.getLogger(CollectionRecovery.class);

    private final String name;
    private final DocumentLedger ledger;
    private final Runnable flushLater;
    private final AtomicBoolean flushPending = new AtomicBoolean();
    private volatile String failure;
    private volatile boolean closed;

    /**
     * @param flushLater leads to {@link #flush()} some time later, on another thread
     */
    BufferedLedger(String name, DocumentLedger ledger, Runnable flushLater) {
        this.name = name;
        this.ledger = ledger;
        this.flushLater = flushLater;
    }

    /** {@return the connection's name, for the log} */
    String name() {
        return name;
    }

    /** {@return the ledger itself, for those who want to hear of its failures} */
    DocumentLedger ledger() {
        return ledger;
    }

    void change(Consumer<DocumentLedger> change) {
        if (closed) {
            return;
        }
        attempt(() -> change.accept(ledger));
        if (flushPending.compareAndSet(false, true)) {
            try {
                flushLater.run();
            } catch (RuntimeException | Error e) {
                flushPending.set(false);
                LOG.error("{}: the document ledger is not flushed before its next change", name, e);
            }
        }
    }

    void flush() {
        flushPending.set(false);
        if (!closed) {
            attempt(ledger::flush);
        }
    }

    /** Late receipts are not entered any more. */
    void close() {
        closed = true;
        attempt(ledger::flush);
    }

    /** {@return why the ledger failed last; null if it works} */
    String failure() {
        return failure;
    }

    private void attempt(Runnable operation) {
        try {
            operation.run();
            if (failure != null && !ledger.isAway()) {
                failure = null;
                LOG.info("{}: the document ledger works again", name);
            }
        } catch (RuntimeException e) {
            if (failure == null) {
                LOG.error(
                        "{}: the document ledger fails; documents may be routed once more at the next recovery: {}",
                        name,
                        e.getMessage(),
                        e);
            }
            failure = String.valueOf(e.getMessage());
        }
    }
}
