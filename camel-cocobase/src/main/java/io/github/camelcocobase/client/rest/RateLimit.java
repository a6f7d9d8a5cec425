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

import io.github.camelcocobase.client.RetryAfter;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * How long a server wants to be left alone. {@code X-RateLimit-Remaining} and {@code X-RateLimit-Reset} (seconds since
 * the epoch) are in Cocobase's documentation; {@code Retry-After} is not, but every proxy knows it, and it goes first.
 */
final class RateLimit {

    /** A server, or somebody who poses as one, cannot park us for longer. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** What is smaller than this is not a time since the epoch, but a number of seconds from now. */
    private static final long FIRST_EPOCH_SECOND = 1_000_000_000L;

    private RateLimit() {}

    /**
     * @param headers of a response that refuses the request; not null
     * @param now this machine's time
     * @return the delay, from 0 to {@link #LONGEST}; null if the server names none
     */
    static Duration delayAfterRefusal(HttpFields headers, Instant now) {
        Duration retryAfter = RetryAfter.parse(headers.get(HttpHeader.RETRY_AFTER), serverTime(headers, now));
        return retryAfter != null ? atMostLongest(retryAfter) : untilReset(headers, now);
    }

    /**
     * @param headers of a response that was good; not null
     * @param now this machine's time
     * @return the delay before the next request, from 0 to {@link #LONGEST}
     */
    static Duration delayAfterSuccess(HttpFields headers, Instant now) {
        boolean usedUp = "0".equals(trimmed(headers.get("X-RateLimit-Remaining")));
        Duration reset = usedUp ? untilReset(headers, now) : null;
        return reset == null ? Duration.ZERO : reset;
    }

    private static Duration untilReset(HttpFields headers, Instant now) {
        String reset = trimmed(headers.get("X-RateLimit-Reset"));
        if (reset == null || !reset.matches("[0-9]{1,12}")) {
            return null;
        }
        long seconds = Long.parseLong(reset);
        Duration delay = seconds < FIRST_EPOCH_SECOND
                ? Duration.ofSeconds(seconds)
                : Duration.between(serverTime(headers, now), Instant.ofEpochSecond(seconds));
        return atMostLongest(delay.isNegative() ? Duration.ZERO : delay);
    }

    private static Instant serverTime(HttpFields headers, Instant now) {
        return RetryAfter.serverTime(headers.get(HttpHeader.DATE), now);
    }

    private static String trimmed(String value) {
        return value == null ? null : value.trim();
    }

    private static Duration atMostLongest(Duration delay) {
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }
}
