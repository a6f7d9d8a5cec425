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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RatioWithinARoundTest {

    private static Row row(String who, int round, double events) {
        return new Row(Map.of("who", who, Row.ROUND, "" + round), Map.of("events", events));
    }

    @Test
    void aRoundInWhichEverythingIsSlowDoesNotChangeTheRatio() {
        List<Row> rows = List.of(row("a", 1, 100), row("b", 1, 50), row("a", 2, 10), row("b", 2, 5));

        Spread ratio = Row.ratio(rows, row -> row.is("who", "a"), row -> row.is("who", "b"), "events");

        assertThat(ratio.median()).isEqualTo(2);
        assertThat(ratio.text(2)).isEqualTo("2.00 (2.00–2.00)");
    }

    @Test
    void whatWasNotMeasuredIsADash() {
        assertThat(Row.of(List.of(), row -> true, "events").text(0)).isEqualTo("–");
        assertThat(Row.of(List.of(row("a", 1, 1)), row -> true, "other").isEmpty())
                .isTrue();
    }

    @Test
    void theMedianOfAnEvenNumberIsInTheMiddle() {
        assertThat(new Spread(new double[] {4, 1, 3, 2}).median()).isEqualTo(2.5);
    }
}
