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
import java.util.Map;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.emulator.Faults;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReconnectTest extends WatchTestSupport {

    private void assertEventsFlow(String id) {
        // for the server, a subscription is there before we know of it; until the first one, nothing is owed
        awaitState(ConnectionState.LIVE);
        emulator.collection("users").create(id, Map.of());
        await().untilAsserted(() ->
                assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).contains(id));
    }

    @Test
    void afterARestartOfTheServer() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.restart();
        emulator.awaitConnections("users", 1);

        assertEventsFlow("1");
        assertThat(status().reconnects()).isEqualTo(1);
    }

    @Test
    void afterALongerOutage() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.stop();
        await().untilAsserted(() -> assertThat(status().failedAttempts()).isGreaterThan(3));
        assertThat(status().state()).isIn(ConnectionState.WAITING, ConnectionState.CONNECTING);
        emulator.restart();
        emulator.awaitConnections("users", 1);

        assertEventsFlow("1");
    }

    @Test
    void afterABlackHole() throws Exception {
        startRoute("cocobase:users?pingInterval=50&livenessTimeout=300");
        emulator.awaitConnections("users", 1);

        emulator.connections("users").get(0).blackHole();
        await().untilAsserted(() -> assertThat(status().generation()).isGreaterThan(1));
        assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.SILENT);
        emulator.awaitConnections("users", 1);

        assertEventsFlow("1");
    }

    @Test
    void pingsKeepAQuietConnectionAlive() throws Exception {
        startRoute("cocobase:users?pingInterval=20&livenessTimeout=2s");
        emulator.awaitConnections("users", 1);

        await().untilAsserted(() ->
                assertThat(emulator.connections("users").get(0).pingsReceived()).isGreaterThan(5));

        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void afterAMessageThatIsTooLarge() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute("cocobase:users?maxMessageSize=1KB&exceptionHandler=#handler");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("big", Map.of("text", "x".repeat(2000)));
        await().untilAsserted(() -> assertThat(status().connections()).isEqualTo(2));

        assertEventsFlow("1");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).doesNotContain("big");
        assertThat(handler.messages()).singleElement().asString().contains("maxMessageSize, 1024 bytes");
        assertThat(consumer().getTraffic().tooLarge()).isEqualTo(1);
    }

    @Test
    void theCollectionMayAppearLater() throws Exception {
        startRoute("cocobase:later");
        await().untilAsserted(() -> assertThat(status().failedAttempts()).isGreaterThan(1));
        assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.COLLECTION_MISSING);
        assertThat(status().lastError()).contains("Collection not found or access denied");

        emulator.collection("later");
        emulator.awaitConnections("later", 1);
        emulator.collection("later").create("1", Map.of());

        awaitRouted(1);
    }

    @Test
    void aServerThatConfirmsNothingIsTriedAgain() throws Exception {
        emulator.faults().omitConnected(true);
        startRoute("cocobase:users?subscribeTimeout=100");
        await().untilAsserted(() -> assertThat(status().failedAttempts()).isGreaterThan(1));
        assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.SUBSCRIBE_FAILED);

        emulator.faults().omitConnected(false);
        emulator.awaitConnections("users", 1);

        assertEventsFlow("1");
    }

    @Test
    void theFirstEventConfirmsToo() throws Exception {
        emulator.faults().omitConnected(true);
        startRoute("cocobase:users?subscribeTimeout=20s&connectTimeout=1s&failOnStartup=false", () -> {
            emulator.awaitAuthFrames(1, Duration.ofSeconds(20));
            await().until(() -> !emulator.connections("users").isEmpty());
            emulator.collection("users").create("1", Map.of());
        });

        awaitRouted(1);
        assertThat(status().state()).isEqualTo(ConnectionState.LIVE);
    }

    @Test
    void aRejectedKeyFailsTheStart() {
        emulator.apiKey("another-key");

        assertThatThrownBy(() -> startRoute("cocobase:users"))
                .rootCause()
                .hasMessageContaining("Invalid API key")
                .hasMessageContaining("check option apiKey")
                .hasMessageNotContaining(API_KEY);
        emulator.awaitNoConnections();
    }

    @Test
    void aKeyThatIsRejectedLaterIsTriedAgainAtTheLongestDelay() throws Exception {
        startRoute("cocobase:users?maxReconnectDelay=150");
        emulator.awaitConnections("users", 1);

        emulator.apiKey("another-key");
        emulator.connections("users").get(0).drop();
        awaitState(ConnectionState.REJECTED);
        assertThat(status().lastError()).contains("Invalid API key");

        emulator.apiKey(API_KEY);
        emulator.awaitConnections("users", 1);
        assertEventsFlow("1");
    }

    @Test
    void aRenewedKeyIsPickedUpAtTheNextAttempt() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.apiKey("renewed-key");
        emulator.connections("users").get(0).drop();
        awaitState(ConnectionState.REJECTED);
        consumer().getEndpoint().getConfiguration().setApiKey("renewed-key");

        emulator.awaitConnections("users", 1);
        assertEventsFlow("1");
    }

    @Test
    void anUnreachableServerDoesNotFailTheStart() throws Exception {
        emulator.stop();
        startRoute("cocobase:users");
        assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.CONNECT_FAILED);

        emulator.restart();
        emulator.awaitConnections("users", 1);

        assertEventsFlow("1");
    }

    @Test
    void anUnreachableServerFailsTheStartOnRequest() {
        emulator.stop();

        assertThatThrownBy(() -> startRoute("cocobase:users?failOnStartup=true"))
                .rootCause()
                .hasStackTraceContaining("Connection refused");
    }

    @Test
    void withoutReconnectALostConnectionIsTheEnd() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute("cocobase:users?reconnect=false&exceptionHandler=#handler");
        emulator.awaitConnections("users", 1);

        emulator.connections("users").get(0).close(1001, "bye");

        awaitState(ConnectionState.STOPPED);
        await().untilAsserted(() -> assertThat(handler.messages())
                .singleElement()
                .asString()
                .contains("1001")
                .contains("bye"));
        assertThat(emulator.connectionAttempts()).isEqualTo(1);
    }

    @Test
    void afterTooManyFailedAttemptsItGivesUp() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute("cocobase:users?maxReconnectAttempts=3&exceptionHandler=#handler");
        emulator.awaitConnections("users", 1);
        emulator.faults().refuseUpgrade(503, Faults.ALWAYS);

        emulator.connections("users").get(0).drop();

        awaitState(ConnectionState.STOPPED);
        assertThat(status().lastError()).contains("HTTP status 503");
        assertThat(emulator.connectionAttempts()).isEqualTo(1 + 3);
        await().untilAsserted(() -> assertThat(handler.exceptions).isNotEmpty());
    }

    @Test
    void onRequest() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        consumer().reconnectNow();

        await().untilAsserted(() -> assertThat(status().connections()).isEqualTo(2));
        assertEventsFlow("1");
        assertThat(emulator.connections("users")).hasSize(1);
    }
}
