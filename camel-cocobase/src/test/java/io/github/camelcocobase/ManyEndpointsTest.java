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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.event.ConnectedEvent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand endpoints in one context: what they share, and how they come back together. */
class ManyEndpointsTest extends WatchTestSupport {

    private static final int ENDPOINTS = 1_000;
    private static final int MAX_THREADS = 43;
    private static final int MAX_PERCENT_PER_TENTH_OF_A_SECOND = 15;

    /** The documents that each route has heard of. */
    private final List<Set<String>> heard = Stream.<Set<String>>generate(ConcurrentHashMap::newKeySet)
            .limit(ENDPOINTS)
            .toList();

    private final AtomicInteger connectedEvents = new AtomicInteger();

    @Test
    void shareThreadsAndComeBackSpreadOutAfterARestart() throws Exception {
        useDefaultDelays();
        countConnectedEvents();
        try (ThreadCensus threads = ThreadCensus.begin()) {
            startRoutes();
            awaitAllLive(1);
            createADocumentInEachCollection();
            awaitDocumentsOnAllRoutes(1);

            emulator.clearObservations();
            emulator.restart();
            awaitAllLive(2);
            assertThatAttemptsAreSpread();
            createADocumentInEachCollection();
            awaitDocumentsOnAllRoutes(2);

            assertThat(connectedEvents).hasValueGreaterThanOrEqualTo(2 * ENDPOINTS);
            assertThat(threads.most()).isNotEmpty().hasSizeLessThanOrEqualTo(MAX_THREADS);
        }
    }

    private void useDefaultDelays() {
        CocobaseConfiguration defaults = new CocobaseConfiguration();
        CocobaseConfiguration configuration =
                context.getComponent("cocobase", CocobaseComponent.class).getConfiguration();
        configuration.setReconnectDelay(defaults.getReconnectDelay());
        configuration.setMaxReconnectDelay(defaults.getMaxReconnectDelay());
    }

    /** Without a notifier there would be one thread less. */
    private void countConnectedEvents() {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ConnectedEvent) {
                    connectedEvents.incrementAndGet();
                }
            }
        });
    }

    private void startRoutes() throws Exception {
        IntStream.range(0, ENDPOINTS).forEach(i -> emulator.collection(collection(i)));
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < ENDPOINTS; i++) {
                    Set<String> documents = heard.get(i);
                    from("cocobase:" + collection(i))
                            .routeId("route" + i)
                            .process(exchange -> documents.add(
                                    exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID, String.class)));
                }
            }
        });
    }

    private static String collection(int number) {
        return "collection" + number;
    }

    private void awaitAllLive(int connections) {
        awaitLong().untilAsserted(() -> assertThat(IntStream.range(0, ENDPOINTS)
                        .mapToObj(i -> consumer(context, "route" + i).getConnectionStatus())
                        .filter(status -> !status.isLive() || status.connections() < connections)
                        .collect(Collectors.groupingBy(ConnectionStatus::state, Collectors.counting())))
                .as("endpoints that are not connected for the time number %d, by state", connections)
                .isEmpty());
    }

    private void createADocumentInEachCollection() {
        IntStream.range(0, ENDPOINTS)
                .forEach(i -> emulator.collection(collection(i)).create(Map.of("number", i)));
    }

    private void awaitDocumentsOnAllRoutes(int count) {
        awaitLong().untilAsserted(() -> assertThat(IntStream.range(0, ENDPOINTS)
                        .filter(i -> heard.get(i).size() != count)
                        .mapToObj(i -> collection(i) + " has " + heard.get(i).size()))
                .as("routes that have not heard of %d documents", count)
                .isEmpty());
    }

    private static ConditionFactory awaitLong() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(100));
    }

    private void assertThatAttemptsAreSpread() {
        int[] attempts = emulator.connectionAttemptsPer(Duration.ofMillis(100));
        int total = Arrays.stream(attempts).sum();
        assertThat(total).isGreaterThanOrEqualTo(ENDPOINTS);
        assertThat(Arrays.stream(attempts).max().orElseThrow() * 100.0 / total)
                .as("percent of the attempts in the fullest tenth of a second of %s", Arrays.toString(attempts))
                .isLessThanOrEqualTo(MAX_PERCENT_PER_TENTH_OF_A_SECOND);
    }
}
