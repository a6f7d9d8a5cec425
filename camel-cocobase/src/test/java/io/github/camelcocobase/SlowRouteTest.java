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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelcocobase.client.ConnectionState;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What was created while the route was slow would be read besides, and routed twice or before its turn: not here. */
class SlowRouteTest extends WatchTestSupport {

    /** Each permit lets one Exchange through. */
    private final Semaphore gate = new Semaphore(0);

    private void startGatedRoute(String uri) throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("route").process(exchange -> {
                    if (!gate.tryAcquire(30, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("the gate stayed closed");
                    }
                    routed.add(exchange.copy());
                });
            }
        });
        emulator.awaitConnections("users", 1);
    }

    private void create(int from, int to) {
        for (int i = from; i < to; i++) {
            emulator.collection("users").create(String.valueOf(i), Map.of("n", i));
        }
    }

    private List<Integer> routedNumbers() {
        List<Integer> numbers = new ArrayList<>();
        routed.forEach(exchange ->
                numbers.add((Integer) exchange.getIn().getBody(Map.class).get("n")));
        return numbers;
    }

    @Test
    void blocksTheReaderSoThatTheQueueStaysBoundedAndNothingIsLost() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&queueSize=10");

        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());
        create(1, 5000);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(10));
        gate.release(5000);

        awaitRouted(5000);
        assertThat(routedNumbers()).isEqualTo(IntStream.range(0, 5000).boxed().toList());
        assertThat(consumer().getQueueHighWaterMark()).isEqualTo(10);
        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void aBlockedReaderIsNotTakenForADeadConnection() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&queueSize=1&pingInterval=100&livenessTimeout=2s");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());
        create(1, 50);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(1));

        // pings go out while nothing is read: so many of them take longer than the liveness timeout
        int pings = emulator.connections("users").get(0).pingsReceived();
        await().untilAsserted(() ->
                assertThat(emulator.connections("users").get(0).pingsReceived()).isGreaterThan(pings + 30));
        gate.release(50);

        awaitRouted(50);
        assertThat(status().generation()).isEqualTo(1);
    }

    /** They are never dropped, since the recovery wants to know of them. */
    @ParameterizedTest
    @EnumSource(names = {"DROP_OLDEST", "DROP_NEWEST"})
    void changesThatAreNotForTheRouteDoNotPileUpBehindIt(Overflow overflow) throws Exception {
        startGatedRoute("cocobase:users?events=update&queueSize=10&overflow=" + overflow);
        create(0, 1);
        emulator.collection("users").update("0", Map.of("n", 0));
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());

        create(1, 5000);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(1010));
        gate.release(1);

        await().untilAsserted(() ->
                assertThat(consumer().report().counts().filtered()).isEqualTo(5000));
        assertThat(consumer().getQueueHighWaterMark()).isEqualTo(1010);
        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void dropOldestKeepsTheNewest() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&queueSize=10&overflow=dropOldest");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());

        create(1, 101);
        await().untilAsserted(
                        () -> assertThat(consumer().report().counts().dropped()).isEqualTo(90));
        gate.release(1000);

        awaitRouted(11);
        assertThat(routedNumbers()).containsExactly(0, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100);
    }

    @Test
    void dropNewestKeepsTheOldest() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&queueSize=10&overflow=dropNewest");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());

        create(1, 101);
        await().untilAsserted(
                        () -> assertThat(consumer().report().counts().dropped()).isEqualTo(90));
        gate.release(1000);

        awaitRouted(11);
        assertThat(routedNumbers()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void reconnectMakesTheLossAGap() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&queueSize=10&overflow=reconnect");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());

        create(1, 101);
        await().untilAsserted(() -> assertThat(status().connections()).isGreaterThan(1));
        gate.release(1000);
        awaitState(ConnectionState.LIVE);

        // the queue may still be full, so that it reconnects once more: then what is sent now is lost
        AtomicInteger next = new AtomicInteger(200);
        await().untilAsserted(() -> {
            int number = next.getAndIncrement();
            create(number, number + 1);
            assertThat(routedNumbers()).anyMatch(routed -> routed >= 200);
        });
        assertThat(consumer().report().counts().dropped()).isPositive();
    }

    @Test
    void aMalformedMessageIsNoLossThatIsWorthAReconnect() throws Exception {
        startGatedRoute("cocobase:users?recovery=none&events=create&queueSize=10&overflow=reconnect");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());
        create(1, 11);
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(10));

        emulator.publish("users", "{not json");
        // comes in behind it, and does not go into the queue
        emulator.collection("users").update("0", Map.of("n", 0));
        await().untilAsserted(() ->
                assertThat(consumer().report().counts().filtered()).isEqualTo(1));
        assertThat(consumer().report().counts().malformed()).isEqualTo(1);
        gate.release(1000);
        awaitRouted(11);
        create(11, 12);

        awaitRouted(12);
        assertThat(status().generation()).isEqualTo(1);
        assertThat(consumer().report().counts().dropped()).isZero();
    }

    @Test
    void onlyChangesCountAsNotRoutedAtAStop() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        startGatedRoute("cocobase:users?recovery=none&queueSize=10");
        create(0, 1);
        await().untilAsserted(() -> assertThat(gate.hasQueuedThreads()).isTrue());
        create(1, 3);
        emulator.publish("users", "{not json");
        await().untilAsserted(() -> assertThat(consumer().report().queueDepth()).isEqualTo(3));
        CocobaseConsumer consumer = consumer();

        context.stop();

        assertThat(consumer.report().counts().dropped()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 4", "32, 32"})
    void asManyAtTheSameTimeAsAskedFor(int concurrentConsumers, int expected) throws Exception {
        AtomicInteger running = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(expected);
        CountDownLatch goOn = new CountDownLatch(1);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&concurrentConsumers=" + concurrentConsumers)
                        .routeId("route")
                        .process(exchange -> {
                            running.incrementAndGet();
                            enough.countDown();
                            if (!goOn.await(30, TimeUnit.SECONDS)) {
                                throw new IllegalStateException("never released");
                            }
                            routed.add(exchange.copy());
                        });
            }
        });
        emulator.awaitConnections("users", 1);

        create(0, 500);
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(running).hasValue(expected);
        goOn.countDown();

        awaitRouted(500);
    }

    @Test
    void theOrderPerDocumentIsKeptWithConcurrentConsumers() throws Exception {
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger count = new AtomicInteger();
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&concurrentConsumers=8&queueSize=50")
                        .routeId("route")
                        .process(exchange -> {
                            String id = exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID, String.class);
                            Thread.yield();
                            seen.computeIfAbsent(id, key -> new ArrayList<>()).add((Integer)
                                    exchange.getIn().getBody(Map.class).get("n"));
                            count.incrementAndGet();
                        });
            }
        });
        emulator.awaitConnections("users", 1);

        Map<String, List<Integer>> written = new HashMap<>();
        for (int n = 0; n < 3000; n++) {
            String id = "document-" + n % 37;
            if (n < 37) {
                emulator.collection("users").create(id, Map.of("n", n));
            } else {
                emulator.collection("users").update(id, Map.of("n", n));
            }
            written.computeIfAbsent(id, key -> new ArrayList<>()).add(n);
        }

        await().untilAsserted(() -> assertThat(count).hasValue(3000));
        assertThat(seen).isEqualTo(written);
    }

    @Test
    void anAsynchronousRouteKeepsTheOrderAndFreesTheThread() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&queueSize=20")
                        .routeId("route")
                        .threads(3, 3)
                        .process(exchange -> routed.add(exchange.copy()));
            }
        });
        emulator.awaitConnections("users", 1);

        create(0, 1000);

        awaitRouted(1000);
        assertThat(routedNumbers()).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @Test
    void theRouteNeverRunsOnAnIoThread() throws Exception {
        List<String> threads = new java.util.concurrent.CopyOnWriteArrayList<>();
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=none&connectionName=my-users")
                        .routeId("route")
                        .process(exchange -> {
                            threads.add(Thread.currentThread().getName());
                            routed.add(exchange);
                        });
            }
        });
        emulator.awaitConnections("users", 1);

        create(0, 20);

        awaitRouted(20);
        assertThat(threads)
                .allSatisfy(
                        name -> assertThat(name).contains("CocobaseDispatcher").endsWith("my-users"));
    }

    @Test
    void pooledExchangesCarryTheirOwnEvent() throws Exception {
        context.getCamelContextExtension().setExchangeFactory(new org.apache.camel.impl.engine.PooledExchangeFactory());
        context.getCamelContextExtension()
                .setProcessorExchangeFactory(new org.apache.camel.impl.engine.PooledProcessorExchangeFactory());
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);

        create(0, 1000);

        awaitRouted(1000);
        assertThat(routedNumbers()).isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }
}
