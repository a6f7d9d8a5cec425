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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class ResultTest {

    @Test
    void whatIsPrintedIsRead() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            new Result().with("p99.9", 12.5).with("max", 1e7).print();
        } finally {
            System.setOut(before);
        }

        Result read = Result.parse(printed.toString(UTF_8).strip());

        assertThat(read.get("p99.9")).isEqualTo(12.5);
        assertThat(read.get("max")).isEqualTo(1e7);
        assertThat(read.find("other")).isNaN();
    }

    @Test
    void anotherLineIsNoResult() {
        assertThat(Result.parse("WARNING: something")).isNull();
    }
}
