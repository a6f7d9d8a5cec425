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

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;

/** Keeps the ledger of a full recovery: for each document the state that the route has completed. */
final class StateBook extends Deliveries {

    private final BufferedLedger ledger;

    StateBook(ChangeQueue queue, BufferedLedger ledger, Tuning tuning) {
        super(queue, tuning);
        this.ledger = ledger;
    }

    @Override
    boolean needsFingerprint() {
        return true;
    }

    @Override
    boolean concerns(ChangeEvent event) {
        return true;
    }

    @Override
    void settled(Delivery delivery, boolean completed) {
        String id = delivery.id();
        if (!completed) {
            ledger.change(books -> books.put(id, owed(delivery, books.get(id))));
        } else if (delivery.isDelete()) {
            ledger.change(books -> books.remove(id));
        } else {
            Fingerprint fingerprint = delivery.fingerprint();
            ledger.change(books -> books.put(id, fingerprint));
        }
    }

    private static Fingerprint owed(Delivery delivery, Fingerprint before) {
        boolean neverCompleted = before == null || before.equals(Fingerprint.OWED_NEW);
        return delivery.event().type() == ChangeType.CREATE && neverCompleted ? Fingerprint.OWED_NEW : Fingerprint.OWED;
    }
}
