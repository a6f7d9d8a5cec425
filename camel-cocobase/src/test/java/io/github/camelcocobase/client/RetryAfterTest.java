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
package io.github.camelcocobase.client;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7 | 7",
                "' 0 ' | 0",
                "1000000000 | 1000000000",
                "Fri, 02 Jan 2026 03:05:05 GMT | 60",
                "Fri, 02 Jan 2026 03:00:00 GMT | 0",
                "soon |",
                "-1 |",
                "'' |",
                "99999999999999999999 |",
                "7.5 |",
                "|",
            })
    void secondsOrADateOrNonsense(String value, Long seconds) {
        assertThat(RetryAfter.parse(value, NOW)).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fri, 02 Jan 2026 04:00:00 GMT | 2026-01-02T04:00:00Z",
                "an hour ago | 2026-01-02T03:04:05Z",
                "| 2026-01-02T03:04:05Z",
            })
    void theServersTimeIsInItsAnswer(String date, Instant time) {
        assertThat(RetryAfter.serverTime(date, NOW)).isEqualTo(time);
    }
}
