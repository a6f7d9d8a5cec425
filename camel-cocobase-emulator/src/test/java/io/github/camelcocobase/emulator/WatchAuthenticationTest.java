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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WatchAuthenticationTest {

    private CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users", "zażółć gęślą/jaźń").start();

    @AfterEach
    void close() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {}                                | {"error":"API key is required"}
            {"api_key":""}                    | {"error":"API key is required"}
            {"api_key":null}                  | {"error":"API key is required"}
            {"token":"jwt"}                   | {"error":"API key is required"}
            {"api_key":"wrong"}               | {"error":"Invalid API key","error_detail":"Project not found"}
            []                                | {"error":"Authentication failed","error_detail":"The first frame must be a JSON object"}
            """)
    void rejects(String frame, String error) throws Exception {
        try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/users")) {
            client.send(frame);
            assertThat(client.next()).isEqualTo(error);
            assertThat(client.closed().code()).isEqualTo(1008);
            assertThat(emulator.authFrames()).containsExactly(frame);
            assertThat(emulator.connections()).isEmpty();
        }
    }

    @Test
    void rejectsWhatIsNotJson() throws Exception {
        try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/users")) {
            client.send("hello");
            assertThat(client.nextJson().path("error").asText()).isEqualTo("Authentication failed");
            assertThat(client.closed().code()).isEqualTo(1008);
        }
    }

    @Test
    void rejectsAnUnknownCollectionAndACollectionsId() throws Exception {
        for (String name : new String[] {"nobody", emulator.collection("users").id()}) {
            try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/" + name)) {
                client.send("{\"api_key\":\"test-key\"}");
                assertThat(client.next()).isEqualTo("{\"error\":\"Collection not found or access denied\"}");
                assertThat(client.closed().code()).isEqualTo(1008);
            }
        }
    }

    @Test
    void rejectsWhoSaysNothing() throws Exception {
        try (CocobaseEmulator hasty = CocobaseEmulator.builder()
                        .collection("users")
                        .authTimeout(Duration.ofMillis(50))
                        .start();
                WatchingClient client = WatchingClient.open(hasty, "/realtime/collections/users")) {
            assertThat(client.next()).isEqualTo("{\"error\":\"Authentication timeout\"}");
            assertThat(client.closed().code()).isEqualTo(1008);
        }
    }

    @Test
    void confirmsWithTheNameAndTheFilters() throws Exception {
        try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/users")) {
            client.send("{\"api_key\":\"test-key\",\"collection\":\"ignored\"}");
            assertThat(client.next()).isEqualTo("{\"event\":\"connected\",\"collection_id\":\"users\"}");
        }
        try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/users")) {
            client.send("{\"api_key\":\"test-key\",\"filters\":{\"age_gte\":\"18\"}}");
            assertThat(client.next())
                    .isEqualTo(
                            "{\"event\":\"connected\",\"collection_id\":\"users\",\"filters\":{\"age_gte\":\"18\"}}");
            emulator.awaitConnections("users", 1);
            assertThat(emulator.connections("users"))
                    .extracting(WatchConnection::filters)
                    .contains(Map.of("age_gte", "18"));
        }
    }

    @Test
    void decodesTheNameOnce() throws Exception {
        String encoded = "za%C5%BC%C3%B3%C5%82%C4%87%20g%C4%99%C5%9Bl%C4%85%2Fja%C5%BA%C5%84";
        try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/" + encoded)) {
            client.send("{\"api_key\":\"test-key\"}");
            assertThat(client.nextJson().path("collection_id").asText()).isEqualTo("zażółć gęślą/jaźń");
            emulator.awaitConnections("zażółć gęślą/jaźń", 1);
            emulator.collection("zażółć gęślą/jaźń").create(Map.of("ł", "🙂"));
            assertThat(client.nextJson().path("data").path("data").path("ł").asText())
                    .isEqualTo("🙂");
        }
        assertThat(emulator.connectionAttemptLog().get(0).path()).isEqualTo("/realtime/collections/" + encoded);
    }

    @Test
    void takesAnotherKeyAtRunTimeAndLeavesOpenWatchesAlone() throws Exception {
        try (WatchingClient old = WatchingClient.watch(emulator, "users")) {
            emulator.apiKey("second");
            try (WatchingClient client = WatchingClient.open(emulator, "/realtime/collections/users")) {
                client.send("{\"api_key\":\"test-key\"}");
                assertThat(client.nextJson().path("error").asText()).isEqualTo("Invalid API key");
            }
            try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
                emulator.collection("users").create(Map.of());
                assertThat(client.nextJson()).isEqualTo(old.nextJson());
            }
        }
    }

    @Test
    void aBinaryFirstFrameIsNoAuthentication() throws Exception {
        try (StalledClient client = StalledClient.upgrade(emulator, "users")) {
            client.sendBinary(new byte[] {1, 2, 3});
            emulator.awaitAuthFrames(1, CocobaseEmulator.DEFAULT_TIMEOUT);
            emulator.await(
                    () -> emulator.openConnections().stream().noneMatch(WatchConnection::isOpen),
                    CocobaseEmulator.DEFAULT_TIMEOUT,
                    () -> "Expected a close frame");
        }
    }
}
