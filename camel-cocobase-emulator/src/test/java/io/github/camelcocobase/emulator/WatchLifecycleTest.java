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

import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WatchLifecycleTest {

    private final CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users").start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void changesFromJavaAndRestReachTheWatchInOrder() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            RestClient rest = new RestClient(emulator);
            String id = emulator.collection("users").create(Map.of("name", "Ann"));
            rest.request("PATCH", "/collections/users/documents/" + id, "{\"data\":{\"age\":3}}");
            rest.request("DELETE", "/collections/users/documents/" + id, null);
            assertThat(List.of(
                            client.nextJson().path("event").asText(),
                            client.nextJson().path("event").asText(),
                            client.nextJson().path("event").asText()))
                    .containsExactly("create", "update", "delete");
        }
    }

    @Test
    void theClientsCloseIsAnsweredAndForgotten() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            client.close(1000, "bye");
            assertThat(client.closed()).isEqualTo(new WatchingClient.Closed(1000, "bye"));
            emulator.awaitNoConnections();
        }
    }

    @Test
    void closesWithAnyCodeAndReason() throws Exception {
        for (int code : new int[] {1000, 1001, 1008, 1011, 1012, 1013, 4000}) {
            try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
                emulator.connections().get(0).close(code, "because " + code);
                assertThat(client.closed()).isEqualTo(new WatchingClient.Closed(code, "because " + code));
                emulator.awaitNoConnections();
            }
        }
    }

    @Test
    void closesWithoutCode() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.connections().get(0).closeEmpty();
            assertThat(client.closed().code()).isEqualTo(1005);
            emulator.awaitNoConnections();
        }
    }

    @Test
    void dropsWithoutCloseFrame() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.connections().get(0).drop();
            assertThat(client.closed().code()).isEqualTo(1006);
            assertThat(emulator.openConnections()).isEmpty();
        }
    }

    @Test
    void endsTheStreamWithoutCloseFrame() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.connections().get(0).fin();
            assertThat(client.closed().code()).isEqualTo(1006);
            emulator.awaitNoConnections();
        }
    }

    @Test
    void aBlackHoleNeitherAnswersNorCloses() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            WatchConnection connection = emulator.connections().get(0);
            connection.blackHole();
            client.ping("anybody?");
            emulator.collection("users").create(Map.of("name", "Ann"));
            client.close(1000, "bye");
            try (WatchingClient other = WatchingClient.watch(emulator, "users")) {
                emulator.collection("users").create(Map.of("name", "Ben"));
                other.next();
            }
            assertThat(client.waiting()).isZero();
            assertThat(connection.isOpen()).isTrue();
            assertThat(connection.isLive()).isFalse();
            assertThat(connection.pingsReceived()).isZero();
        }
    }

    @Test
    void stopsRefusesAndComesBackOnTheSamePortWithItsStore() throws Exception {
        int port = emulator.port();
        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.stop();
            assertThat(client.closed().code()).isEqualTo(1006);
        }
        assertThat(emulator.isRunning()).isFalse();
        assertThat(emulator.openConnections()).isEmpty();
        assertThat(WatchingClient.refused(emulator, "/realtime/collections/users"))
                .isInstanceOf(ConnectException.class);
        emulator.restart();
        assertThat(emulator.port()).isEqualTo(port);
        assertThat(emulator.collection("users").get(id)).isPresent();
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").delete(id);
            assertThat(client.nextJson().path("event").asText()).isEqualTo("delete");
        }
    }

    @Test
    void stopsWithACloseFrameForEachClient() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.stop(1012, "restart");
            assertThat(client.closed()).isEqualTo(new WatchingClient.Closed(1012, "restart"));
        }
    }

    @Test
    void tellsItsClientsThatItGoesAway() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.close();
            assertThat(client.closed().code()).isEqualTo(1001);
        }
    }

    @Test
    void sendsAnythingToOneOrToAll() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            WatchConnection connection = emulator.connections().get(0);
            emulator.publish("users", "[garbage");
            assertThat(client.next()).isEqualTo("[garbage");
            connection.send("");
            assertThat(client.next()).isEmpty();
            connection.sendFragmented("zażółć", 9);
            assertThat(client.next()).isEqualTo("zażółć");
            connection.sendBinary(new byte[] {1, 2});
            assertThat(client.nextBinary()).containsExactly(1, 2);
            connection.send("x".repeat(200_000));
            assertThat(client.next()).hasSize(200_000);
            connection.sendInvalidUtf8();
            assertThat(client.closed().code()).isEqualTo(1007);
        }
    }

    @Test
    void sendsFramesThatNobodyWouldSend() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.connections().get(0).sendRawFrameBytes(new byte[] {(byte) 0xC1, 0});
            assertThat(client.closed().code()).isEqualTo(1002);
        }
    }

    @Test
    void answersAndCountsPings() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            client.ping("one");
            assertThat(client.nextPong()).isEqualTo("one");
            client.send("ping");
            assertThat(client.next()).isEqualTo("{\"event\":\"pong\"}");
            client.send("{\"type\":\"ping\"}");
            assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
            WatchConnection connection = emulator.connections().get(0);
            assertThat(connection.pingsReceived()).isEqualTo(1);
            assertThat(connection.textPingsReceived()).isEqualTo(2);
        }
    }

    @Test
    void dropsAClientThatDoesNotRead() throws Exception {
        try (CocobaseEmulator small = CocobaseEmulator.builder()
                        .collection("users")
                        .maxQueuedBytes(1_000_000)
                        .start();
                StalledClient client = StalledClient.watch(small, "users")) {
            WatchConnection connection = small.connections().get(0);
            String message = "x".repeat(100_000);
            for (int i = 0; i < 1_000 && connection.isOpen(); i++) {
                small.publish("users", message);
                assertThat(connection.queuedBytes()).isLessThan(1_200_000);
            }
            assertThat(connection.isOpen()).isFalse();
            assertThat(small.slowConnectionsDropped()).isEqualTo(1);
            assertThat(client.readsToTheEnd()).isFalse();
        }
    }

    @Test
    void awaitingSaysWhatIsMissing() {
        assertThatThrownBy(() -> emulator.awaitConnections("users", 2, Duration.ofMillis(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 live watches of 'users'");
    }
}
