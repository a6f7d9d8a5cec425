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
package io.github.camelcocobase.examples.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.examples.shop.OrderDesk;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** An emulator, a real broker, the database of the ledger, and three workers that keep a journal. */
abstract class KafkaTestSupport {

    static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final int ORDERS = 2_000;

    @TempDir
    Path directory;

    final Journal journal = new Journal();
    /** What was done to each order. */
    final Map<String, List<Journal.Entry>> done = new HashMap<>();

    CocobaseEmulator cocobase;
    KafkaBroker broker;
    LedgerDatabase ledger;
    long written;

    private final List<AutoCloseable> started = new ArrayList<>();
    private EmulatedCollection orders;
    private OrderDesk desk;

    @BeforeEach
    void startSurroundings() throws Exception {
        cocobase = CocobaseEmulator.builder().port(0).collection("orders").start();
        closedLater(cocobase);
        orders = cocobase.collection("orders");
        desk = new OrderDesk(orders, ORDERS, new Random(11));
        broker = KafkaBroker.start(directory.resolve("kafka"));
        closedLater(broker);
        broker.createTopics(6, "orders", "orders-failed");
        ledger = LedgerDatabase.start(directory.resolve("ledger"));
        closedLater(ledger);

        Main workers = new Main();
        workers.configure().withProfile("worker");
        workers.bind("journal", journal);
        workers.addOverrideProperty("worker.task", "bean:journal");
        start(workers);
    }

    void start(Main camel) {
        closedLater(camel::stop);
        camel.addOverrideProperty("camel.component.kafka.brokers", broker.address());
        camel.start();
    }

    void closedLater(AutoCloseable resource) {
        started.add(resource);
    }

    @AfterEach
    void stopEverything() throws Exception {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    void change(int times) {
        for (int i = 0; i < times; i++) {
            OrderDesk.Change change = desk.change();
            done.computeIfAbsent(change.id(), id -> new ArrayList<>())
                    .add(new Journal.Entry(change.type(), change.revision()));
            written++;
        }
    }

    Map<String, Long> server() {
        Map<String, Long> result = new HashMap<>();
        orders.documents()
                .forEach(order -> result.put(order.id(), ((Number) order.data().get("revision")).longValue()));
        return result;
    }

    /** The final state of every order, and every delete. One that came and went during one gap nobody could see. */
    void assertThatTheWorkersKnowTheTruth() {
        Map<String, Long> server = server();
        assertThat(journal.replica()).isEqualTo(server);
        Set<String> deleted = new HashSet<>(journal.partitions().keySet());
        deleted.removeAll(server.keySet());
        assertThat(journal.gone()).isEqualTo(deleted);
    }

    void assertThatNoOrderWentBackwards() {
        assertThat(journal.backwards()).isEmpty();
    }

    void assertThatTheWorkWasShared() {
        assertThat(journal.threads()).hasSize(3);
        assertThat(journal.partitions().values()).allMatch(partitions -> partitions.size() == 1);
    }
}
