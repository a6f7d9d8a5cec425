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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.StoredDocument;
import io.github.camelcocobase.emulator.WatchConnection;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts a pattern, in Java or YAML, as an application does, against an emulator; reconnects quickly. */
abstract class PatternTest {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Something that happened in Cocobase. */
    record Happened(String event, String id, Map<String, Object> data, Map<String, Object> before) {}

    protected CocobaseEmulator cocobase;
    protected EmulatedCollection users;
    protected Journal journal;
    protected Main camel;

    private final String pattern;
    private final Random random = new Random(4711);

    PatternTest(String pattern) {
        this.pattern = pattern;
    }

    @BeforeEach
    void startCocobase() {
        cocobase = CocobaseEmulator.builder()
                .collection("users", "orders", "products", "tasks")
                .start();
        users = cocobase.collection("users");
    }

    @AfterEach
    void stop() {
        stopCamel();
        cocobase.close();
    }

    /** Starts the routes, without waiting for their connections. */
    protected void start(Dsl dsl, String... properties) throws Exception {
        journal = new Journal();
        camel = new Main();
        camel.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        camel.addOverrideProperty("camel.component.cocobase.reconnect-delay", "20ms");
        camel.addOverrideProperty("camel.component.cocobase.max-reconnect-delay", "100ms");
        // a recovery that overtakes the events on their way reports a document twice: not for those who count exactly
        camel.addOverrideProperty("camel.component.cocobase.recovery", "none");
        for (int i = 0; i < properties.length; i += 2) {
            camel.addOverrideProperty(properties[i], properties[i + 1]);
        }
        camel.bind("journal", journal);
        PatternsApplication.load(camel, pattern, dsl.name().toLowerCase(Locale.ROOT));
        camel.start();
    }

    protected void stopCamel() {
        if (camel != null) {
            camel.stop();
            camel = null;
        }
    }

    /** Waits until a route has logged so many lines. No list of thousands is compared for each look. */
    protected void awaitLogged(String routeId, int lines) {
        await().untilAsserted(() -> assertThat(journal.of(routeId).size()).isEqualTo(lines));
    }

    /** Waits until a route has logged something of each of these documents. */
    protected void awaitDocuments(String routeId, Collection<String> ids) {
        await().untilAsserted(() -> {
            Set<String> missing = new HashSet<>(ids);
            journal.headers(routeId, CocobaseConstants.DOCUMENT_ID).forEach(missing::remove);
            assertThat(missing.size()).as("documents that are missing").isZero();
        });
    }

    /** Waits until every connection has received so many changes. */
    protected void awaitReceived(int changes) {
        await().untilAsserted(() -> assertThat(camel.getCamelContext().getRoutes())
                .extracting(Route::getConsumer)
                .filteredOn(CocobaseConsumer.class::isInstance)
                .allSatisfy(consumer -> assertThat(((CocobaseConsumer) consumer).getEventsReceived())
                        .isEqualTo(changes)));
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    /** Breaks the connections of a collection and waits until they are there again. */
    protected void cut(String collection) {
        List<WatchConnection> connections = cocobase.connections(collection);
        connections.forEach(WatchConnection::drop);
        cocobase.await(
                () -> connections.stream().noneMatch(WatchConnection::isOpen),
                PATIENCE,
                () -> "The connections stayed open");
        cocobase.awaitConnections(collection, connections.size());
    }

    /** Creates, updates and deletes at random, so that some documents exist at any time. */
    protected List<Happened> change(EmulatedCollection collection, int changes) {
        List<Happened> happened = new ArrayList<>();
        List<String> ids = new ArrayList<>(
                collection.documents().stream().map(StoredDocument::id).toList());
        for (int i = 0; i < changes; i++) {
            if (ids.size() < 20 || random.nextInt(4) == 0) {
                Map<String, Object> data = document();
                String id = collection.create(data);
                ids.add(id);
                happened.add(new Happened("create", id, data(collection, id), null));
            } else {
                String id = ids.get(random.nextInt(ids.size()));
                Map<String, Object> before = data(collection, id);
                if (random.nextInt(4) == 0) {
                    ids.remove(id);
                    collection.delete(id);
                    happened.add(new Happened("delete", id, before, null));
                } else {
                    collection.update(id, Map.of("status", status(), "age", random.nextInt(40)));
                    happened.add(new Happened("update", id, data(collection, id), before));
                }
            }
        }
        return happened;
    }

    private Map<String, Object> document() {
        return Map.of("name", "user " + random.nextInt(1000), "status", status(), "age", random.nextInt(40));
    }

    private String status() {
        return random.nextBoolean() ? "active" : "away";
    }

    protected static Map<String, Object> data(EmulatedCollection collection, String id) {
        return collection.get(id).orElseThrow().data();
    }

    /** {@return what Cocobase holds} */
    protected static Map<String, Map<String, Object>> contents(EmulatedCollection collection) {
        return collection.documents().stream().collect(Collectors.toMap(StoredDocument::id, StoredDocument::data));
    }
}
