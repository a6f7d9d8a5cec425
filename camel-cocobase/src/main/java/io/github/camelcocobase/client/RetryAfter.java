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

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Reads the HTTP header {@code Retry-After}: seconds or a date (RFC 9110, 10.2.3). */
public final class RetryAfter {

    private RetryAfter() {}

    /**
     * @param value the header's value; may be null
     * @param now the current time by the server's clock, for a date
     * @return the delay, never negative; null if there is no header or it makes no sense
     */
    public static Duration parse(String value, Instant now) {
        if (value == null) {
            return null;
        }
        String text = value.trim();
        try {
            Duration delay = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(text))
                    : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
            return delay.isNegative() ? Duration.ZERO : delay;
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            // a server that says nonsense is treated as one that says nothing
            return null;
        }
    }

    /**
     * @param date the response's header {@code Date}; may be null
     * @param now this machine's time
     * @return the time by the server's clock, which need not be ours; {@code now} if the server does not tell
     */
    public static Instant serverTime(String date, Instant now) {
        try {
            return date == null
                    ? now
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException e) {
            return now;
        }
    }
}
