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
package io.github.camelcocobase.benchmark.measure;

import java.util.SplittableRandom;
import java.util.UUID;

import io.github.camelcocobase.recovery.Fingerprint;
import io.github.camelcocobase.recovery.MemoryLedger;

/** The heap of the ledger in memory, with so many documents whose ids are UUIDs. */
public final class LedgerHeapMain {

    private LedgerHeapMain() {}

    /**
     * Runs it and prints a {@link Result}.
     *
     * @param args the number of documents
     */
    public static void main(String[] args) {
        int documents = Integer.parseInt(args[0]);
        SplittableRandom random = new SplittableRandom(1);
        long before = Usage.liveHeap();
        MemoryLedger ledger = new MemoryLedger();
        for (int n = 0; n < documents; n++) {
            ledger.put(new UUID(random.nextLong(), random.nextLong()).toString(), new Fingerprint(n + 1L, n));
        }
        long heap = Usage.liveHeap() - before;
        new Result()
                .with("heapBytes", heap)
                // read after the measuring, so that it lives until then
                .with("bytesPerDocument", (double) heap / ledger.size())
                .print();
    }
}
