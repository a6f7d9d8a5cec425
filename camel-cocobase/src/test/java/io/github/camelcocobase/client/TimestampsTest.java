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

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimestampsTest {

    private static final String SEED = "4711";

    @ParameterizedTest
    @CsvSource({
        "2025-11-04T12:00:00Z, 2025-11-04T12:00:00Z",
        "2025-11-04t12:00:00z, 2025-11-04T12:00:00Z",
        "2025-11-04T12:00:00.1Z, 2025-11-04T12:00:00.1Z",
        "2025-11-04T12:00:00.123456, 2025-11-04T12:00:00.123456Z",
        "2025-11-04T12:00:00.123456789Z, 2025-11-04T12:00:00.123456789Z",
        "2025-11-04T12:00:00, 2025-11-04T12:00:00Z",
        "2025-11-04 12:00:00.5, 2025-11-04T12:00:00.5Z",
        "2025-11-04T12:00:00+01:00, 2025-11-04T11:00:00Z",
        "2025-11-04T12:00:00.25-0330, 2025-11-04T15:30:00.25Z",
        "2025-11-04 12:00:00.123456+00, 2025-11-04T12:00:00.123456Z",
        "2025-01-01T00:00:00+23:59, 2024-12-31T00:01:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z, 2000-02-29T00:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
    })
    void areRead(String text, Instant expected) {
        assertThat(Timestamps.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2025-11-04",
                "2025-11-04T12:00",
                "2025-11-04T12:00Z",
                "2025-11-04T12:00:0",
                "2025-11-04T12:00:00.",
                "2025-11-04T12:00:00.Z",
                "2025-11-04T12:00:00.1234567890Z",
                "2025-11-04T12:00:00,5Z",
                "2025-11-04T12:00:00ZZ",
                "2025-11-04T12:00:00 Z",
                "2025-11-04T12:00:00+",
                "2025-11-04T12:00:00+1",
                "2025-11-04T12:00:00+1:00",
                "2025-11-04T12:00:00+24:00",
                "2025-11-04T12:00:00+01:60",
                "2025-11-04T12:00:00+01:0",
                "2025-11-04T12:00:00+01:00:00",
                "2025-11-04T12:00:00+01-00",
                "2025-11-04T12:00:00x01:00",
                "2025-11-04T12:00:00x",
                "2025-11-04T24:00:00Z",
                "2025-11-04T12:60:00Z",
                "2025-11-04T12:00:61Z",
                "2025-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2025-04-31T00:00:00Z",
                "2025-00-01T00:00:00Z",
                "2025-13-01T00:00:00Z",
                "2025-01-00T00:00:00Z",
                "2025-01-32T00:00:00Z",
                "2025/11/04T12:00:00Z",
                "2025-11-04X12:00:00Z",
                "2025-11-04T12.00.00Z",
                "20251104T120000Z",
                "+025-11-04T12:00:00Z",
                "٢٠٢٥-11-04T12:00:00Z",
                " 2025-11-04T12:00:00Z",
                "12025-11-04T12:00:00Z",
                "1762257600"
            })
    void thatAreNoneAreNull(String text) {
        assertThat(Timestamps.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1762257600, 2025-11-04T12:00:00Z",
        "1762257600.5, 2025-11-04T12:00:00.5Z",
        "1762257600.123456, 2025-11-04T12:00:00.123456Z",
        "1762257600123, 2025-11-04T12:00:00.123Z",
        "1762257600123.456, 2025-11-04T12:00:00.123456Z",
        "-1.5, 1969-12-31T23:59:58.5Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "8000000000000, 2223-07-06T14:13:20Z"
    })
    void areReadFromNumbers(double number, Instant expected) {
        assertThat(Timestamps.ofEpoch(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 253402300800000d})
    void beyondTheYear9999AreNull(double number) {
        assertThat(Timestamps.ofEpoch(number)).isNull();
    }

    @Property(seed = SEED, tries = 10_000)
    void agreeWithTheJdk(
            @ForAll @LongRange(min = -62_167_219_200L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(min = 1, max = 9) int digits,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        ZoneOffset offset = ZoneOffset.ofTotalSeconds(offsetMinutes * 60);
        DateTimeFormatter local = new DateTimeFormatterBuilder()
                .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
                .toFormatter(Locale.ROOT);
        String text = local.format(LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC));
        LocalDateTime expected = LocalDateTime.parse(text);

        assertThat(Timestamps.parse(text)).isEqualTo(expected.toInstant(ZoneOffset.UTC));
        assertThat(Timestamps.parse(text + "Z")).isEqualTo(expected.toInstant(ZoneOffset.UTC));
        assertThat(Timestamps.parse(text + offset)).isEqualTo(expected.toInstant(offset));
    }

    @Property(seed = SEED, tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void neverThrow(@ForAll("garbage") String text) {
        Timestamps.parse(text);
    }

    @Provide
    Arbitrary<String> garbage() {
        return Arbitraries.strings().withChars("0123456789-:T .Z+x").ofMaxLength(30);
    }

    @Property(seed = SEED)
    void neverThrowForAnyNumber(@ForAll double number) {
        Timestamps.ofEpoch(number);
    }
}
