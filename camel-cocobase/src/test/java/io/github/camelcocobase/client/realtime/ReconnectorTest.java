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

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Disconnect.Kind;
import io.github.camelcocobase.client.ReconnectPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReconnectorTest {

    private long now;

    private Reconnector reconnector(boolean enabled, int maxAttempts) {
        ReconnectPolicy policy = new ReconnectPolicy(
                enabled, Duration.ofSeconds(1), Duration.ofSeconds(30), 2, 0.25, maxAttempts, Duration.ofSeconds(10));
        return new Reconnector(policy, () -> now, () -> 0.5);
    }

    private static Disconnect lost(Kind kind) {
        return Disconnect.of(kind, "gone", null);
    }

    private static Disconnect retryAfter(Duration delay) {
        return new Disconnect(Kind.UPGRADE_REFUSED, "busy", null, null, delay, null);
    }

    @Test
    void delaysGrowWhileNothingIsConfirmed() {
        Reconnector reconnector = reconnector(true, 0);

        assertThat(reconnector.ended(lost(Kind.CONNECT_FAILED))).contains(Duration.ofSeconds(1));
        assertThat(reconnector.ended(lost(Kind.SUBSCRIBE_FAILED))).contains(Duration.ofSeconds(2));
        assertThat(reconnector.ended(lost(Kind.CONNECT_FAILED))).contains(Duration.ofSeconds(4));
        assertThat(reconnector.failures()).isEqualTo(3);
    }

    @Test
    void aServerThatConfirmsAndClosesAtOnceDoesNotResetTheDelay() {
        Reconnector reconnector = reconnector(true, 0);
        reconnector.ended(lost(Kind.LOST));
        reconnector.ended(lost(Kind.LOST));

        reconnector.confirmed();
        now += Duration.ofMillis(9_999).toNanos();

        assertThat(reconnector.ended(lost(Kind.LOST))).contains(Duration.ofSeconds(4));
    }

    @Test
    void tenSecondsOfConfirmedLifeDo() {
        Reconnector reconnector = reconnector(true, 0);
        reconnector.ended(lost(Kind.LOST));
        reconnector.ended(lost(Kind.LOST));

        reconnector.confirmed();
        now += Duration.ofSeconds(10).toNanos();

        assertThat(reconnector.ended(lost(Kind.LOST))).contains(Duration.ofSeconds(1));
    }

    @Test
    void theClockMayWrapAround() {
        now = Long.MAX_VALUE - 5;
        Reconnector reconnector = reconnector(true, 0);
        reconnector.ended(lost(Kind.LOST));
        reconnector.confirmed();
        now += Duration.ofSeconds(11).toNanos();

        assertThat(reconnector.ended(lost(Kind.LOST))).contains(Duration.ofSeconds(1));
    }

    @Test
    void aRejectedKeyIsTriedAtTheLongestDelayOnly() {
        assertThat(reconnector(true, 0).ended(lost(Kind.REJECTED))).contains(Duration.ofSeconds(30));
    }

    @Test
    void theServersWishIsHonouredWithJitterOnTop() {
        // 1 s is the delay of the first failure, a quarter of it the jitter, of which half is drawn
        assertThat(reconnector(true, 0).ended(retryAfter(Duration.ofSeconds(7))))
                .contains(Duration.ofMillis(7_125));
    }

    @Test
    void aWishForLessThanTheBackoffChangesNothing() {
        assertThat(reconnector(true, 0).ended(retryAfter(Duration.ZERO))).contains(Duration.ofSeconds(1));
    }

    @Test
    void aWishForYearsIsCutToAQuarterOfAnHour() {
        assertThat(reconnector(true, 0).ended(retryAfter(Duration.ofDays(1000))))
                .hasValueSatisfying(
                        delay -> assertThat(delay).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(16)));
    }

    @Test
    void itGivesUpAfterTheLastAttempt() {
        Reconnector reconnector = reconnector(true, 2);

        assertThat(reconnector.ended(lost(Kind.LOST))).isPresent();
        assertThat(reconnector.ended(lost(Kind.CONNECT_FAILED))).isPresent();
        assertThat(reconnector.ended(lost(Kind.CONNECT_FAILED))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void withoutReconnectThereIsNoNextAttempt(Kind kind) {
        assertThat(reconnector(false, 0).ended(lost(kind))).isEmpty();
    }
}
