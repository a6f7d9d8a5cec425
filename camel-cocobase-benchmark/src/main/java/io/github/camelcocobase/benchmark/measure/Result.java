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
package io.github.camelcocobase.benchmark.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one run has measured: figures by name. A process prints it as one line, {@code RESULT name=1.5 ...}, which the
 * process that has started it reads.
 */
public final class Result {

    private static final String PREFIX = "RESULT ";

    private final Map<String, Double> figures = new LinkedHashMap<>();

    /** Adds a figure. */
    public Result with(String name, double value) {
        figures.put(name, value);
        return this;
    }

    /**
     * {@return a figure}
     *
     * @throws NullPointerException if there is none of that name
     */
    public double get(String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    /** {@return a figure; NaN if there is none of that name} */
    public double find(String name) {
        return figures.getOrDefault(name, Double.NaN);
    }

    /** {@return all figures by name, as they were added} */
    public Map<String, Double> figures() {
        return figures;
    }

    /** Prints it for the process that waits for it. */
    public void print() {
        StringBuilder line = new StringBuilder(PREFIX.trim());
        figures.forEach(
                (name, value) -> line.append(' ').append(name).append('=').append(value));
        System.out.println(line);
        System.out.flush();
    }

    /** {@return the result that a line of output is; null if it is none} */
    static Result parse(String line) {
        if (!line.startsWith(PREFIX)) {
            return null;
        }
        Result result = new Result();
        for (String pair : line.substring(PREFIX.length()).split(" ")) {
            int sign = pair.indexOf('=');
            result.with(pair.substring(0, sign), Double.parseDouble(pair.substring(sign + 1)));
        }
        return result;
    }
}
