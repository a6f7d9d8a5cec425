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

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdminTest {

    @RegisterExtension
    static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));

    private final CocobaseEmulator emulator = cocobase.emulator();
    private final RestClient rest = new RestClient(emulator);

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return rest.send(method, "/__admin" + path, body, null);
    }

    @Test
    void listsEveryFaultWithItsMeaning() throws Exception {
        JsonNode faults = Json.tree(admin("GET", "/faults", null).body());
        assertThat(faults)
                .hasSizeGreaterThan(30)
                .allMatch(fault -> !fault.path("description").asText().isBlank());
        assertThat(faults.path("silentDeletes").path("value").asBoolean(true)).isFalse();
    }

    @Test
    void theReadmeKnowsEveryFaultAndMessage() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(emulator.faults().switches())
                .extracting(fault -> "`" + fault.name() + "`")
                .allMatch(readme::contains);
        assertThat(BadMessage.values())
                .extracting(message -> "`" + message.label() + "`")
                .allMatch(readme::contains);
    }

    @Test
    void switchesEveryKindOfFault() throws Exception {
        HttpResponse<String> answer = admin(
                "PATCH",
                "/faults",
                "{\"silentDeletes\":true,\"oldData\":false,\"settleDelayMillis\":5,"
                        + "\"refuseUpgrade\":{\"status\":503,\"headers\":{\"Retry-After\":\"1\"},\"times\":1},"
                        + "\"restErrorRate\":{\"probability\":0.5,\"seed\":1,\"times\":-1},"
                        + "\"rejectAuth\":{\"error\":\"No\",\"times\":2},\"dropUpgrade\":{\"times\":0}}");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode faults = Json.tree(answer.body());
        assertThat(faults.path("silentDeletes").path("value").asBoolean()).isTrue();
        assertThat(faults.path("oldData").path("value").isBoolean()).isTrue();
        assertThat(faults.path("rejectAuth").path("value").path("times").asInt())
                .isEqualTo(2);
        assertThat(faults.path("dropUpgrade").path("value").isNull()).isTrue();
        assertThat(WatchingClient.refused(emulator, "/realtime/collections/users"))
                .hasMessageContaining("503");
        JsonNode off = Json.tree(admin("DELETE", "/faults", null).body());
        assertThat(off.path("silentDeletes").path("value").asBoolean()).isFalse();
        assertThat(off.path("rejectAuth").path("value").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"silentDelete":true}             | Unknown fault 'silentDelete': expected one of
            {"silentDeletes":1}               | silentDeletes takes true or false
            {"oldData":1}                     | oldData takes true, false, or null
            {"restDelayMillis":-1}            | restDelayMillis takes a number from 0
            {"restDelayMillis":"x"}           | restDelayMillis takes a number from 0
            {"rejectAuth":true}               | rejectAuth takes null or an object
            {"refuseUpgrade":{"status":1}}    | 200 to 599
            {"dropUpgrade":{"times":-5}}      | times must be -1
            """)
    void saysWhatIsWrongWithASetting(String settings, String message) throws Exception {
        HttpResponse<String> answer = admin("PATCH", "/faults", settings);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.tree(answer.body()).path("detail").asText()).contains(message);
    }

    @Test
    void listsAndIllTreatsConnections() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users", ",\"filters\":{\"a\":\"b\"}")) {
            JsonNode connection =
                    Json.tree(admin("GET", "/connections", null).body()).get(0);
            assertThat(connection.path("collection").asText()).isEqualTo("users");
            assertThat(connection.path("filters")).isEqualTo(Json.tree("{\"a\":\"b\"}"));
            assertThat(connection.path("live").asBoolean()).isTrue();
            String one = "/connections/" + connection.path("id").asLong();
            admin("POST", one + "/send", "{\"text\":\"hello\"}");
            assertThat(client.next()).isEqualTo("hello");
            admin("POST", one + "/sendFragmented", "{\"text\":\"hello\",\"pieces\":3}");
            assertThat(client.next()).isEqualTo("hello");
            admin("POST", "/connections/all/sendBad?collection=users", "{\"message\":\"jsonArray\"}");
            assertThat(client.next()).startsWith("[");
            admin("POST", one + "/sendBinary", "{\"base64\":\"AQI=\"}");
            assertThat(client.nextBinary()).containsExactly(1, 2);
            admin("POST", one + "/sendOversize", "{\"bytes\":70000}");
            assertThat(client.next()).hasSize(70_000);
            assertThat(admin("POST", "/connections/all/drop?collection=nobody", null)
                            .body())
                    .isEqualTo("{\"connections\":0}");
            admin("POST", one + "/sendRaw", "{\"base64\":\"gQJoaQ==\"}");
            assertThat(client.next()).isEqualTo("hi");
            admin("POST", "/connections/all/close", "{\"code\":4001,\"reason\":\"no\"}");
            assertThat(client.closed()).isEqualTo(new WatchingClient.Closed(4001, "no"));
        }
        emulator.awaitNoConnections();
    }

    @ParameterizedTest
    @CsvSource({"drop,1006", "fin,1006", "closeEmpty,1005"})
    void endsConnections(String action, int code) throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            admin("POST", "/connections/all/" + action, null);
            assertThat(client.closed().code()).isEqualTo(code);
        }
        emulator.awaitNoConnections();
    }

    @Test
    void fallsSilent() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            admin("POST", "/connections/all/blackHole", null);
            assertThat(emulator.connections()).isEmpty();
            assertThat(client.waiting()).isZero();
        }
        emulator.openConnections().forEach(WatchConnection::drop);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(admin("GET", "/nothing", null).statusCode()).isEqualTo(404);
        assertThat(admin("POST", "/connections/999/drop", null).statusCode()).isEqualTo(404);
        assertThat(admin("GET", "/connections/all/drop", null).statusCode()).isEqualTo(405);
        assertThat(admin("POST", "/connections/all/explode", null).body()).contains("expected one of close");
        assertThat(admin("POST", "/connections/all/sendBad", "{\"message\":\"x\"}")
                        .body())
                .contains("garbageJson");
    }

    @Test
    void replacesTheKeyAndResets() throws Exception {
        admin("PUT", "/key", "{\"apiKey\":\"other\"}");
        assertThat(emulator.apiKey()).isEqualTo("other");
        emulator.collection("users").create(Map.of());
        JsonNode overview = Json.tree(admin("GET", "", null).body());
        assertThat(overview.path("collections").get(0).path("documents").asInt())
                .isEqualTo(1);
        assertThat(overview.path("profile").asText()).isEqualTo("sdk");
        assertThat(overview.toString()).doesNotContain("other");
        admin("POST", "/reset", null);
        assertThat(emulator.apiKey()).isEqualTo("test-key");
        assertThat(emulator.collection("users").size()).isZero();
    }

    @Test
    void movesTheClockOn() throws Exception {
        EmulatedCollection users = emulator.collection("users");
        Instant before = created(users).createdAt();
        assertThat(admin("POST", "/clock", "{\"advanceMillis\":3600000}").statusCode())
                .isEqualTo(204);
        StoredDocument later = created(users);
        assertThat(later.createdAt()).isBetween(before.plus(Duration.ofHours(1)), before.plus(Duration.ofMinutes(61)));
        String listed = rest.request("GET", "/collections/users/documents/" + later.id(), null)
                .body();
        assertThat(Json.tree(listed).path("created_at").asText())
                .startsWith(later.createdAt().toString().substring(0, 19));
        admin("POST", "/reset", null);
        assertThat(created(users).createdAt()).isBefore(before.plus(Duration.ofMinutes(1)));
    }

    private static StoredDocument created(EmulatedCollection collection) {
        return collection.get(collection.create(Map.of())).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"advanceMillis\":\"x\"}", "{\"advanceMillis\":-1}"})
    void doesNotMoveTheClockBack(String body) throws Exception {
        HttpResponse<String> answer = admin("POST", "/clock", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).containsAnyOf("advanceMillis takes a number", "must not be negative");
    }

    @Test
    void restarts() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            assertThat(admin("POST", "/restart", "{\"downMillis\":1}").statusCode())
                    .isEqualTo(202);
            assertThat(client.closed().code()).isEqualTo(1006);
        }
        emulator.await(emulator::isRunning, CocobaseEmulator.DEFAULT_TIMEOUT, () -> "Not running");
    }

    @Test
    void canBeSwitchedOff() throws Exception {
        try (CocobaseEmulator closed = CocobaseEmulator.builder().admin(false).start()) {
            assertThat(new RestClient(closed)
                            .request("GET", "/__admin/faults", null)
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
