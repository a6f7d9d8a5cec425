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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.benchmark.report.Page;

/**
 * Runs the benchmarks and writes their page of the documentation. The figures of each part are kept in a file, so that one
 * part can be run again without the others.
 */
public final class BenchmarkMain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Part> PARTS = List.of(
            new Throughput(),
            new Latency(),
            new ManyEndpoints(),
            new Recovery(),
            new LedgerHeap(),
            new Restart(),
            new Micro());

    private BenchmarkMain() {}

    /** The figures of one part. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Figures(String machine, String plan, List<Row> rows) {}

    /**
     * Runs them.
     *
     * @param args {@code short} or {@code all}; the class path of the module with Camel's own WebSocket client; the
     *     directory with the JavaScript SDK, or {@code none}; the directory for the figures; the page; then the names of the
     *     parts to run, none for all of them, {@code report} to only write the page
     * @throws IOException if a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Bench bench = new Bench(
                Plan.parse(args[0]),
                System.getProperty("java.class.path"),
                args[1],
                args[2].equals("none") ? null : Path.of(args[2]));
        Path directory = Files.createDirectories(Path.of(args[3]));
        List<String> wanted = List.of(args).subList(5, args.length);
        for (Part part : PARTS) {
            if (wanted.isEmpty() || wanted.contains(part.name())) {
                run(part, bench, args[0], file(directory, part));
            }
        }
        Page page = new Page(Path.of(args[4]));
        for (Part part : PARTS) {
            if (Files.exists(file(directory, part))) {
                Figures figures = JSON.readValue(file(directory, part).toFile(), Figures.class);
                part.report(figures.rows(), page);
                page.paragraph("<sub>" + figures.machine() + " · `" + figures.plan() + "`</sub>");
            }
        }
        page.save();
    }

    private static Path file(Path directory, Part part) {
        return directory.resolve(part.name() + ".json");
    }

    private static void run(Part part, Bench bench, String plan, Path file) {
        String machine = Machine.describe();
        List<Row> rows = new ArrayList<>();
        part.run(bench, row -> {
            System.out.println(part.name() + " " + row.labels() + " " + row.figures());
            rows.add(row);
            write(file, new Figures(machine, plan, rows));
        });
    }

    /** After each run: one that fails later takes nothing away. */
    private static void write(Path file, Figures figures) {
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
