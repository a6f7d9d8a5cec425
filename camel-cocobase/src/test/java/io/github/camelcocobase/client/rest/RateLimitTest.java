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
package io.github.camelcocobase.client.rest;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, PT7S",
        "Retry-After, 'Sun, 01 Mar 2026 12:00:30 GMT', PT30S",
        "Retry-After, 1000000000, PT15M",
        "Retry-After, soon, ",
        "X-RateLimit-Reset, 1772366420, PT20S",
        "X-RateLimit-Reset, 20, PT20S",
        "X-RateLimit-Reset, 1, PT1S",
        "X-RateLimit-Reset, 999999999999, PT15M",
        "X-RateLimit-Reset, 9999999999999999999, ",
        "X-RateLimit-Reset, 1772366399, PT0S",
        "X-RateLimit-Reset, later, ",
    })
    void aRefusalSaysForHowLong(String header, String value, Duration delay) {
        assertThat(RateLimit.delayAfterRefusal(HttpFields.build().put(header, value), NOW))
                .isEqualTo(delay);
    }

    @ParameterizedTest
    @CsvSource({"X-RateLimit-Reset, 1772370010", "Retry-After, 'Sun, 01 Mar 2026 13:00:10 GMT'"})
    void theServersClockCounts(String header, String value) {
        HttpFields headers =
                HttpFields.build().put("Date", "Sun, 01 Mar 2026 13:00:00 GMT").put(header, value);

        assertThat(RateLimit.delayAfterRefusal(headers, NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void retryAfterGoesFirst() {
        HttpFields headers = HttpFields.build().put("Retry-After", "3").put("X-RateLimit-Reset", "20");

        assertThat(RateLimit.delayAfterRefusal(headers, NOW)).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({"0, 20, PT20S", "1, 20, PT0S", "0, , PT0S", ", 20, PT0S"})
    void aLimitThatIsUsedUpIsNoticedBeforeTheRefusal(String remaining, String reset, Duration delay) {
        HttpFields.Mutable headers = HttpFields.build();
        if (remaining != null) {
            headers.put("X-RateLimit-Remaining", remaining);
        }
        if (reset != null) {
            headers.put("X-RateLimit-Reset", reset);
        }

        assertThat(RateLimit.delayAfterSuccess(headers, NOW)).isEqualTo(delay);
    }
}
