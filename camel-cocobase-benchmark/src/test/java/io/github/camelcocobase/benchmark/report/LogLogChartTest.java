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
package io.github.camelcocobase.benchmark.report;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LogLogChartTest {

    @Test
    void linearGrowthFitsThePowerOne() {
        assertThat(LogLogChart.power(new double[] {10, 100, 1000}, new double[] {3, 30, 300}))
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void quadraticGrowthFitsThePowerTwo() {
        assertThat(LogLogChart.power(new double[] {1, 2, 4}, new double[] {5, 20, 80}))
                .isCloseTo(2, within(1e-9));
    }

    @Test
    void aPictureHasItsSeriesAndNoPointsThatHaveNoPlace() {
        LogLogChart chart = new LogLogChart("Seconds", "documents");
        chart.add("memory", new double[] {10, 100}, new double[] {1, 0});

        assertThat(chart.svg()).contains("memory").containsOnlyOnce("<circle");
    }
}
