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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;

/** Keeps the ledger of a full recovery: for each document the state that the route has completed. */
final class StateBook extends Deliveries {

    private static final int BATCH = 1_000;

    private final BufferedLedger ledger;
    private volatile boolean offersUnknown;

    /** @param offersUnknown whether the route is to hear of documents that are not in the books */
    StateBook(ChangeQueue queue, BufferedLedger ledger, Tuning tuning, boolean offersUnknown) {
        super(queue, tuning);
        this.ledger = ledger;
        this.offersUnknown = offersUnknown;
    }

    /** What was there before the first start is in the books. */
    void knowsBaseline() {
        offersUnknown = true;
    }

    @Override
    boolean needsFingerprint() {
        return true;
    }

    @Override
    boolean needsAnnouncement() {
        return ledger.ledger().outlivesProcess();
    }

    /**
     * Were a document entered only after the route has completed it, a crash in between would make us forget it, and its
     * delete during the crash would never be reported. While the ledger is away, it cannot be told which documents it
     * knows: all of them are marked, which costs a repetition if a crash comes before the route has completed them.
     */
    @Override
    void announce(List<Delivery> deliveries) {
        Map<String, Delivery> byId = new LinkedHashMap<>();
        deliveries.forEach(delivery -> byId.putIfAbsent(delivery.id(), delivery));
        List<String> ids = new ArrayList<>(byId.keySet());
        ledger.change(books -> {
            boolean away = books.isAway();
            boolean anyUnknown = false;
            for (int from = 0; from < ids.size(); from += BATCH) {
                List<String> some = ids.subList(from, Math.min(from + BATCH, ids.size()));
                Set<String> known = away ? Set.of() : books.getAll(some).keySet();
                for (String id : some) {
                    if (!known.contains(id)) {
                        books.put(id, owed(byId.get(id), null));
                        anyUnknown = true;
                    }
                }
            }
            if (anyUnknown && !away) {
                books.flush();
            }
        });
    }

    @Override
    boolean concerns(ChangeEvent event) {
        return true;
    }

    @Override
    void settled(Delivery delivery, boolean completed) {
        String id = delivery.id();
        if (!completed) {
            ledger.change(books -> books.put(id, owed(delivery, books.isAway() ? null : books.get(id))));
        } else if (delivery.isDelete()) {
            boolean comesBack = underWay(id) != delivery;
            ledger.change(books -> {
                if (comesBack) {
                    // announced already, as a document that is known
                    books.put(id, Fingerprint.OWED_NEW);
                } else {
                    books.remove(id);
                }
            });
        } else {
            Fingerprint fingerprint = delivery.fingerprint();
            boolean untold = delivery.isUntoldUpdate();
            ledger.change(books -> {
                if (!untold) {
                    books.put(id, fingerprint);
                } else if (!books.isAway()) {
                    putUntold(books, id, fingerprint);
                }
                // while the books are away, they stay as they are: the next recovery compares with the older state
            });
        }
    }

    private void putUntold(DocumentLedger books, String id, Fingerprint fingerprint) {
        Fingerprint before = books.get(id);
        if (before != null) {
            // a create that has failed is owed still
            books.put(id, before.equals(Fingerprint.OWED_NEW) ? before : fingerprint);
        } else if (offersUnknown) {
            // it was created in a gap
            books.put(id, Fingerprint.OWED_NEW);
        }
        // else the reading that learns what there is will tell by its time whether it is new
    }

    private Fingerprint owed(Delivery delivery, Fingerprint before) {
        // who hears of no updates is not offered one instead of a create of a snapshot
        boolean asNew = hidesUpdates() || isNew(before);
        return delivery.type() == ChangeType.CREATE && asNew ? Fingerprint.OWED_NEW : Fingerprint.OWED;
    }

    /**
     * {@return whether the route has never completed a document}
     *
     * @param known what the books hold of it; null for nothing
     */
    static boolean isNew(Fingerprint known) {
        return known == null || known.equals(Fingerprint.OWED_NEW);
    }
}
