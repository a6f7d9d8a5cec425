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
package io.github.camelcocobase.examples.patterns;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide warns of is so. */
class TrapsTest {

    private final CocobaseEmulator cocobase =
            CocobaseEmulator.builder().collection("users").start();
    private final Main camel = new Main();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<Object> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        goOn.countDown();
        camel.stop();
        cocobase.close();
    }

    @Test
    void subscribersOfOneSedaQueueAreCalledSeveralTimesAtOnce() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users")
                        .routeId("users")
                        .to("seda:all?multipleConsumers=true&size=10&discardWhenFull=true");
                from("seda:all?multipleConsumers=true&size=10").process(TrapsTest.this::hang);
                from("seda:all?multipleConsumers=true&size=10").process(exchange -> {});
            }
        });

        // each ten find an empty queue, so that none is skipped
        for (int i = 0; i < 2; i++) {
            create(10);
            awaitDelivered(10 * (i + 1));
            PatternTest.await()
                    .untilAsserted(() -> assertThat(waitingInQueue("all")).isZero());
        }

        // one subscriber, and more than one change of it under way: there is no order
        PatternTest.await().untilAsserted(() -> assertThat(waiting).hasValueGreaterThan(1));
        goOn.countDown();
        // it had taken them all although none was done: its ten places were no limit either
        PatternTest.await().untilAsserted(() -> assertThat(done).hasSize(20));
    }

    @Test
    void threadsBehindTheSourceDoNotWorkAtTheSameTime() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("users").threads(8, 8).process(TrapsTest.this::hang);
            }
        });

        create(1000);
        PatternTest.await()
                .untilAsserted(() -> assertThat(consumer().getEventsReceived()).isEqualTo(1000));

        PatternTest.await().untilAsserted(() -> assertThat(waiting).hasValue(1));
    }

    @Test
    void severalConsumersOfASedaQueueOvertakeEachOther() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("users").to("seda:work");
                from("seda:work?concurrentConsumers=8").process(exchange -> {
                    if (number(exchange).equals(0)) {
                        goOn.await();
                    }
                    done.add(number(exchange));
                });
            }
        });

        cocobase.collection("users").create("1", Map.of("n", 0));
        cocobase.collection("users").update("1", Map.of("n", 1));
        PatternTest.await().untilAsserted(() -> assertThat(done).containsExactly(1));
        goOn.countDown();

        PatternTest.await().untilAsserted(() -> assertThat(done).containsExactly(1, 0));
    }

    @Test
    void whatIsHandedOverCountsAsDone() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("users").to("seda:work?size=1000");
                from("seda:work?size=1000").process(TrapsTest.this::hang);
            }
        });

        create(500);

        awaitDelivered(500);
        PatternTest.await().untilAsserted(() -> assertThat(waiting).hasValue(1));
        assertThat(done).isEmpty();
    }

    @Test
    void anAggregateTakesInWhatTheStepBehindItCannotDo() throws Exception {
        start(batches(null));

        create(3000);

        awaitDelivered(3000);
        PatternTest.await().untilAsserted(() -> assertThat(waiting).hasValue(1));
    }

    @Test
    void anAggregateThatLendsNoThreadHoldsTheSourceBack() throws Exception {
        start(batches(new SynchronousExecutorService()));

        // a queue that was full before the route took the first ten would not be filled up again
        create(10);
        PatternTest.await().untilAsserted(() -> assertThat(waiting).hasValue(1));
        create(2990);
        PatternTest.await().untilAsserted(() -> assertThat(consumer().report().queueDepth())
                .isGreaterThanOrEqualTo(1000));

        assertThat(consumer().getEventsDelivered()).isEqualTo(9);
        goOn.countDown();
        awaitDelivered(3000);
    }

    private RouteBuilder batches(ExecutorService threads) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users")
                        .routeId("users")
                        .aggregate(constant(true), AggregationStrategies.useLatest())
                        .executorService(threads)
                        .completionSize(10)
                        .process(TrapsTest.this::hang);
            }
        };
    }

    private void start(RouteBuilder routes) {
        camel.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        camel.configure().addRoutesBuilder(routes);
        camel.start();
        cocobase.awaitConnections("users", 1);
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            cocobase.collection("users").create(Map.of("n", i));
        }
    }

    private void hang(Exchange exchange) throws InterruptedException {
        waiting.incrementAndGet();
        goOn.await();
        done.add(number(exchange));
    }

    private static Object number(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class).get("n");
    }

    private int waitingInQueue(String name) {
        SedaEndpoint queue = camel.getCamelContext().getEndpoint("seda:" + name, SedaEndpoint.class);
        return queue.getQueue().size();
    }

    private CocobaseConsumer consumer() {
        return (CocobaseConsumer) camel.getCamelContext().getRoute("users").getConsumer();
    }

    private void awaitDelivered(int count) {
        PatternTest.await()
                .untilAsserted(() -> assertThat(consumer().getEventsDelivered()).isEqualTo(count));
    }
}
