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
import java.util.function.Predicate;

import io.github.camelcocobase.benchmark.measure.ChildProcess;
import io.github.camelcocobase.benchmark.measure.Result;
import io.github.camelcocobase.benchmark.report.Page;
import io.github.camelcocobase.benchmark.source.Blaster;

/** How long an event takes from the moment at which it was due at the sender to the processor. */
final class Latency implements Part {

    static final String NAME = "latency";

    private static final int DOCUMENT_SIZE = 1024;
    private static final double GOAL = 1.3;
    /** Those that the goal is about. */
    private static final List<String> COMPARED = List.of(Bench.FLOOR, Bench.DATA);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        try (ChildProcess blaster = ChildProcess.java(bench.classPath(), List.of("-Xmx512m"), Blaster.class)) {
            String port = blaster.awaitReady().get("port");
            for (int round = 1; round <= bench.plan().latencyRounds(); round++) {
                for (int rate : bench.plan().rates()) {
                    for (Bench.Entry entry : entries(bench)) {
                        Result result = bench.run(entry, port, "" + rate, DOCUMENT_SIZE);
                        rows.accept(new Row(
                                Map.of("who", entry.name(), "rate", "" + rate, Row.ROUND, "" + round),
                                result.figures()));
                    }
                }
            }
        }
    }

    private static List<Bench.Entry> entries(Bench bench) {
        return bench.decoders().stream()
                .filter(entry -> bench.plan().everybody() || COMPARED.contains(entry.name()))
                .toList();
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("Latency");
        page.paragraph(
                "Documents of " + DOCUMENT_SIZE + " bytes at a fixed rate, whether the client keeps up or not: what"
                        + " is sent late counts from the moment at which it was due. Microseconds; medians of all rounds, in brackets"
                        + " the range.");
        for (String rate :
                rows.stream().map(row -> row.label("rate")).distinct().toList()) {
            page.paragraph("**" + rate + " events/s**");
            List<List<String>> lines = new ArrayList<>();
            for (String name :
                    rows.stream().map(row -> row.label("who")).distinct().toList()) {
                Predicate<Row> which = row -> row.is("who", name) && row.is("rate", rate);
                Predicate<Row> floor = row -> row.is("who", Bench.FLOOR) && row.is("rate", rate);
                lines.add(List.of(
                        name,
                        Row.of(rows, which, "p50").text(0),
                        Row.of(rows, which, "p99").text(0),
                        Row.of(rows, which, "p99.9").text(0),
                        Row.ratio(rows, which, floor, "p99").text(2),
                        Row.of(rows, which, "cpuMicrosPerEvent").text(1)));
            }
            page.table(List.of("", "p50", "p99", "p99.9", "p99 × floor", "CPU µs/event"), lines);
        }
        page.paragraph("Goal: p99 at 10,000 events/s ≤ " + GOAL + " × the floor's.");
    }
}
