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

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.emulator.Faults;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LifecycleTest extends WatchTestSupport {

    @TempDir
    Path directory;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    private void assertNothingConnectsAnymore() {
        emulator.awaitNoConnections();
        assertThat(emulator.openConnections()).isEmpty();
        await().untilAsserted(() -> assertThat(cocobaseThreads()).isEmpty());
    }

    private static Set<String> cocobaseThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("ocobase") && !name.contains("emulator"))
                .collect(Collectors.toSet());
    }

    private void create(int from, int to) {
        for (int i = from; i < to; i++) {
            emulator.collection("users").create(String.valueOf(i), Map.of());
        }
    }

    @Test
    void stopClosesTheConnectionAndLeavesNoThread() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        CocobaseConsumer consumer = consumer();

        context.stop();

        assertThat(consumer.getConnectionStatus().state()).isEqualTo(ConnectionState.STOPPED);
        assertNothingConnectsAnymore();
        assertThat(emulator.connectionAttempts()).isEqualTo(1);
    }

    @Test
    void stopWhileConnecting() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        emulator.faults().hangUpgrade(Faults.ALWAYS);
        emulator.connections("users").get(0).drop();
        awaitState(ConnectionState.CONNECTING);
        CocobaseConsumer consumer = consumer();

        context.stop();
        emulator.faults().reset();

        assertThat(consumer.getConnectionStatus().state()).isEqualTo(ConnectionState.STOPPED);
        assertNothingConnectsAnymore();
    }

    @Test
    void stopWhileAuthenticating() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        emulator.faults().omitConnected(true);
        emulator.connections("users").get(0).drop();
        awaitState(ConnectionState.AUTHENTICATING);

        context.stop();
        emulator.faults().reset();

        assertNothingConnectsAnymore();
    }

    @Test
    void stopWhileWaitingToReconnect() throws Exception {
        startRoute("cocobase:users?reconnectDelay=10m&maxReconnectDelay=10m");
        emulator.awaitConnections("users", 1);
        emulator.connections("users").get(0).drop();
        awaitState(ConnectionState.WAITING);

        context.stop();

        assertNothingConnectsAnymore();
        assertThat(emulator.connectionAttempts()).isEqualTo(1);
    }

    /** @param goOn lets it go on */
    private void startRouteHeldAtItsFirstDocument(CountDownLatch goOn) throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&queueSize=5")
                        .routeId("route")
                        .process(exchange -> {
                            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
                            first.countDown();
                            if (!goOn.await(30, TimeUnit.SECONDS)) {
                                throw new IllegalStateException("never released");
                            }
                            routed.add(exchange.copy());
                            running.decrementAndGet();
                        });
            }
        });
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create("0", Map.of());
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aGracefulStopRoutesWhatWasReceived() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        startRouteHeldAtItsFirstDocument(goOn);
        create(1, 100);
        CocobaseConsumer consumer = consumer();
        await().untilAsserted(() -> assertThat(consumer.report().queueDepth()).isEqualTo(5));

        Thread stopper = new Thread(context::stop);
        stopper.start();
        emulator.awaitNoConnections();
        goOn.countDown();
        stopper.join(TimeUnit.SECONDS.toMillis(30));

        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(consumer.report().counts().dropped()).isZero();
    }

    @Test
    void aStopThatRunsOutOfTimeDiscardsTheQueueAndSaysSo() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        CountDownLatch never = new CountDownLatch(1);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&queueSize=5")
                        .routeId("route")
                        .process(exchange -> {
                            routed.add(exchange.copy());
                            never.await();
                        });
            }
        });
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create("0", Map.of());
        awaitRouted(1);
        create(1, 100);
        CocobaseConsumer consumer = consumer();
        await().untilAsserted(() -> assertThat(consumer.report().queueDepth()).isEqualTo(5));

        context.stop();

        assertThat(routed).hasSize(1);
        assertThat(consumer.report().counts().dropped()).isEqualTo(5);
        assertNothingConnectsAnymore();
    }

    @Test
    void aSuspendedRouteIsDisconnectedAndComesBackOnResume() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        context.getRouteController().suspendRoute("route");
        emulator.awaitNoConnections();
        assertThat(status().state()).isEqualTo(ConnectionState.SUSPENDED);
        assertThat(context.getRouteController().getRouteStatus("route")).isEqualTo(ServiceStatus.Suspended);
        emulator.collection("users").create("missed", Map.of());

        context.getRouteController().resumeRoute("route");
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create("1", Map.of());

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("1");
    }

    /** Camel starts a suspended consumer as it starts a stopped one. */
    @ParameterizedTest
    @ValueSource(strings = {"memory", "file"})
    void startingAllRoutesBringsASuspendedOneBack(String ledger) throws Exception {
        try (CapturedLog log = new CapturedLog("io.github.camelcocobase", Level.WARN)) {
            startRoute("cocobase:users?recovery=full&documentLedger="
                    + (ledger.equals("file") ? "file:" + directory.resolve("ledgers") : ledger));
            emulator.awaitConnections("users", 1);

            for (int i = 0; i < 2; i++) {
                context.getRouteController().suspendRoute("route");
                emulator.awaitNoConnections();
                context.getRouteController().startAllRoutes();
                emulator.awaitConnections("users", 1);
                awaitState(ConnectionState.LIVE);
                emulator.collection("users").create(String.valueOf(i), Map.of());
                awaitRouted(i + 1);
            }

            assertThat(emulator.openConnections()).hasSize(1);
            assertThat(emulator.connectionAttempts()).isEqualTo(3);
            assertThat(consumer().getStatus()).isEqualTo(ServiceStatus.Started);
            assertThat(context.getRouteController().getRouteStatus("route")).isEqualTo(ServiceStatus.Started);
            context.stop();
            assertNothingConnectsAnymore();
            assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("0", "1");
            assertThat(log.texts(Level.WARN)).isEmpty();
        }
    }

    @Test
    void aStopThatWasGivenUpGoesOnWithTheSameQueueAtTheNextStart() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        startRouteHeldAtItsFirstDocument(goOn);
        create(1, 5);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(4));

        assertThat(context.getRouteController().stopRoute("route", 1, TimeUnit.SECONDS, true))
                .isFalse();
        context.getRouteController().startRoute("route");
        emulator.awaitConnections("users", 1);
        create(5, 6);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(5));
        goOn.countDown();

        awaitRouted(6);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("0", "1", "2", "3", "4", "5");
        assertThat(mostRunning).hasValue(1);
        context.getRouteController().stopRoute("route");
        assertThat(consumer().getConnectionStatus().state()).isEqualTo(ConnectionState.STOPPED);
        context.stop();
        assertNothingConnectsAnymore();
        assertThat(routed).hasSize(6);
    }

    @Test
    void suspendingTheConsumerItselfHoldsWhatWasReceivedUntilResume() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        startRouteHeldAtItsFirstDocument(goOn);
        create(1, 6);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(5));

        consumer().suspend();
        emulator.awaitNoConnections();
        goOn.countDown();
        awaitRouted(1);
        await().untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
        assertThat(consumer().report().queueDepth()).isEqualTo(5);

        consumer().resume();
        awaitRouted(6);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void aRouteCanBeStoppedAndStartedAgain() throws Exception {
        startRoute("cocobase:users");
        for (int i = 0; i < 5; i++) {
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create("in " + i, Map.of());
            awaitRouted(i + 1);
            context.getRouteController().stopRoute("route");
            emulator.awaitNoConnections();
            emulator.collection("users").create("out " + i, Map.of());
            context.getRouteController().startRoute("route");
        }
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID))
                .containsExactly("in 0", "in 1", "in 2", "in 3", "in 4");
    }

    @Test
    void aComponentThatWasNeverStartedCanBeStopped() {
        CocobaseComponent component = new CocobaseComponent(context);

        component.init();
        component.stop();

        assertThat(component.getStatus()).isEqualTo(ServiceStatus.Stopped);
    }

    @Test
    void startIsIdempotent() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        consumer().start();
        consumer().start();

        assertThat(emulator.connectionAttempts()).isEqualTo(1);
        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void aRouteMayStopItself() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users")
                        .routeId("route")
                        .process(exchange -> routed.add(exchange.copy()))
                        .to("controlbus:route?routeId=route&action=stop&async=true");
            }
        });
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of());

        emulator.awaitNoConnections();
        await().untilAsserted(() ->
                assertThat(context.getRouteController().getRouteStatus("route")).isEqualTo(ServiceStatus.Stopped));
        assertThat(routed).hasSize(1);
    }

    @Test
    void everyStateIsReachedInOrder() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);
        ConnectionStatus status = status();

        assertThat(status.connectedSince()).isEqualTo(status.since());
        assertThat(status.connections()).isEqualTo(1);
        assertThat(status.failedAttempts()).isZero();
        assertThat(status.lastError()).isNull();
        assertThat(status.nextAttempt()).isNull();
    }
}
