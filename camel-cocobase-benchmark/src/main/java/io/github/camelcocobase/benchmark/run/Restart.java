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

import io.github.camelcocobase.benchmark.measure.RestartMain;
import io.github.camelcocobase.benchmark.report.Page;

/** How soon endpoints are live again after a restart of the server. */
final class Restart implements Part {

    static final String NAME = "restart";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Bench bench, Consumer<Row> rows) {
        int count = bench.plan().restarted();
        rows.accept(new Row(
                Map.of("count", "" + count),
                bench.run(RestartMain.class, List.of("-Xmx1g"), "" + count, bench.classPath())
                        .figures()));
    }

    @Override
    public void report(List<Row> rows, Page page) {
        page.heading("Restart of the server");
        page.paragraph(
                "The server is killed, stays away for 5 seconds, and comes back. Seconds from the moment at which it"
                        + " listens until so many of the endpoints are live, with the default backoff (1 s, doubled, jitter 25 %):"
                        + " the next attempt may be as far away as the endpoint has waited already.");
        page.table(
                List.of("endpoints", "50 %", "99 %", "100 %"),
                rows.stream()
                        .map(row -> List.of(
                                row.label("count"),
                                Spread.number(row.figure("secondsTo50"), 1),
                                Spread.number(row.figure("secondsTo99"), 1),
                                Spread.number(row.figure("secondsTo100"), 1)))
                        .toList());
    }
}
