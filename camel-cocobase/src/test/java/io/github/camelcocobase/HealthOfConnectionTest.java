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
package io.github.camelcocobase;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class HealthOfConnectionTest {

    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Disconnect LOST = Disconnect.of(Disconnect.Kind.LOST, "It broke", null);
    private static final Disconnect REQUESTED = Disconnect.of(Disconnect.Kind.REQUESTED, "Stopped", null);

    static Stream<Arguments> cases() {
        return Stream.of(
                arguments(ConnectionState.LIVE, 1, null, 0, null),
                arguments(ConnectionState.SUSPENDED, 1, REQUESTED, 999, null),
                arguments(ConnectionState.CONNECTING, 0, null, 0, "not connected yet"),
                arguments(ConnectionState.AUTHENTICATING, 0, null, 0, "not connected yet"),
                arguments(ConnectionState.WAITING, 0, LOST, 0, "not connected yet: It broke"),
                arguments(ConnectionState.WAITING, 1, LOST, 30, null),
                arguments(ConnectionState.WAITING, 1, LOST, 31, "not connected for 31 s: It broke"),
                arguments(ConnectionState.CONNECTING, 1, LOST, 31, "not connected for 31 s: It broke"),
                arguments(ConnectionState.AUTHENTICATING, 1, LOST, 30, null),
                arguments(ConnectionState.REJECTED, 1, LOST, 0, "the server does not accept the API key: It broke"),
                arguments(ConnectionState.STOPPED, 1, LOST, 0, "gave up after 3 failed attempts: It broke"),
                arguments(ConnectionState.STOPPED, 1, REQUESTED, 0, "not started"),
                arguments(ConnectionState.STOPPED, 0, null, 0, "not started"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void problem(ConnectionState state, long connections, Disconnect last, int notLiveSeconds, String problem) {
        assertThat(CocobaseConsumerHealthCheck.problem(
                        report(status(state, connections, last)), Duration.ofSeconds(notLiveSeconds), GRACE))
                .isEqualTo(problem);
    }

    @Test
    void anOutageBeginsWithTheLossAndOutlastsTheAttempts() {
        AtomicLong nanos = new AtomicLong(5);
        ConnectionHistory history = new ConnectionHistory(nanos::get);
        ConnectionStatus live = status(ConnectionState.LIVE, 1, null);
        ConnectionStatus waiting = status(ConnectionState.WAITING, 1, LOST);
        ConnectionStatus connecting = status(ConnectionState.CONNECTING, 1, LOST);

        history.changed(connecting, live);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(history.notLiveFor()).isZero();

        history.changed(live, waiting);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        history.changed(waiting, connecting);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(history.notLiveFor()).hasSeconds(20);

        history.changed(connecting, live);
        assertThat(history.notLiveFor()).isZero();
    }

    @Test
    void timeSpentSuspendedIsNoOutage() {
        AtomicLong nanos = new AtomicLong();
        ConnectionHistory history = new ConnectionHistory(nanos::get);
        ConnectionStatus live = status(ConnectionState.LIVE, 1, null);
        ConnectionStatus suspended = status(ConnectionState.SUSPENDED, 1, REQUESTED);

        history.changed(status(ConnectionState.CONNECTING, 0, null), live);
        history.changed(live, suspended);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        history.changed(suspended, status(ConnectionState.WAITING, 1, REQUESTED));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(history.notLiveFor()).hasSeconds(3);
    }

    @Test
    void theLatestCloseCodeSurvivesFailedAttempts() {
        ConnectionHistory history = new ConnectionHistory(() -> 0);
        Disconnect closed = new Disconnect(Disconnect.Kind.CLOSED_BY_SERVER, "Closed", 1012, "restart", null, null);
        ConnectionStatus live = status(ConnectionState.LIVE, 1, null);
        ConnectionStatus waiting = status(ConnectionState.WAITING, 1, closed);

        history.changed(live, waiting);
        history.changed(waiting, status(ConnectionState.WAITING, 1, LOST));

        assertThat(history.lastClose()).isSameAs(closed);
    }

    private static ConnectionReport report(ConnectionStatus status) {
        return new ConnectionReport(status, null, EventCounts.NONE, 0, 0, null, null);
    }

    private static ConnectionStatus status(ConnectionState state, long connections, Disconnect last) {
        return new ConnectionStatus("x", state, Instant.EPOCH, 7, 3, connections, null, null, null, last, null);
    }
}
