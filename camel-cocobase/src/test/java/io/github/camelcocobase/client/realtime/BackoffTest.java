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
package io.github.camelcocobase.client.realtime;

import java.time.Duration;

import io.github.camelcocobase.client.ReconnectPolicy;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    private final Backoff backoff = new Backoff(ReconnectPolicy.DEFAULT);

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "4, 8000", "5, 16000", "6, 30000", "7, 30000", "2000000000, 30000"})
    void doublesUpToTheMaximum(int failures, long millis) {
        assertThat(backoff.delay(failures, 0.5)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theJitterIsAQuarterEitherWay() {
        assertThat(backoff.delay(1, 0)).isEqualTo(Duration.ofMillis(750));
        assertThat(backoff.longest(0)).isEqualTo(Duration.ofMillis(22_500));
        assertThat(backoff.longest(0.999999)).isLessThan(Duration.ofMillis(37_500));
    }

    @Property
    void aDelayIsAlwaysPositiveAndBounded(
            @ForAll @IntRange(min = 1) int failures,
            @ForAll @DoubleRange(min = 0, max = 0.99) double random,
            @ForAll @DoubleRange(min = 1, max = 100) double multiplier,
            @ForAll @DoubleRange(min = 0, max = 1) double jitter) {
        Duration max = Duration.ofSeconds(30);
        Backoff any = new Backoff(
                new ReconnectPolicy(true, Duration.ofSeconds(1), max, multiplier, jitter, 0, Duration.ofSeconds(10)));

        assertThat(any.delay(failures, random)).isBetween(Duration.ZERO, max.multipliedBy(2));
    }
}
