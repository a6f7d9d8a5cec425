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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SelfHostedTest {

    private final CocobaseEmulator emulator = CocobaseEmulator.builder()
            .profile(Profile.SELF_HOSTED)
            .collection("users")
            .start();
    private final RestClient rest = new RestClient(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void welcomesByNameAndById() throws Exception {
        for (String name : new String[] {"users", emulator.collection("users").id()}) {
            try (WatchingClient client = WatchingClient.open(emulator, "/collections/" + name + "/realtime")) {
                client.send("{\"api_key\":\"test-key\",\"actions\":[\"created\"],\"filter\":{\"age\":3}}");
                JsonNode welcome = client.nextJson();
                assertThat(welcome.path("action").asText()).isEqualTo("authenticated");
                assertThat(welcome.path("collection_name").asText()).isEqualTo("users");
                assertThat(welcome.path("collection_id").asText())
                        .isEqualTo(emulator.collection("users").id());
                assertThat(welcome.path("filter"))
                        .isEqualTo(Json.tree("{\"Actions\":[\"created\"],\"FieldFilters\":{\"age\":3}}"));
                assertThat(welcome.has("project_id")).isTrue();
                assertThat(welcome.path("redis_enabled").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void filtersByActionAndEqualJson() throws Exception {
        try (WatchingClient client = WatchingClient.watch(
                emulator, "users", ",\"actions\":[\"created\",\"deleted\"],\"filter\":{\"age\":3}")) {
            EmulatedCollection users = emulator.collection("users");
            users.create("text", Map.of("age", "3"));
            users.create("number", Map.of("age", 3));
            users.update("number", Map.of("x", 1));
            users.delete("text");
            users.delete("number");
            assertThat(List.of(
                            client.nextJson().path("document_id").asText(),
                            client.nextJson().path("document_id").asText()))
                    .containsExactly("number", "number");
            client.roundTrip();
            assertThat(client.waiting()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            users  | {}                      | API key required in first message
            users  | {"api_key":"wrong"}     | Invalid API key
            nobody | {"api_key":"test-key"}  | Collection not found or access denied
            """)
    void saysWhatIsWrongAndHangsUp(String collection, String frame, String message) throws Exception {
        try (WatchingClient client = WatchingClient.open(emulator, "/collections/" + collection + "/realtime")) {
            client.send(frame);
            assertThat(client.next()).isEqualTo("{\"error\":true,\"message\":\"" + message + "\"}");
            assertThat(client.closed().code()).isEqualTo(1006);
        }
    }

    @Test
    void hangsUpOnWhoSaysNothing() throws Exception {
        try (CocobaseEmulator hasty = CocobaseEmulator.builder()
                        .profile(Profile.SELF_HOSTED)
                        .collection("users")
                        .authTimeout(Duration.ofMillis(50))
                        .start();
                WatchingClient client = WatchingClient.open(hasty, "/collections/users/realtime")) {
            assertThat(client.nextJson().path("message").asText()).startsWith("Authentication required.");
            assertThat(client.closed().code()).isEqualTo(1006);
        }
    }

    @Test
    void takesAPingForAChangeOfFilterThatChangesNothing() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            client.send("{\"type\":\"ping\"}");
            assertThat(client.nextJson())
                    .isEqualTo(Json.tree("{\"message\":\"Filter updated\","
                            + "\"filter\":{\"Actions\":null,\"FieldFilters\":null}}"));
            client.send("{\"actions\":[\"deleted\"]}");
            client.next();
            emulator.collection("users").create(Map.of());
            assertThat(client.nextJson().path("action").asText()).isEqualTo("created");
        }
    }

    @Test
    void broadcastsOnlyWhatIsCreatedInTheCollectionsOwnPath() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            rest.post("/collections/documents?collection=users", "{\"data\":{\"n\":1}}");
            rest.post("/collections/users/batch/documents/create", "{\"documents\":[{\"n\":2}]}");
            assertThat(rest.request("POST", "/collections/users/documents", "{\"data\":{\"n\":3}}")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(client.nextJson().path("document").path("n").asInt()).isEqualTo(3);
            assertThat(emulator.collection("users").size()).isEqualTo(3);
        }
    }

    @Test
    void answersRestInItsOwnWords() throws Exception {
        assertThat(rest.send("GET", "/collections/users/documents", null, null).body())
                .isEqualTo("{\"error\":true,\"message\":\"API key required\"}");
        assertThat(rest.send("GET", "/collections/users/documents", null, "wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(rest.request("GET", "/collections/nobody/documents", null).statusCode())
                .isEqualTo(404);
        assertThat(rest.request("POST", "/collections/documents?collection=nobody", "{\"data\":{}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(rest.request("GET", "/collections/users/realtime", null).statusCode())
                .isEqualTo(426);
        assertThat(rest.get("/collections/users/documents?limit=5000")).isEmpty();
        emulator.collection("users").create("a", Map.of("n", 1, "m", 1));
        assertThat(rest.get("/collections/users/documents").get(0).properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("id", "collection_id", "created_at", "data");
        rest.request("PATCH", "/collections/users/documents/a", "{\"data\":{\"k\":2},\"override\":true}");
        assertThat(emulator.collection("users").get("a").orElseThrow().data()).isEqualTo(Map.of("k", 2));
        assertThat(rest.get("/collections/users/documents?k_gt=x")).isEmpty();
        assertThat(rest.request("GET", "/collections/users/documents?sort=updated_at", null)
                        .statusCode())
                .isEqualTo(500);
    }
}
