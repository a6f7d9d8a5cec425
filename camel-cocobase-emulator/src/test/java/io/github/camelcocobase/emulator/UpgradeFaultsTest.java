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
package io.github.camelcocobase.emulator;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class UpgradeFaultsTest {

    private static final String PATH = "/realtime/collections/users";

    @RegisterExtension
    static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));

    private final CocobaseEmulator emulator = cocobase.emulator();

    private static int status(Throwable refusal) {
        return ((UpgradeException) refusal).getResponseStatusCode();
    }

    @Test
    void refusesWithAnyStatusAndHeadersSoManyTimes() throws Exception {
        for (int status : new int[] {301, 400, 403, 404, 426, 429, 500, 502, 503, 504}) {
            emulator.faults().refuseUpgrade(status, Map.of("Retry-After", "7"), 1);
            assertThat(status(WatchingClient.refused(emulator, PATH))).isEqualTo(status);
        }
        WatchingClient.watch(emulator, "users").close();
        assertThat(emulator.connectionAttempts()).isEqualTo(11);
        assertThat(emulator.connectionAttemptsPer(Duration.ofMinutes(10))).containsExactly(11);
    }

    @Test
    void refusesUntilToldOtherwise() throws Exception {
        emulator.faults().refuseUpgrade(new HttpReply(200, Map.of(), "<html/>"), Faults.ALWAYS);
        assertThat(status(WatchingClient.refused(emulator, PATH))).isEqualTo(200);
        assertThat(status(WatchingClient.refused(emulator, PATH))).isEqualTo(200);
        emulator.faults().reset();
        WatchingClient.watch(emulator, "users").close();
    }

    @Test
    void resetsInsteadOfAnswering() throws Exception {
        emulator.faults().dropUpgrade(1);
        assertThat(WatchingClient.refused(emulator, PATH)).isNotNull();
        WatchingClient.watch(emulator, "users").close();
    }

    @Test
    void neverAnswers() throws Exception {
        emulator.faults().hangUpgrade(1);
        CompletableFuture<Throwable> refusal = CompletableFuture.supplyAsync(() -> {
            try {
                return WatchingClient.refused(emulator, PATH);
            } catch (Exception e) {
                return e;
            }
        });
        emulator.awaitConnectionAttempts(1, CocobaseEmulator.DEFAULT_TIMEOUT);
        WatchingClient.watch(emulator, "users").close();
        assertThat(refusal).isNotDone();
        emulator.stop();
        assertThat(refusal.get()).isNotNull();
    }

    @Test
    void acceptsAndFallsSilent() throws Exception {
        emulator.faults().blackHoleOnOpen(1);
        try (WatchingClient client = WatchingClient.open(emulator, PATH);
                WatchingClient other = WatchingClient.watch(emulator, "users")) {
            client.send("{\"api_key\":\"test-key\"}");
            other.roundTrip();
            assertThat(client.waiting()).isZero();
            assertThat(emulator.authFrames()).hasSize(1);
            // the client may know of the upgrade before the server has opened the watch
            emulator.await(
                    () -> emulator.openConnections().size() == 2,
                    CocobaseEmulator.DEFAULT_TIMEOUT,
                    () -> "Open: " + emulator.openConnections());
        }
    }

    @Test
    void rejectsSoManyTimes() throws Exception {
        emulator.faults().rejectAuth(2);
        for (int i = 0; i < 2; i++) {
            try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
                client.send("{\"api_key\":\"test-key\"}");
                assertThat(client.next())
                        .isEqualTo("{\"error\":\"Invalid API key\",\"error_detail\":\"Project not found\"}");
                assertThat(client.closed().code()).isEqualTo(1008);
            }
        }
        WatchingClient.watch(emulator, "users").close();
        emulator.faults().rejectAuth(1, "Out of order");
        try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
            client.send("{\"api_key\":\"test-key\"}");
            assertThat(client.next()).isEqualTo("{\"error\":\"Out of order\"}");
        }
    }

    @Test
    void confirmsLate() throws Exception {
        emulator.faults().connectedDelay(Duration.ofMillis(50));
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").create(Map.of());
            assertThat(client.nextJson().path("event").asText()).isEqualTo("create");
        }
    }

    @Test
    void neverConfirms() throws Exception {
        emulator.faults().omitConnected(true);
        try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
            client.send("{\"api_key\":\"test-key\"}");
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create(Map.of());
            assertThat(client.nextJson().path("event").asText()).isEqualTo("create");
        }
    }

    @Test
    void confirmsTwice() throws Exception {
        emulator.faults().connectedTwice(true);
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            assertThat(client.nextJson().path("event").asText()).isEqualTo("connected");
        }
    }

    @Test
    void confirmsAfterTheFirstEvent() throws Exception {
        emulator.faults().connectedAfterFirstEvent(true);
        try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
            client.send("{\"api_key\":\"test-key\"}");
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create(Map.of());
            emulator.collection("users").create(Map.of());
            assertThat(client.nextJson().path("event").asText()).isEqualTo("create");
            assertThat(client.nextJson().path("event").asText()).isEqualTo("connected");
            assertThat(client.nextJson().path("event").asText()).isEqualTo("create");
        }
    }

    @Test
    void subscribesSomeTimeAfterTheConfirmation() throws Exception {
        emulator.faults().settleDelay(Duration.ofHours(1));
        try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
            client.send("{\"api_key\":\"test-key\"}");
            assertThat(client.nextJson().path("event").asText()).isEqualTo("connected");
            emulator.collection("users").create(Map.of());
            client.roundTrip();
            assertThat(client.waiting()).isZero();
            assertThat(emulator.connections()).isEmpty();
        }
        emulator.faults().settleDelay(Duration.ofMillis(20));
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").create(Map.of());
            assertThat(client.nextJson().path("event").asText()).isEqualTo("create");
        }
    }

    @Test
    void closesRightAfterTheConfirmation() throws Exception {
        emulator.faults().closeOnConnected(1013, "later", 1);
        try (WatchingClient client = WatchingClient.open(emulator, PATH)) {
            client.send("{\"api_key\":\"test-key\"}");
            assertThat(client.nextJson().path("event").asText()).isEqualTo("connected");
            assertThat(client.closed()).isEqualTo(new WatchingClient.Closed(1013, "later"));
        }
    }

    @Test
    void ignoresPings() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.faults().ignorePings(true).ignoreTextPings(true).answerJsonPing(false);
            client.ping("lost");
            client.send("ping");
            client.send("{\"type\":\"ping\"}");
            WatchConnection connection = emulator.connections().get(0);
            emulator.await(
                    () -> connection.textPingsReceived() == 2, CocobaseEmulator.DEFAULT_TIMEOUT, () -> "No pings");
            emulator.faults().reset();
            client.ping("answered");
            assertThat(client.nextPong()).isEqualTo("answered");
            assertThat(client.waiting()).isZero();
            assertThat(connection.pingsReceived()).isEqualTo(2);
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> emulator.faults().refuseUpgrade(99, 1)).hasMessageContaining("99");
        assertThatThrownBy(() -> emulator.faults().dropUpgrade(-2)).hasMessageContaining("dropUpgrade");
        assertThatThrownBy(() -> emulator.faults().restErrorRate(2, 1)).hasMessageContaining("0 to 1");
    }
}
