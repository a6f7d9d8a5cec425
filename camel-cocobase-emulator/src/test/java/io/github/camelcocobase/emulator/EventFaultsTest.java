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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventFaultsTest {

    @RegisterExtension
    static CocobaseEmulatorExtension cocobase =
            CocobaseEmulatorExtension.create(b -> b.profile(Profile.SERVER).collection("users"));

    private final CocobaseEmulator emulator = cocobase.emulator();
    private final EmulatedCollection users = emulator.collection("users");
    private WatchingClient client;

    @BeforeEach
    void watch() throws Exception {
        client = WatchingClient.watch(emulator, "users");
    }

    @AfterEach
    void close() {
        client.close();
        emulator.awaitNoConnections();
    }

    private List<String> events() throws Exception {
        client.roundTrip();
        List<String> events = new ArrayList<>();
        while (client.waiting() > 0) {
            JsonNode event = client.nextJson();
            events.add(event.path("event").asText() + " "
                    + event.path("data").path("id").asText());
        }
        return events;
    }

    @Test
    void deletesInSilence() throws Exception {
        emulator.faults().silentDeletes(true);
        users.create("a", Map.of());
        users.delete("a");
        users.create("b", Map.of());
        users.deleteAll(List.of("b"));
        new RestClient(emulator).post("/collections/users/batch/documents/create", "{\"documents\":[{}]}");
        assertThat(events()).hasSize(3).allMatch(event -> event.startsWith("create"));
        assertThat(users.size()).isEqualTo(1);
    }

    @Test
    void batchesInSilence() throws Exception {
        emulator.faults().silentBatch(true);
        List<String> ids = users.createAll(List.of(Map.of("n", 1), Map.of("n", 2)));
        users.updateAll(Map.of(ids.get(0), Map.of("n", 3)));
        users.deleteAll(ids);
        users.create("a", Map.of());
        assertThat(events()).containsExactly("create a");
    }

    @Test
    void batchesAloudOtherwise() throws Exception {
        List<String> ids = users.createAll(List.of(Map.of("n", 1), Map.of("n", 2)));
        assertThat(users.updateAll(Map.of(ids.get(0), Map.of("n", 3), "nobody", Map.of())))
                .containsExactly(ids.get(0));
        assertThat(users.deleteAll(List.of(ids.get(1), "nobody"))).containsExactly(ids.get(1));
        assertThat(events())
                .containsExactly(
                        "create " + ids.get(0), "create " + ids.get(1), "update " + ids.get(0), "delete " + ids.get(1));
    }

    @Test
    void sendsEverythingTwice() throws Exception {
        emulator.faults().duplicateEvents(true);
        users.create("a", Map.of());
        assertThat(events()).containsExactly("create a", "create a");
    }

    @Test
    void swapsNeighbours() throws Exception {
        emulator.faults().reorderNeighbours(true);
        for (String id : List.of("a", "b", "c")) {
            users.create(id, Map.of());
        }
        assertThat(List.of(client.nextJson(), client.nextJson(), client.nextJson()))
                .extracting(event -> event.path("data").path("id").asText())
                .containsExactly("b", "a", "c");
    }

    @Test
    void anEventHeldBackReachesNobodyWhoCameAfterANewerOne() throws Exception {
        emulator.faults().reorderNeighbours(true);
        users.create("a", Map.of("n", 1));
        close();
        users.update("a", Map.of("n", 2));
        emulator.faults().reset();
        watch();
        users.update("a", Map.of("n", 3));
        assertThat(client.nextJson().path("data").path("data").path("n").asInt())
                .isEqualTo(3);
        assertThat(events()).isEmpty();
    }

    @Test
    void deletesWithNothingButTheId() throws Exception {
        emulator.faults().idOnlyDeletes(true);
        users.create("a", Map.of());
        users.delete("a");
        client.next();
        assertThat(client.nextJson().path("data")).isEqualTo(Json.tree("{\"id\":\"a\"}"));
    }

    @Test
    void oldDataAndTimestampsAgainstTheProfile() throws Exception {
        emulator.faults().oldData(true).naiveTimestamps(false);
        users.create("a", Map.of("n", 1));
        users.update("a", Map.of("n", 2));
        assertThat(client.nextJson().path("data").path("created_at").asText()).endsWith("Z");
        assertThat(client.nextJson().path("old_data")).isEqualTo(Json.tree("{\"n\":1}"));
    }

    @Test
    void leavesOutDataOrId() throws Exception {
        emulator.faults().nullData(true);
        users.create("a", Map.of());
        assertThat(client.nextJson().path("data").isNull()).isTrue();
        emulator.faults().reset().missingId(true);
        users.create("b", Map.of());
        JsonNode data = client.nextJson().path("data");
        assertThat(data.has("id")).isFalse();
        assertThat(data.has("data")).isTrue();
    }

    @Test
    void leaksAnotherTenantsEvents() throws Exception {
        emulator.faults().crossTenantLeak(true);
        users.create("a", Map.of());
        JsonNode foreign = client.nextJson();
        JsonNode own = client.nextJson();
        assertThat(foreign.path("collection_id").asText()).isEqualTo("users");
        assertThat(foreign.path("data").path("collection_id").asText()).isNotEqualTo(users.id());
        assertThat(foreign.path("data").path("id").asText()).isNotEqualTo("a");
        assertThat(own.path("data").path("collection_id").asText()).isEqualTo(users.id());
        assertThat(own.path("data").path("id").asText()).isEqualTo("a");
    }

    @Test
    void tiesCreationTimes() {
        users.create("a", Map.of());
        emulator.faults().tiedTimestamps(true);
        users.create("b", Map.of());
        users.create("c", Map.of());
        emulator.faults().reset();
        users.create("d", Map.of());
        List<StoredDocument> rows = users.documents();
        assertThat(rows.get(1).createdAt()).isEqualTo(rows.get(2).createdAt());
        assertThat(rows.get(3).createdAt()).isAfter(rows.get(2).createdAt());
        users.delete("c");
        users.replace("b", Map.of("n", 1));
        assertThat(users.documents()).extracting(StoredDocument::id).containsExactly("a", "b", "d");
    }

    @ParameterizedTest
    @EnumSource
    void sendsBadMessages(BadMessage message) throws Exception {
        emulator.connections().get(0).send(message);
        switch (message) {
            case BINARY -> assertThat(client.nextBinary()).isNotEmpty();
            case INVALID_UTF8 -> assertThat(client.closed().code()).isEqualTo(1007);
            case RESERVED_BIT, MASKED, FRAGMENTED_PING ->
                assertThat(client.closed().code()).isEqualTo(1002);
            case HUGE_LENGTH -> assertThat(client.closed().code()).isNotEqualTo(1000);
            case UNFINISHED -> {
                client.roundTrip();
                assertThat(client.waiting()).isZero();
            }
            default -> {
                client.next();
                client.roundTrip();
            }
        }
    }
}
