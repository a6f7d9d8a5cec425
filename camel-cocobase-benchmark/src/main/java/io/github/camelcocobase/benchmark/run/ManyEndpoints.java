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

import io.github.camelcocobase.benchmark.measure.ChildProcess;
import io.github.camelcocobase.benchmark.measure.EndpointsMain;
import io.github.camelcocobase.benchmark.report.LogLogChart;
import io.github.camelcocobase.benchmark.report.Page;
import io.github.camelcocobase.benchmark.source.CollectionServer;

/** What idle endpoints take. */
final class ManyEndpoints implements Part {

    static final String NAME = "endpoints";

    private static final double KIB = 1024;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        for (int count : bench.plan().endpoints()) {
            for (String kind : List.of("consumer", "route")) {
                try (ChildProcess server =
                        ChildProcess.java(bench.classPath(), List.of("-Xmx2g"), CollectionServer.class, "0", "10")) {
                    rows.accept(new Row(
                            Map.of("kind", kind, "count", "" + count),
                            bench.run(
                                            EndpointsMain.class,
                                            List.of("-Xmx2g"),
                                            server.awaitReady().get("port"),
                                            "" + count,
                                            kind)
                                    .figures()));
                }
            }
        }
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("Many endpoints");
        page.paragraph("Idle endpoints with the default options, each with its own connection, in one context; the heap"
                + " beyond that of the empty context, after garbage collection. Without a route: the consumer alone. The"
                + " difference is Camel's route.");
        List<List<String>> lines = new ArrayList<>();
        for (Row row : rows) {
            double count = count(row);
            lines.add(List.of(
                    row.label("count"),
                    row.is("kind", "route") ? "with a route each" : "without routes",
                    Spread.number(row.figure("heapBytes") / KIB, 0),
                    Spread.number(beyondTheFirst(rows, row) / KIB / (count - 1), 1),
                    Spread.number(row.figure("threads"), 0),
                    Spread.number(row.figure("secondsToLive"), 1)));
        }
        page.table(
                List.of(
                        "endpoints",
                        "",
                        "heap, KiB",
                        "KiB per further endpoint",
                        "threads",
                        "seconds until all are live"),
                lines);
        LogLogChart chart = new LogLogChart("Heap of idle endpoints beyond the first, KiB", "further endpoints");
        for (String kind : List.of("consumer", "route")) {
            List<Row> some = rows.stream()
                    .filter(row -> row.is("kind", kind) && count(row) > 1)
                    .toList();
            chart.add(
                    kind.equals("route") ? "with a route each" : "without routes",
                    some.stream().mapToDouble(row -> count(row) - 1).toArray(),
                    some.stream()
                            .mapToDouble(row -> beyondTheFirst(rows, row) / KIB)
                            .toArray());
        }
        page.plot("performance-endpoints", "Heap of idle endpoints", chart.svg());
        page.paragraph(
                "Goal: at most 48 KiB for an endpoint, and threads that do not grow with endpoints. The first one"
                        + " brings the clients, the thread pools and the classes.");
    }

    private static double count(Row row) {
        return Double.parseDouble(row.label("count"));
    }

    /** {@return the heap that a row's endpoints take, without what the first one brings for all} */
    private static double beyondTheFirst(List<Row> rows, Row row) {
        return row.figure("heapBytes")
                - Row.of(rows, first -> count(first) == 1 && first.is("kind", row.label("kind")), "heapBytes")
                        .median();
    }
}
