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
package io.github.camelcocobase.benchmark.run;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelcocobase.benchmark.measure.LedgerHeapMain;
import io.github.camelcocobase.benchmark.report.Page;

/** What the ledger in memory takes. */
final class LedgerHeap implements Part {

    static final String NAME = "ledger";

    /** The array doubles when it is three quarters full: the first one is just before that, the second one after. */
    private static final List<Integer> AROUND_A_DOUBLING = List.of(786_000, 787_000);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        Stream.concat(Stream.of(10_000, 100_000), Stream.concat(AROUND_A_DOUBLING.stream(), Stream.of(1_000_000)))
                .forEach(documents -> rows.accept(new Row(
                        Map.of("documents", "" + documents),
                        bench.run(LedgerHeapMain.class, List.of("-Xmx1g"), "" + documents)
                                .figures())));
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("The ledger in memory");
        page.paragraph(
                "Heap after garbage collection, ids are UUIDs. Goal: at most 120 bytes a document at 1,000,000.");
        page.table(
                List.of("documents", "heap, MB", "bytes per document"),
                rows.stream()
                        .map(row -> List.of(
                                row.label("documents"),
                                Spread.number(row.figure("heapBytes") / 1e6, 1),
                                Spread.number(row.figure("bytesPerDocument"), 1)))
                        .toList());
    }
}
