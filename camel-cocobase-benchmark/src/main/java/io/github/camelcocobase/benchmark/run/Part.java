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
import java.util.function.Consumer;

import io.github.camelcocobase.benchmark.report.Page;

/** One kind of measurement. */
interface Part {

    /** {@return its name, for the command line and the file with its figures} */
    String name();

    /**
     * Measures.
     *
     * @param rows takes each run's figures
     */
    void run(Bench bench, Consumer<Row> rows);

    /** Writes down what came out. */
    void report(List<Row> rows, Page page);
}
