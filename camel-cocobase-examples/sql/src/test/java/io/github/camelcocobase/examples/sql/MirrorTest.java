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
package io.github.camelcocobase.examples.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.StoredDocument;
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

/** Whatever happens on the way, the table becomes what the collection is. */
class MirrorTest {

    private static final List<String> COLUMNS = List.of("customer", "item", "quantity", "status", "revision");

    @TempDir
    private Path directory;

    private CocobaseEmulator cocobase;
    private EmulatedCollection orders;
    private OrderDesk desk;
    private Main camel;

    @BeforeEach
    void start() {
        cocobase = CocobaseEmulator.builder().port(0).collection("orders").start();
        orders = cocobase.collection("orders");
        desk = new OrderDesk(orders, 200, new Random(5));
        change(500);
        startCamel();
    }

    private void startCamel() {
        camel = new Main();
        camel.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        camel.addOverrideProperty("camel.component.cocobase.reconnect-delay", "100ms");
        camel.addOverrideProperty("camel.component.cocobase.max-reconnect-delay", "1s");
        camel.addOverrideProperty("mirror.directory", directory.toString());
        camel.addOverrideProperty("mirror.reconcile-interval", "2s");
        camel.addOverrideProperty("mirror.redeliveries", "0");
        camel.start();
        cocobase.awaitConnections("orders", 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
    }

    private void change(int times) {
        for (int i = 0; i < times; i++) {
            desk.change();
        }
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100));
    }

    /** Looks into the database beside the route, in the same process. */
    private Connection database() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + directory + "/orders");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Map<String, Map<String, String>> table() throws SQLException {
        Map<String, Map<String, String>> result = new HashMap<>();
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM orders")) {
            while (rows.next()) {
                Map<String, String> row = new HashMap<>();
                for (String column : COLUMNS) {
                    row.put(column, rows.getString(column));
                }
                result.put(rows.getString("id"), row);
            }
        }
        return result;
    }

    private Map<String, Map<String, String>> collection() {
        Map<String, Map<String, String>> result = new HashMap<>();
        for (StoredDocument order : orders.documents()) {
            Map<String, String> row = new HashMap<>();
            for (String column : COLUMNS) {
                Object value = order.data().get(column);
                row.put(column, value == null ? null : value.toString());
            }
            result.put(order.id(), row);
        }
        return result;
    }

    private void awaitMirror() {
        // the route makes the table
        await().ignoreExceptionsInstanceOf(SQLException.class)
                .untilAsserted(() -> assertThat(table()).isEqualTo(collection()));
    }

    @Test
    void beginsWithWhatIsThereAndFollowsIt() {
        awaitMirror();
        change(1_000);
        awaitMirror();
    }

    @Test
    void agreesAgainAfterAllThatCanHappen() throws Exception {
        awaitMirror();
        change(200);
        cocobase.faults().duplicateEvents(true).idOnlyDeletes(true).silentDeletes(true);
        change(200);
        cocobase.connections("orders").forEach(WatchConnection::drop);
        cocobase.faults().rest500(2).restDrop(1);
        change(200);
        cocobase.awaitConnections("orders", 1);
        change(200);
        // for a while the database refuses every row
        execute("ALTER TABLE orders ADD CONSTRAINT disk_full CHECK (1 = 0) NOCHECK");
        change(200);
        cocobase.awaitDrained("orders", Duration.ofSeconds(30));
        execute("ALTER TABLE orders DROP CONSTRAINT disk_full");
        cocobase.connections("orders").forEach(WatchConnection::blackHole);
        change(100);
        // nobody runs for a while
        camel.stop();
        change(300);
        startCamel();
        change(300);
        cocobase.faults().reset();

        awaitMirror();
    }

    @Test
    void takesEverythingOnceMoreWhenTheLedgerIsLost() throws Exception {
        awaitMirror();
        Map<String, Map<String, String>> before = table();
        camel.stop();
        deleteLedger();
        change(100);
        startCamel();

        await().untilAsserted(() -> assertThat(table()).containsAllEntriesOf(collection()));
        // what was deleted while nobody watched is only known to the ledger
        Map<String, Map<String, String>> surplus = table();
        surplus.keySet().removeAll(collection().keySet());
        assertThat(before).containsAllEntriesOf(surplus);
    }

    private void deleteLedger() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("ledger"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void valuesNeverBecomePartsOfAStatement() {
        awaitMirror();
        for (String text : List.of(
                "'); DROP TABLE orders; --",
                "O'Brien",
                "${exchangeId} ${body}",
                ":#customer ?",
                "\u0000\uD83D\uDE00 \"quoted\" \\")) {
            orders.create(Map.of("customer", text, "item", text));
        }
        awaitMirror();
    }

    @Test
    void anOrderThatTheTableCannotTakeKeepsNobodyWaiting() throws Exception {
        awaitMirror();
        String odd = orders.create(Map.of("customer", "Ada Lovelace", "quantity", "a dozen"));
        String even = orders.create(Map.of("customer", "Alan Turing", "quantity", 12));
        await().untilAsserted(() -> assertThat(table()).containsKey(even));
        assertThat(table()).doesNotContainKey(odd);

        // once it can be stored, it is: with its event, or by the next reconcile
        orders.update(odd, Map.of("quantity", 12));
        awaitMirror();
    }
}
