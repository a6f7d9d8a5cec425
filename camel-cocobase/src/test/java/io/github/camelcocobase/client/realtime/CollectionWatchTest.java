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
package io.github.camelcocobase.client.realtime;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.CollectionWatch;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.WatchListener;
import io.github.camelcocobase.client.WatchSettings;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.awaitility.Awaitility;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The client without Camel: what the Go SDK's {@code WatchCollection} should have been. */
class CollectionWatchTest {

    private static final String KEY = "key-for-tests";

    private final List<ChangeEvent> events = new CopyOnWriteArrayList<>();
    private final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    private CocobaseEmulator emulator;
    private WebSocketClient jetty;
    private ScheduledThreadPoolExecutor timer;
    private RealtimeClient client;

    private final WatchListener recorder = new WatchListener() {
        @Override
        public void onEvent(ChangeEvent event) {
            events.add(event);
        }

        @Override
        public void onStatus(ConnectionStatus previous, ConnectionStatus current) {
            states.add(current.state());
        }
    };

    @BeforeEach
    void start() throws Exception {
        emulator = CocobaseEmulator.builder().apiKey(KEY).collection("users").start();
        jetty = JettyClient.create("test", null, null);
        jetty.start();
        timer = new ScheduledThreadPoolExecutor(1);
        client = new RealtimeClient(jetty, timer);
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        timer.shutdownNow();
        emulator.close();
    }

    private WatchSettings settings(String name) {
        return WatchSettings.of(URI.create(emulator.baseUrl()), "users", name, KEY);
    }

    @Test
    void namesAreLocalAndDefaultToTheCollection() {
        try (CollectionWatch named = client.watch(settings("dashboard"), recorder);
                CollectionWatch unnamed = client.watch(settings(""), recorder)) {
            assertThat(named.name()).isEqualTo("dashboard");
            assertThat(unnamed.name()).isEqualTo("watch-users");
            emulator.awaitConnections("users", 2);
            assertThat(emulator.authFrames())
                    .allSatisfy(frame -> assertThat(frame).doesNotContain("dashboard"));
        }
    }

    /** Such as a class that is missing, or a thread that cannot be started. */
    @Test
    void itConnectsAgainAfterAnErrorOfTheSupplierOfTheKey() {
        AtomicInteger attempts = new AtomicInteger();
        WatchSettings settings = settingsWithKey(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new NoClassDefFoundError("com/example/Vault");
            }
            return KEY;
        });

        try (CollectionWatch watch = client.watch(settings, recorder)) {
            Awaitility.await().until(() -> watch.status().isLive());

            assertThat(states)
                    .containsExactly(
                            ConnectionState.CONNECTING,
                            ConnectionState.WAITING,
                            ConnectionState.CONNECTING,
                            ConnectionState.AUTHENTICATING,
                            ConnectionState.LIVE);
            assertThat(watch.status().lastError()).contains("com/example/Vault");
        }
    }

    private WatchSettings settingsWithKey(Supplier<String> key) {
        WatchSettings settings = settings("users");
        return new WatchSettings(
                settings.collection(),
                settings.name(),
                settings.baseUrl(),
                settings.dialect(),
                key,
                settings.serverFilters(),
                settings.dataForm(),
                settings.reconnect(),
                settings.connectTimeout(),
                settings.subscribeTimeout(),
                settings.pingInterval(),
                settings.livenessTimeout(),
                settings.maxMessageSize());
    }

    /** A connect that had to start one might fail, which Jetty does not forget. */
    @Test
    void theThreadsThatResolveNamesAreThereFromTheStart() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("test-dns"))
                .hasSize(2);
    }

    @Test
    void itTellsItsStateAndItsEvents() {
        try (CollectionWatch watch = client.watch(settings(null), recorder)) {
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create("1", Map.of("name", "Ann"));

            Awaitility.await().untilAsserted(() -> assertThat(events).hasSize(1));
            assertThat(events.get(0).document().data().toMap()).isEqualTo(Map.of("name", "Ann"));
            assertThat(states)
                    .containsExactly(ConnectionState.CONNECTING, ConnectionState.AUTHENTICATING, ConnectionState.LIVE);
            assertThat(watch.isClosed()).isFalse();
            assertThat(watch.status().isLive()).isTrue();
        }
    }

    @Test
    void closeIsIdempotentAndFinal() {
        CollectionWatch watch = client.watch(settings(null), recorder);
        emulator.awaitConnections("users", 1);

        watch.close(Duration.ofSeconds(10));
        watch.close();
        watch.close(Duration.ofSeconds(10));

        assertThat(watch.isClosed()).isTrue();
        assertThat(watch.status().state()).isEqualTo(ConnectionState.STOPPED);
        watch.resume();
        watch.reconnectNow("please");
        emulator.awaitNoConnections();
        emulator.collection("users").create("1", Map.of());
        assertThat(events).isEmpty();
        assertThat(emulator.connectionAttempts()).isEqualTo(1);
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheWatch() {
        WatchListener thrower = new WatchListener() {
            @Override
            public void onEvent(ChangeEvent event) {
                events.add(event);
                throw new IllegalStateException("of the listener");
            }

            @Override
            public void onStatus(ConnectionStatus previous, ConnectionStatus current) {
                throw new IllegalStateException("of the listener");
            }
        };
        try (CollectionWatch watch = client.watch(settings(null), thrower)) {
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create("1", Map.of());
            emulator.collection("users").create("2", Map.of());

            Awaitility.await().untilAsserted(() -> assertThat(events).hasSize(2));
            assertThat(watch.status().generation()).isEqualTo(1);
        }
    }

    @Test
    void theFirstOutcomeOfARejectedKey() throws Exception {
        WatchSettings wrong = WatchSettings.of(URI.create(emulator.baseUrl()), "users", null, "wrong");
        try (CollectionWatch watch = client.watch(wrong, recorder)) {
            ConnectionStatus outcome =
                    watch.firstOutcome().toCompletableFuture().get(30, TimeUnit.SECONDS);

            assertThat(outcome.state()).isEqualTo(ConnectionState.REJECTED);
            assertThat(outcome.lastError()).contains("Invalid API key").doesNotContain("wrong");
        }
    }

    @Test
    void anotherCollectionsEventIsDroppedAndCounted() {
        try (CollectionWatch watch = client.watch(settings(null), recorder)) {
            emulator.awaitConnections("users", 1);

            emulator.publish(
                    "users",
                    "{\"event\":\"create\",\"data\":{\"id\":\"1\",\"data\":{},\"collection\":\"orders\"},"
                            + "\"collection_id\":\"orders\"}");
            emulator.collection("users").create("2", Map.of());

            Awaitility.await().untilAsserted(() -> assertThat(events).hasSize(1));
            assertThat(watch.traffic().foreign()).isEqualTo(1);
        }
    }

    @Test
    void settingsDoNotTellTheKey() {
        assertThat(settings(null).toString()).contains("users").doesNotContain(KEY);
        assertThatThrownBy(
                        () -> client.watch(WatchSettings.of(URI.create(emulator.baseUrl()), "..", null, KEY), recorder))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
