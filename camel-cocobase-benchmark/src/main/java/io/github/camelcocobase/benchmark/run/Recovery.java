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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.camelcocobase.benchmark.measure.RecoveryMain;
import io.github.camelcocobase.benchmark.report.LogLogChart;
import io.github.camelcocobase.benchmark.report.Page;

/** What it costs to read a collection. */
final class Recovery implements Part {

    static final String NAME = "recovery";

    private static final List<String> LEDGERS = List.of("memory", "file", "jdbc");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        for (int documents : bench.plan().documents()) {
            for (String ledger : LEDGERS) {
                rows.accept(new Row(
                        Map.of("ledger", ledger, "documents", "" + documents),
                        bench.run(RecoveryMain.class, List.of("-Xmx1g"), ledger, "" + documents, bench.classPath())
                                .figures()));
            }
        }
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("Snapshot, recovery, reconcile");
        page.paragraph("Documents of 200 bytes, `pageSize=500`. Snapshot: `snapshot=initial` with an empty ledger."
                + " Recovery: `recovery=full` after a gap in which one document of a hundred was updated and another one"
                + " deleted. Reconcile: nothing has changed. Bare client: Jetty's client and Jackson, page after page, no"
                + " ledger, no comparison, between the reconciles. Seconds, without the settle time of 1 s.");
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(List.of(
                    Spread.number(row.figure("documents"), 0),
                    row.label("ledger"),
                    Spread.number(row.figure("bareSeconds"), 2),
                    Spread.number(row.figure("snapshotSeconds"), 2),
                    Spread.number(row.figure("recoverySeconds"), 2),
                    Spread.number(row.figure("reconcileSeconds"), 2),
                    Spread.number(row.figure("reconcileSeconds") / row.figure("bareSeconds"), 2),
                    Spread.number(row.figure("reconcileCpuSeconds") / row.figure("bareCpuSeconds"), 2)));
        }
        page.table(
                List.of(
                        "documents",
                        "ledger",
                        "bare client",
                        "snapshot",
                        "recovery",
                        "reconcile",
                        "reconcile / bare",
                        "its CPU time / bare"),
                lines);
        requests(rows, page);
        plots(rows, page);
    }

    private static void requests(List<Row> rows, Page page) {
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add(List.of(
                    Spread.number(row.figure("documents"), 0),
                    row.label("ledger"),
                    Spread.number(row.figure("bareRequests"), 0),
                    Spread.number(row.figure("reconcileRequests"), 0),
                    Spread.number(row.figure("reconcileBytes") / 1e6, 1),
                    Spread.number(row.figure("recoveryRequests"), 0) + " ("
                            + Spread.number(row.figure("recoveryPages"), 0) + " pages, "
                            + Spread.number(row.figure("recoveryDeletes"), 0) + " deletes)",
                    Spread.number(row.figure("heapBytes") / 1e6, 1),
                    Spread.number(row.figure("heapBytes") / row.figure("documents"), 0)));
        }
        page.table(
                List.of(
                        "documents",
                        "ledger",
                        "requests, bare client",
                        "requests, reconcile",
                        "MB, reconcile",
                        "requests, recovery",
                        "heap after the snapshot, MB",
                        "bytes per document"),
                lines);
    }

    private static void plots(List<Row> rows, Page page) {
        LogLogChart seconds = new LogLogChart("Full recovery, seconds", "documents");
        LogLogChart heap = new LogLogChart("Heap that a ledger keeps, MB", "documents");
        for (String ledger : LEDGERS) {
            add(seconds, rows, ledger, "recoverySeconds", 1);
            add(heap, rows, ledger, "heapBytes", 1e6);
        }
        List<Row> memory =
                rows.stream().filter(row -> row.is("ledger", "memory")).toList();
        seconds.add("bare client", column(memory, "documents", 1), column(memory, "bareSeconds", 1));
        page.plot("performance-recovery", "Seconds of a full recovery", seconds.svg());
        page.plot("performance-ledger-heap", "Heap that a ledger keeps", heap.svg());
    }

    private static void add(LogLogChart chart, List<Row> rows, String ledger, String figure, double unit) {
        List<Row> some = rows.stream().filter(row -> row.is("ledger", ledger)).toList();
        chart.add(ledger, column(some, "documents", 1), column(some, figure, unit));
    }

    private static double[] column(List<Row> rows, String figure, double unit) {
        return rows.stream().mapToDouble(row -> row.figure(figure) / unit).toArray();
    }
}
