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
import java.util.function.Predicate;

/**
 * One run's figures.
 *
 * @param labels what was run, by name
 * @param figures what it came to, by name
 */
record Row(Map<String, String> labels, Map<String, Double> figures) {

    static final String ROUND = "round";

    String label(String name) {
        return labels.get(name);
    }

    double figure(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    boolean is(String name, String value) {
        return value.equals(labels.get(name));
    }

    /** {@return a figure of all rows that fit} */
    static Spread of(List<Row> rows, Predicate<Row> which, String figure) {
        return new Spread(rows.stream()
                .filter(which)
                .mapToDouble(row -> row.figure(figure))
                .filter(value -> !Double.isNaN(value))
                .toArray());
    }

    /** {@return the ratios of a figure of two kinds of rows, each within one round} */
    static Spread ratio(List<Row> rows, Predicate<Row> which, Predicate<Row> base, String figure) {
        return new Spread(rows.stream()
                .filter(which)
                .mapToDouble(row -> row.figure(figure)
                        / rows.stream()
                                .filter(base.and(other -> other.is(ROUND, row.label(ROUND))))
                                .mapToDouble(other -> other.figure(figure))
                                .findAny()
                                .orElse(Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .toArray());
    }
}
