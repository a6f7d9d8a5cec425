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
import java.util.List;

/** A census for any ledger: keeps what was seen in memory, some 40 bytes for each document, while it lasts. */
final class ListedCensus implements Census {

    private final DocumentLedger ledger;
    private final IdSet seen = new IdSet();

    ListedCensus(DocumentLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public synchronized void seen(String id) {
        seen.add(id);
    }

    @Override
    public synchronized long unseenCount() {
        long[] count = {0};
        ledger.forEach((id, fingerprint) -> {
            if (!seen.contains(id)) {
                count[0]++;
            }
        });
        return count[0];
    }

    @Override
    public synchronized List<String> unseen(int max) {
        List<String> unseen = new ArrayList<>();
        ledger.forEach((id, fingerprint) -> {
            if (unseen.size() < max && !seen.contains(id)) {
                unseen.add(id);
            }
        });
        unseen.forEach(seen::add);
        return unseen;
    }
}
