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

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The exact frames of each profile. Ids and times are the emulator's own; all else is spelled out. */
class EventShapesTest {

    private CocobaseEmulator emulator;

    @AfterEach
    void close() {
        emulator.close();
    }

    private String create(Profile profile) throws Exception {
        emulator =
                CocobaseEmulator.builder().profile(profile).collection("users").start();
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").create("d1", Map.of("name", "Ann"));
            return client.next();
        }
    }

    private String updateOf(Profile profile) throws Exception {
        emulator =
                CocobaseEmulator.builder().profile(profile).collection("users").start();
        emulator.collection("users").create("d1", Map.of("name", "Ann"));
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").update("d1", Map.of("name", "Eve"));
            return client.next();
        }
    }

    private StoredDocument stored() {
        return emulator.collection("users").get("d1").orElseThrow();
    }

    private String createdAt(boolean naive) {
        return Timestamps.format(stored().createdAt(), naive);
    }

    @Test
    void sdk() throws Exception {
        assertThat(create(Profile.SDK))
                .isEqualTo("{\"event\":\"create\",\"data\":{\"id\":\"d1\",\"collection\":\"users\","
                        + "\"data\":{\"name\":\"Ann\"},\"created_at\":\"" + createdAt(false) + "\",\"updated_at\":\""
                        + createdAt(false) + "\"},\"collection_id\":\"users\"}");
        assertThat(createdAt(false)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void sdkUpdateHasTheOldData() throws Exception {
        JsonNode update = Json.tree(updateOf(Profile.SDK));
        assertThat(update.path("event").asText()).isEqualTo("update");
        assertThat(update.path("data").path("data").path("name").asText()).isEqualTo("Eve");
        assertThat(update.path("old_data")).isEqualTo(Json.tree("{\"name\":\"Ann\"}"));
        assertThat(update.path("data").path("updated_at").asText())
                .isGreaterThan(update.path("data").path("created_at").asText());
    }

    @Test
    void server() throws Exception {
        String frame = create(Profile.SERVER);
        EmulatedCollection users = emulator.collection("users");
        assertThat(frame)
                .isEqualTo("{\"event\":\"create\",\"data\":{\"data\":{\"name\":\"Ann\"},\"id\":\"d1\","
                        + "\"collection_id\":\"" + users.id() + "\",\"created_at\":\"" + createdAt(true)
                        + "\",\"collection\":{\"name\":\"users\",\"webhook_url\":null,\"permissions\":"
                        + "{\"create\":[],\"read\":[],\"update\":[],\"delete\":[]},\"id\":\"" + users.id()
                        + "\",\"created_at\":\""
                        + Timestamps.format(users.identity().createdAt(), true)
                        + "\"}},\"collection_id\":\"users\"}");
        assertThat(createdAt(true)).doesNotEndWith("Z");
    }

    @Test
    void serverUpdateHasNoOldData() throws Exception {
        assertThat(Json.tree(updateOf(Profile.SERVER)).has("old_data")).isFalse();
    }

    @Test
    void flat() throws Exception {
        assertThat(create(Profile.FLAT))
                .isEqualTo("{\"event\":\"create\",\"collection_id\":\"users\",\"data\":{\"id\":\"d1\","
                        + "\"name\":\"Ann\",\"created_at\":\"" + createdAt(false) + "\"}}");
    }

    @Test
    void document() throws Exception {
        JsonNode event = Json.tree(create(Profile.DOCUMENT));
        assertThat(event.properties()).extracting(Map.Entry::getKey).containsExactly("event", "document");
        JsonNode document = event.path("document");
        assertThat(document.path("data")).isEqualTo(Json.tree("{\"name\":\"Ann\"}"));
        assertThat(document.path("id").asText()).isEqualTo("d1");
        assertThat(document.path("collection").path("name").asText()).isEqualTo("users");
        assertThat(document.path("created_at").asText()).isEqualTo(createdAt(false));
    }

    @Test
    void selfHosted() throws Exception {
        JsonNode event = Json.tree(create(Profile.SELF_HOSTED));
        assertThat(event.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("action", "collection_id", "document_id", "document", "timestamp", "project_id");
        assertThat(event.path("action").asText()).isEqualTo("created");
        assertThat(event.path("collection_id").asText())
                .isEqualTo(emulator.collection("users").id());
        assertThat(event.path("document_id").asText()).isEqualTo("d1");
        assertThat(event.path("document")).isEqualTo(Json.tree("{\"name\":\"Ann\"}"));
    }

    @Test
    void selfHostedVerbs() throws Exception {
        assertThat(Json.tree(updateOf(Profile.SELF_HOSTED)).path("action").asText())
                .isEqualTo("updated");
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").delete("d1");
            assertThat(client.nextJson().path("action").asText()).isEqualTo("deleted");
        }
    }

    @Test
    void deletesAreWholeDocuments() throws Exception {
        updateOf(Profile.SDK);
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            emulator.collection("users").delete("d1");
            JsonNode delete = client.nextJson();
            assertThat(delete.path("event").asText()).isEqualTo("delete");
            assertThat(delete.path("data").path("data").path("name").asText()).isEqualTo("Eve");
        }
    }
}
