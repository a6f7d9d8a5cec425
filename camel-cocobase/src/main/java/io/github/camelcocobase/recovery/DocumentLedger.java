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

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers which documents the route has completed, and in which state: a map from document id to {@link Fingerprint},
 * and a few texts beside it. One ledger belongs to one endpoint. It is what makes a change that was missed visible later:
 * the more durable it is, the longer the gap may be that is closed.
 *
 * <p>What an implementation must do:
 *
 * <ul>
 *   <li>It is used by several threads at a time. Changes of one document come one at a time and in order.
 *   <li>A change may be kept back and written later, together with others, up to {@link #flush()}. What a crash loses must
 *       be changes that were made after the last flush: the documents in question are offered to the route once more,
 *       which is allowed. What must not be lost is flushed at once: that there is a document, before the route hears of it
 *       for the first time.
 *   <li>{@link #get} and the {@link Census} see every change at once, also those that are not written yet.
 *   <li>Ids are any text of up to 512 characters. They differ if any character differs, in case too.
 *   <li>What was written by a version that it does not understand, or is damaged, is refused with a
 *       {@link LedgerException} when it is opened, and is left as it is.
 * </ul>
 *
 * Methods throw {@link LedgerException} when the storage fails. Routing goes on: a document whose entry could not be
 * written is offered again at the next recovery.
 */
public interface DocumentLedger extends AutoCloseable {

    /**
     * Looks a document up.
     *
     * @param id the document's id; not null
     * @return what was put last; null if nothing was put, or it was removed
     */
    Fingerprint get(String id);

    /**
     * Looks several documents up at once, which a remote storage does faster than one by one.
     *
     * @param ids the documents' ids, up to 1,000; not null
     * @return the fingerprints of those that are known, by id
     */
    default Map<String, Fingerprint> getAll(Collection<String> ids) {
        Map<String, Fingerprint> known = new HashMap<>();
        for (String id : ids) {
            Fingerprint fingerprint = get(id);
            if (fingerprint != null) {
                known.put(id, fingerprint);
            }
        }
        return known;
    }

    /**
     * Remembers a document's state.
     *
     * @param id the document's id; not null
     * @param fingerprint the state; not null
     */
    void put(String id, Fingerprint fingerprint);

    /**
     * Forgets a document. Without effect if it is unknown.
     *
     * @param id the document's id; not null
     */
    void remove(String id);

    /** {@return how many documents are remembered} */
    long size();

    /**
     * Calls back for each document, in any order. The callback must not change the ledger.
     *
     * @param visitor is called with id and fingerprint; not null
     */
    void forEach(Visitor visitor);

    /**
     * Reads a text that was kept beside the documents.
     *
     * @param name its name, up to 50 ASCII characters; not null
     * @return the text; null if there is none
     */
    String property(String name);

    /**
     * Keeps a text beside the documents. It becomes durable no earlier than the changes that were made before it.
     *
     * @param name its name, up to 50 ASCII characters; not null
     * @param value up to 200 ASCII characters; not null
     */
    void setProperty(String name, String value);

    /** Writes what was kept back. On return it outlives the death of this process. */
    void flush();

    /**
     * {@return whether the storage failed when it was last used, as a database does that is away} The route does not wait
     * for a look-up then. It is over when a flush, or whoever else has the time to wait, gets through.
     */
    default boolean isAway() {
        return false;
    }

    /** {@return whether what was flushed is still there when this process has died} */
    default boolean outlivesProcess() {
        return true;
    }

    /**
     * Begins to find out which of the documents are missing from a listing. One census at a time; beginning another one
     * ends the one before.
     *
     * @return a census that has seen none of the documents; not null
     */
    default Census census() {
        return new ListedCensus(this);
    }

    /** Flushes, and releases what the ledger has open. It is not used after it. Calling it again has no effect. */
    @Override
    void close();

    /** Is called for each document. */
    @FunctionalInterface
    interface Visitor {
        /**
         * @param id the document's id; not null
         * @param fingerprint its state; not null
         */
        void visit(String id, Fingerprint fingerprint);
    }
}
