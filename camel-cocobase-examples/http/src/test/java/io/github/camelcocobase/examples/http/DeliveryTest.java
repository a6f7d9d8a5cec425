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
package io.github.camelcocobase.examples.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.WatchConnection;
import io.github.camelcocobase.examples.shop.OrderDesk;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A real HTTP server that fails in many ways: each change arrives, or lies in the dead letter. */
class DeliveryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The server breaks the connection instead of an answer. */
    private static final int HANG_UP = 0;

    private static final int OK = 204;

    /** @param revision 0 for a delete, which may come without data */
    private record Change(String event, String id, long revision) {
        static Change of(JsonNode json) {
            String event = json.path("event").asText();
            long revision = event.equals("delete")
                    ? 0
                    : json.path("data").path("revision").asLong();
            return new Change(event, json.path("id").asText(), revision);
        }

        boolean isDelete() {
            return event.equals("delete");
        }
    }

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Change> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private volatile ToIntFunction<Change> mood = change -> OK;

    private HttpServer server;
    private CocobaseEmulator cocobase;
    private EmulatedCollection orders;
    private Main camel;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/changes", this::answer);
        server.start();
        cocobase = CocobaseEmulator.builder().port(0).collection("orders").start();
        orders = cocobase.collection("orders");
        startCamel("10m");
    }

    private void startCamel(String reconcileInterval) {
        camel = new Main();
        camel.configure().addRoutesBuilder(new DeliveryRoute());
        camel.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        camel.addOverrideProperty("camel.component.cocobase.reconnect-delay", "100ms");
        camel.addOverrideProperty(
                "delivery.endpoint", "http://127.0.0.1:" + server.getAddress().getPort() + "/changes");
        camel.addOverrideProperty("delivery.directory", directory.toString());
        camel.addOverrideProperty("delivery.retries", "3");
        camel.addOverrideProperty("delivery.retry-delay", "5");
        camel.addOverrideProperty("delivery.reconcile-interval", reconcileInterval);
        camel.start();
        cocobase.awaitConnections("orders", 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitFirstReading() {
        CocobaseConsumer consumer =
                (CocobaseConsumer) camel.getCamelContext().getRoute("delivery").getConsumer();
        await().until(() -> consumer.getRecoveryStatus().runsCompleted() > 0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Change change = Change.of(JSON.readTree(exchange.getRequestBody()));
            attempts.computeIfAbsent(change.id(), id -> new AtomicInteger()).incrementAndGet();
            int status = mood.applyAsInt(change);
            if (status == OK) {
                accepted.add(change);
            }
            if (status != HANG_UP) {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private List<Change> deadLetters() throws IOException {
        Path letters = directory.resolve("dead-letter");
        if (!Files.isDirectory(letters)) {
            return List.of();
        }
        List<Change> changes = new ArrayList<>();
        try (Stream<Path> files = Files.list(letters)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".json")).toList()) {
                JsonNode letter = JSON.readTree(Files.readString(file));
                assertThat(letter.path("reason").asText()).isNotBlank();
                changes.add(Change.of(letter.path("change")));
            }
        }
        return changes;
    }

    @Test
    void eachChangeArrivesOrIsInTheDeadLetter() throws Exception {
        // a listing that is read meanwhile may be ahead of the events, and show an order as created in a later revision
        awaitFirstReading();
        Random moods = new Random(3);
        mood = change -> {
            int dice;
            synchronized (moods) {
                dice = moods.nextInt(100);
            }
            return dice < 20 ? 503 : dice < 30 ? HANG_UP : dice < 40 ? 429 : dice < 45 ? 422 : OK;
        };
        OrderDesk desk = new OrderDesk(orders, 60, new Random(4));
        Set<Change> done = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            OrderDesk.Change change = desk.change();
            done.add(new Change(change.type(), change.id(), change.revision()));
        }

        await().untilAsserted(() -> {
            Set<Change> ended = new HashSet<>(accepted);
            ended.addAll(deadLetters());
            assertThat(ended).isEqualTo(done);
        });
        assertThat(accepted.size()).isGreaterThan(800);
        assertThat(deadLetters()).isNotEmpty();
        assertThatNoOrderWentBackwards();
    }

    private void assertThatNoOrderWentBackwards() {
        Map<String, Change> latest = new ConcurrentHashMap<>();
        for (Change change : accepted) {
            Change before = latest.put(change.id(), change);
            if (before != null) {
                assertThat(before.isDelete()).as("%s after %s", change, before).isFalse();
                assertThat(change.isDelete() || change.revision() >= before.revision())
                        .as("%s after %s", change, before)
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsRefusedIsNotTriedAgain() {
        mood = change -> 422;
        String id = orders.create(Map.of("revision", 1));
        await().untilAsserted(() -> assertThat(deadLetters()).containsExactly(new Change("create", id, 1)));
        assertThat(attempts.get(id)).hasValue(1);
    }

    @Test
    void whatIsInTheDeadLetterIsDone() throws Exception {
        mood = change -> 503;
        String id = orders.create(Map.of("revision", 1));
        await().untilAsserted(() -> assertThat(deadLetters()).hasSize(1));
        assertThat(attempts.get(id)).hasValue(4);

        mood = change -> OK;
        camel.stop();
        startCamel("60s");
        orders.create("another", Map.of("revision", 2));
        await().untilAsserted(() -> assertThat(accepted).contains(new Change("create", "another", 2)));
        // two readings: after the restart, and after the loss of the connection
        int requests = cocobase.restRequests().size();
        cocobase.connections("orders").forEach(WatchConnection::drop);
        await().until(() -> cocobase.restRequests().size() > requests);
        cocobase.awaitConnections("orders", 1);
        orders.update("another", Map.of("revision", 3));
        await().untilAsserted(() -> assertThat(accepted).contains(new Change("update", "another", 3)));
        assertThat(accepted).noneMatch(change -> change.id().equals(id));
    }

    @Test
    void whatCouldNotEvenBePutThereIsOfferedAgain() throws Exception {
        camel.stop();
        startCamel("1s");
        // the disk is full, so to speak
        Path letters = directory.resolve("dead-letter");
        Files.writeString(letters, "");
        mood = change -> 503;
        String id = orders.create(Map.of("revision", 1));
        await().until(() -> attempts.containsKey(id) && attempts.get(id).get() >= 8);

        mood = change -> OK;
        await().untilAsserted(() -> assertThat(accepted).contains(new Change("create", id, 1)));
        assertThat(letters).isRegularFile();
    }

    @Test
    void oneOrderThatWaitsLetsOthersPass() {
        mood = change -> change.id().equals("slow") ? 503 : OK;
        orders.create("slow", Map.of("revision", 1));
        orders.update("slow", Map.of("revision", 2));
        for (int i = 0; i < 50; i++) {
            orders.create("quick-" + i, Map.of("revision", 3 + i));
        }
        await().untilAsserted(() -> assertThat(accepted).hasSizeGreaterThan(30));
        mood = change -> OK;
        await().untilAsserted(() -> assertThat(accepted).hasSizeGreaterThanOrEqualTo(50));
        assertThatNoOrderWentBackwards();
    }

    @Test
    void aGapIsClosedWhileTheEndpointFails() {
        mood = change -> attempts.get(change.id()).get() % 2 == 1 ? 503 : OK;
        for (int i = 0; i < 20; i++) {
            orders.create("order-" + i, Map.of("revision", 1));
        }
        await().untilAsserted(() -> assertThat(accepted).hasSizeGreaterThanOrEqualTo(20));
        cocobase.connections("orders").forEach(WatchConnection::drop);
        for (int i = 0; i < 10; i++) {
            orders.update("order-" + i, Map.of("revision", 2));
        }
        orders.delete("order-19");

        await().untilAsserted(() -> {
            for (int i = 0; i < 10; i++) {
                assertThat(accepted).contains(new Change("update", "order-" + i, 2));
            }
            assertThat(accepted)
                    .anyMatch(change ->
                            change.event().equals("delete") && change.id().equals("order-19"));
        });
        assertThatNoOrderWentBackwards();
    }
}
