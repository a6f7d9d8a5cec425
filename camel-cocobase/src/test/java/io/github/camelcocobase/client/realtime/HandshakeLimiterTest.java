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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.ReconnectPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HandshakeLimiterTest {

    private static final Duration SPACING = Duration.ofMillis(2);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();
    private final HandshakeLimiter limiter = new HandshakeLimiter(3, SPACING, time::nanoTime, time::schedule);
    private final List<String> begun = new ArrayList<>();

    @Test
    void theFirstHandshakeBeginsAtOnce() {
        begin("a", "1");

        assertThat(begun).containsExactly("1");
    }

    @Test
    void handshakesBeginWithTimeInBetween() {
        begin("a", "1");
        begin("a", "2");
        assertThat(begun).containsExactly("1");

        time.advance(SPACING);

        assertThat(begun).containsExactly("1", "2");
    }

    @Test
    void noMoreThanTheLimitRunAtATime() {
        IntStream.rangeClosed(1, 5).forEach(i -> begin("a", "" + i));
        time.advance(LONG);
        assertThat(begun).containsExactly("1", "2", "3");

        limiter.done("a");
        time.advance(LONG);

        assertThat(begun).containsExactly("1", "2", "3", "4");
    }

    @Test
    void hostsDoNotWaitForEachOther() {
        IntStream.rangeClosed(1, 5).forEach(i -> begin("a", "" + i));
        begin("b", "other");

        assertThat(begun).containsExactly("1", "other");
    }

    @Test
    void quickHandshakesAreSpacedToo() {
        for (int i = 0; i < 10; i++) {
            begin("a", "" + i);
            if (begun.size() == i + 1) {
                limiter.done("a");
            }
        }

        assertThat(begun).hasSize(1);
    }

    @Test
    void whatIsNoLongerWantedTakesNeitherPlaceNorTime() {
        begin("a", "1");
        for (int i = 0; i < 100_000; i++) {
            limiter.begin("a", () -> false);
        }
        begin("a", "2");

        time.advance(SPACING);

        assertThat(begun).containsExactly("1", "2");
    }

    @Test
    void oneThatThrowsTakesNeitherPlaceNorTime() {
        for (int i = 0; i < 10; i++) {
            limiter.begin("a", () -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
        }
        begin("a", "1");
        begin("a", "2");

        time.advance(SPACING);

        assertThat(begun).containsExactly("1", "2");
    }

    @Test
    void aTimerThatThrowsIsAskedAgain() {
        AtomicBoolean failsOnce = new AtomicBoolean(true);
        HandshakeLimiter limiter = new HandshakeLimiter(3, SPACING, time::nanoTime, (task, delay) -> {
            if (failsOnce.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            time.schedule(task, delay);
        });
        limiter.begin("a", () -> begun.add("1"));
        assertThatThrownBy(() -> limiter.begin("a", () -> begun.add("2"))).isInstanceOf(OutOfMemoryError.class);
        limiter.begin("a", () -> begun.add("3"));

        time.advance(LONG);

        assertThat(begun).containsExactly("1", "2", "3");
    }

    @Test
    void aMachineThatStoodStillDoesNotBeginAllAtOnce() {
        HandshakeLimiter wide = new HandshakeLimiter(1000, SPACING, time::nanoTime, time::schedule);
        for (int i = 0; i < 500; i++) {
            wide.begin("a", () -> begun.add("x"));
        }

        time.stall(Duration.ofSeconds(1));
        time.advance(Duration.ZERO);

        assertThat(begun).hasSize(2);
    }

    /** The storm after a restart of the server: every connection is lost in the same moment. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aThousandReconnectsAreSpread(long seed) {
        int endpoints = 1000;
        HandshakeLimiter real = new HandshakeLimiter(
                RealtimeClient.MAX_HANDSHAKES_PER_HOST,
                RealtimeClient.HANDSHAKE_SPACING,
                time::nanoTime,
                time::schedule);
        Random random = new Random(seed);
        Disconnect lost = Disconnect.of(Disconnect.Kind.LOST, "The server is restarted", null);
        Map<Long, Integer> perBucket = new TreeMap<>();
        for (int i = 0; i < endpoints; i++) {
            Reconnector reconnector = new Reconnector(ReconnectPolicy.DEFAULT, time::nanoTime, random::nextDouble);
            time.schedule(
                    () -> real.begin("a", () -> {
                        perBucket.merge(Math.floorDiv(time.nanoTime(), 100_000_000L), 1, Integer::sum);
                        time.schedule(() -> real.done("a"), Duration.ofMillis(5));
                        return true;
                    }),
                    reconnector.ended(lost).orElseThrow());
        }

        time.advance(Duration.ofSeconds(5));

        assertThat(perBucket.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(endpoints);
        assertThat(perBucket.values()).allMatch(connects -> connects <= endpoints * 15 / 100);
    }

    private void begin(String host, String name) {
        limiter.begin(host, () -> begun.add(name));
    }
}
