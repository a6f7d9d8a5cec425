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
package io.github.camelcocobase.benchmark.micro;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.filter.DocumentFilter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a document passes a filter. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DocumentFilterBenchmark {

    private static final Map<String, String> CONDITIONS = Map.of(
            "equal", "city=London",
            "compared", "age_gte=18",
            "contained", "name_contains=love",
            "three", "city=London&age_gte=18&name_contains=love");

    /** Which filter. */
    @Param({"equal", "compared", "contained", "three"})
    public String filter;

    private final Map<String, Object> document =
            Map.of("name", "Ada Lovelace", "age", 36, "city", "London", "email", "ada@example.com", "active", true);
    private DocumentFilter compiled;

    /** Compiles the filter. */
    @Setup
    public void compile() {
        Map<String, String> conditions = new LinkedHashMap<>();
        for (String condition : CONDITIONS.get(filter).split("&")) {
            conditions.put(condition.split("=")[0], condition.split("=")[1]);
        }
        compiled = DocumentFilter.parse(conditions);
        if (!compiled.matches(document)) {
            throw new IllegalStateException("The document is meant to pass");
        }
    }

    /** {@return whether the document passes} */
    @Benchmark
    public boolean matches() {
        return compiled.matches(document);
    }
}
