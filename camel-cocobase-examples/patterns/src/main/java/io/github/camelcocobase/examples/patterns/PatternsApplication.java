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
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.StoredDocument;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** Runs one pattern, in Java or YAML, until Ctrl-C. README.md says how. */
public final class PatternsApplication {

    /** Each pattern is also a file {@code patterns/<name>.yaml}. */
    static final Map<String, Class<? extends RouteBuilder>> PATTERNS = Map.ofEntries(
            Map.entry("watch", WatchRoute.class),
            Map.entry("document-fields", DocumentFieldsRoute.class),
            Map.entry("connections", ConnectionsRoutes.class),
            Map.entry("connection-status", ConnectionStatusRoutes.class),
            Map.entry("event-types", EventTypesRoute.class),
            Map.entry("handlers", HandlersRoutes.class),
            Map.entry("filtering", FilteringRoutes.class),
            Map.entry("ui-updates", UiUpdatesRoute.class),
            Map.entry("connection-errors", ConnectionErrorsRoute.class),
            Map.entry("processing-errors", ProcessingErrorsRoutes.class),
            Map.entry("connection-loss", ConnectionLossRoute.class),
            Map.entry("debounce", DebounceRoutes.class),
            Map.entry("buffering", BufferingRoutes.class),
            Map.entry("state-sync", StateSyncRoute.class),
            Map.entry("fan-out", FanOutRoutes.class),
            Map.entry("slow-work", SlowWorkRoute.class),
            Map.entry("enrichment", EnrichmentRoutes.class),
            Map.entry("idempotent", IdempotentRoute.class));

    private static final List<String> NAMES = List.of("Ada", "Grace", "Alan", "Katherine", "Edsger", "Barbara");
    private static final List<String> STATES = List.of("active", "trial", "closed");

    private final Random random = new Random();
    private final CocobaseEmulator cocobase;

    private PatternsApplication(CocobaseEmulator cocobase) {
        this.cocobase = cocobase;
    }

    public static void main(String[] args) throws Exception {
        Main camel = new Main();
        load(camel, System.getProperty("pattern", "watch"), System.getProperty("dsl", "java"));
        String key = System.getenv("COCOBASE_API_KEY");
        if (key != null) {
            camel.addInitialProperty("camel.component.cocobase.api-key", key);
            camel.addInitialProperty(
                    "camel.component.cocobase.base-url",
                    System.getenv().getOrDefault("COCOBASE_BASE_URL", "https://api.cocobase.cc"));
            camel.run();
            return;
        }
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try (CocobaseEmulator emulator = CocobaseEmulator.builder()
                .collection("users", "orders", "products", "tasks")
                .start()) {
            camel.addInitialProperty("camel.component.cocobase.api-key", emulator.apiKey());
            camel.addInitialProperty("camel.component.cocobase.base-url", emulator.baseUrl());
            PatternsApplication application = new PatternsApplication(emulator);
            writer.scheduleAtFixedRate(application::writeSome, 1000, 2000, TimeUnit.MILLISECONDS);
            camel.run();
        } finally {
            writer.shutdownNow();
        }
    }

    /** Adds a pattern's routes. */
    static void load(Main camel, String pattern, String dsl) throws ReflectiveOperationException {
        Class<? extends RouteBuilder> routes = PATTERNS.get(pattern);
        if (routes == null) {
            throw new IllegalArgumentException("There is no pattern \"" + pattern + "\" (-Dpattern=); there are "
                    + PATTERNS.keySet().stream().sorted().toList());
        }
        switch (dsl) {
            case "java" ->
                camel.configure()
                        .addRoutesBuilder(routes.getDeclaredConstructor().newInstance());
            case "yaml" -> camel.configure().withRoutesIncludePattern("classpath:patterns/" + pattern + ".yaml");
            default ->
                throw new IllegalArgumentException(
                        "There is no DSL \"" + dsl + "\" here (-Ddsl=); there are java and yaml");
        }
    }

    /** Several changes at once, and then quiet for a while. */
    private void writeSome() {
        for (int i = 0; i < 10; i++) {
            write();
        }
    }

    /** Something happens in one of the collections that are watched. */
    private void write() {
        List<EmulatedCollection> watched = cocobase.collections().stream()
                .filter(collection -> !cocobase.connections(collection.name()).isEmpty())
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        EmulatedCollection collection = pick(watched);
        List<StoredDocument> documents = collection.documents();
        if (documents.size() < 5) {
            collection.create(document());
        } else if (random.nextInt(5) == 0) {
            collection.delete(pick(documents).id());
        } else {
            collection.update(pick(documents).id(), Map.of("status", pick(STATES)));
        }
    }

    private Map<String, Object> document() {
        String name = pick(NAMES);
        List<StoredDocument> users = cocobase.collection("users").documents();
        return Map.of(
                "name",
                name,
                "email",
                name.toLowerCase(Locale.ROOT) + "@example.com",
                "age",
                15 + random.nextInt(60),
                "status",
                pick(STATES),
                "item",
                "a book",
                "customerId",
                users.isEmpty() ? "nobody" : pick(users).id());
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
