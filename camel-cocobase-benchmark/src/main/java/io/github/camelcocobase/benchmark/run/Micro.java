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
import java.util.TreeMap;
import java.util.function.Consumer;

import io.github.camelcocobase.benchmark.report.Page;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The parts, one by one, by JMH. */
final class Micro implements Part {

    static final String NAME = "micro";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        Options options = new OptionsBuilder()
                .include("io\\.github\\.camelcocobase\\..*Benchmark\\..*")
                .forks(bench.plan().microForks())
                .warmupIterations(bench.plan().microIterations())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(bench.plan().microIterations())
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xmx1g")
                .build();
        try {
            for (RunResult result : new Runner(options).run()) {
                rows.accept(row(result));
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Row row(RunResult result) {
        String[] name = result.getParams().getBenchmark().split("\\.");
        Map<String, String> parameters = new TreeMap<>();
        for (String key : result.getParams().getParamsKeys()) {
            parameters.put(key, result.getParams().getParam(key));
        }
        return new Row(
                Map.of(
                        "benchmark",
                        name[name.length - 2].replace("Benchmark", "") + "." + name[name.length - 1],
                        "parameters",
                        parameters.toString().replaceAll("[{}]", "")),
                Map.of(
                        "nanos",
                        result.getPrimaryResult().getScore(),
                        "error",
                        result.getPrimaryResult().getScoreError(),
                        "bytes",
                        result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("The parts");
        page.paragraph("JMH with its gc profiler.");
        page.table(
                List.of("", "parameters", "ns", "±", "bytes allocated"),
                rows.stream()
                        .map(row -> List.of(
                                row.label("benchmark"),
                                row.label("parameters"),
                                Spread.number(row.figure("nanos"), 0),
                                Spread.number(row.figure("error"), 0),
                                Spread.number(row.figure("bytes"), 0)))
                        .toList());
    }
}
