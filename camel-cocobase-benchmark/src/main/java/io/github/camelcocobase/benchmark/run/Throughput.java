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
import io.github.camelcocobase.benchmark.report.BarChart;
import io.github.camelcocobase.benchmark.report.Page;
import io.github.camelcocobase.benchmark.source.Blaster;
import io.github.camelcocobase.benchmark.source.EventFrames;

/** How many events a second, and what each of them costs. */
final class Throughput implements Part {

    static final String NAME = "throughput";

    private static final String EVENTS = "eventsPerSecond";
    private static final String CPU = "cpuMicrosPerEvent";
    private static final String ALLOCATED = "bytesPerEvent";
    private static final String BYTES = "bytesPerSecond";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        try (ChildProcess blaster = ChildProcess.java(bench.classPath(), List.of("-Xmx512m"), Blaster.class)) {
            String port = blaster.awaitReady().get("port");
            for (int round = 1; round <= bench.plan().rounds(); round++) {
                for (int size : bench.plan().documentSizes()) {
                    for (Bench.Entry entry : entries(bench, round)) {
                        Result result = bench.run(entry, port, NAME, size);
                        rows.accept(new Row(
                                Map.of("who", entry.name(), "size", "" + size, Row.ROUND, "" + round),
                                result.figures()));
                    }
                }
            }
        }
    }

    private static List<Bench.Entry> entries(Bench bench, int round) {
        return round == 1 || bench.plan().everybody() ? bench.everybody() : bench.rivals();
    }

    private static Predicate<Row> who(String name, String size) {
        return row -> row.is("who", name) && row.is("size", size);
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("Throughput and what an event costs");
        page.paragraph(
                "One connection, as many events as it takes. Medians of all rounds, in brackets the range; the ratio to"
                        + " the floor is taken within each round. Processor time is that of the whole process, its compiler"
                        + " and garbage collector included.");
        for (String size :
                rows.stream().map(row -> row.label("size")).distinct().toList()) {
            double frame = new EventFrames("docs" + size, Integer.parseInt(size)).averageSize();
            page.paragraph(String.format("**Documents of %s bytes, frames of %.0f bytes**", size, frame));
            table(rows, size, page);
            plot(rows, size, page);
        }
        source(rows, page);
        goals(rows, page);
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream().map(row -> row.label("who")).distinct().toList();
    }

    private static void table(List<Row> rows, String size, Page page) {
        List<List<String>> lines = new ArrayList<>();
        for (String name : names(rows)) {
            if (!name.equals(Bench.DISCARD)) {
                Predicate<Row> which = who(name, size);
                boolean right = rows.stream().filter(which).allMatch(row -> row.figure("right") == 1);
                lines.add(List.of(
                        name + (right ? "" : " (order or content not as sent)"),
                        Row.of(rows, which, EVENTS).text(0),
                        Row.ratio(rows, which, who(Bench.FLOOR, size), EVENTS).text(2),
                        Row.of(rows, which, CPU).text(2),
                        Row.ratio(rows, which, who(Bench.FLOOR, size), CPU).text(2),
                        Row.of(rows, which, ALLOCATED).text(0)));
            }
        }
        page.table(List.of("", "events/s", "× floor", "CPU µs/event", "× floor", "bytes allocated/event"), lines);
    }

    private static void plot(List<Row> rows, String size, Page page) {
        BarChart chart = new BarChart("Events per second, documents of " + size + " bytes: median and range");
        for (String name : names(rows)) {
            Spread events = Row.of(rows, who(name, size), EVENTS);
            if (!name.equals(Bench.DISCARD) && !name.equals(Bench.RAW)) {
                chart.add(name, events.median(), events.min(), events.max(), name.startsWith("cocobase"));
            }
        }
        page.plot("performance-throughput-" + size, "Events per second", chart.svg());
    }

    private static void source(List<Row> rows, Page page) {
        page.heading("Is the source fast enough?");
        page.paragraph(
                "What the blaster sends to a client that only discards, against the fastest client that decodes:");
        List<List<String>> lines = new ArrayList<>();
        for (String size :
                rows.stream().map(row -> row.label("size")).distinct().toList()) {
            double fastest = names(rows).stream()
                    .filter(name -> !name.equals(Bench.DISCARD) && !name.equals(Bench.RAW))
                    .mapToDouble(name -> Row.of(rows, who(name, size), BYTES).median())
                    .filter(Double::isFinite)
                    .max()
                    .orElse(Double.NaN);
            Spread source = Row.of(rows, who(Bench.DISCARD, size), BYTES);
            lines.add(List.of(
                    size,
                    Spread.number(source.median() / 1e6, 0),
                    Spread.number(fastest / 1e6, 0),
                    Spread.number(source.median() / fastest, 1)));
        }
        page.table(List.of("document bytes", "discarded, MB/s", "fastest decoder, MB/s", "ratio"), lines);
    }

    private static void goals(List<Row> rows, Page page) {
        page.heading("Goals: throughput and allocation");
        List<List<String>> lines = new ArrayList<>();
        for (String size :
                rows.stream().map(row -> row.label("size")).distinct().toList()) {
            goal(lines, rows, size, Bench.DATA, Bench.FLOOR, 0.85);
            goal(lines, rows, size, Bench.DATA, Bench.TEXT, 1.5);
            goal(lines, rows, size, Bench.DATA, Bench.VERTX, 2.5);
            goal(lines, rows, size, Bench.DATA, Bench.SDK, 3);
            goal(lines, rows, size, Bench.JSON, Bench.FLOOR, 1.3);
            double frame = new EventFrames("docs" + size, Integer.parseInt(size)).averageSize();
            double allowed = 1.5 * frame + 1024;
            double allocated = Row.of(rows, who(Bench.JSON, size), ALLOCATED).median();
            lines.add(List.of(
                    Bench.JSON + ": bytes allocated",
                    size,
                    "≤ " + Spread.number(allowed, 0),
                    Spread.number(allocated, 0),
                    allocated <= allowed ? "yes" : "no"));
        }
        page.table(List.of("", "document bytes", "goal", "measured", "reached"), lines);
    }

    private static void goal(
            List<List<String>> lines, List<Row> rows, String size, String ours, String theirs, double goal) {
        Spread ratio = Row.ratio(rows, who(ours, size), who(theirs, size), EVENTS);
        if (!ratio.isEmpty()) {
            lines.add(List.of(
                    ours + " / " + theirs, size, "≥ " + goal, ratio.text(2), ratio.median() >= goal ? "yes" : "no"));
        }
    }
}
