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
package io.github.camelcocobase.examples.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole demo, as its page sees it. */
class DemoTest {

    private static DemoApplication demo;

    @BeforeAll
    static void start() {
        demo = new DemoApplication(Map.of("DEMO_PORT", "0"));
        demo.start();
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @CsvSource({"'', text/html", "demo.css, text/css", "demo.js, text/javascript", "icon.svg, image/svg+xml"})
    void servesThePageUnderAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> response = get(demo, "/" + path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(type + "; charset=utf-8");
        assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(response.headers().firstValue("User-Agent")).isEmpty();
        assertThat(response.body()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"/nothing", "/application.properties", "/page/demo.js", "/..%2fapplication.properties"})
    void servesNothingElse(String path) throws Exception {
        assertThat(get(demo, path).statusCode()).isEqualTo(404);
    }

    @Test
    void isReadyWhileItsConnectionsAreLive() throws Exception {
        HttpResponse<String> response = get(demo, "/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("UP").doesNotContain("DOWN");
    }

    @Test
    void isNotReadyWithoutCocobase() throws Exception {
        CocobaseEmulator gone = CocobaseEmulator.builder().port(0).start();
        gone.close();
        try (DemoApplication waiting = new DemoApplication(
                Map.of("DEMO_PORT", "0", "COCOBASE_BASE_URL", gone.baseUrl(), "COCOBASE_API_KEY", "any"))) {
            waiting.start();
            HttpResponse<String> response = get(waiting, "/health");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("watch-users", "watch-orders", "watch-products", "DOWN");
        }
    }

    @Test
    void tellsAPageThatOpensAllThatIsKnown() {
        try (TestPage early = TestPage.of(demo)) {
            early.await("change", change -> change.get("event").asText().equals("update"));
        }
        try (TestPage page = TestPage.of(demo)) {
            JsonNode state = page.await("state", any -> true);

            assertThat(state.get("writable").asBoolean()).isTrue();
            assertThat(state.get("connections").findValuesAsText("collection"))
                    .containsExactlyInAnyOrder("users", "orders", "products");
            assertThat(state.get("connections").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("demo-users", "demo-orders", "demo-products");
            for (JsonNode connection : state.get("connections")) {
                boolean yaml = connection.get("collection").asText().equals("products");
                assertThat(connection.get("dsl").asText()).isEqualTo(yaml ? "YAML DSL" : "Java DSL");
            }
            assertThat(state.at("/live/documents")).isNotEmpty();
            assertThat(state.at("/live/changes")).isNotEmpty();
        }
    }

    @Test
    void showsADocumentThatIsWrittenChangedAndDeleted() {
        try (TestPage page = TestPage.of(demo)) {
            String name = "Test " + UUID.randomUUID();
            page.press("write", "users", null, Map.of("name", name));
            JsonNode created =
                    page.await("change", change -> change.get("title").asText().equals(name));
            assertThat(created.get("event").asText()).isEqualTo("create");
            assertThat(created.at("/data/name").asText()).isEqualTo(name);

            String id = created.get("id").asText();
            page.press("write", "users", id, Map.of("name", name, "plan", "pro"));
            JsonNode updated = page.await("change", change -> isOf(change, id, "update"));
            assertThat(updated.get("details").asText()).isEqualTo("plan: none -> pro");

            page.press("delete", "users", id, null);
            JsonNode deleted = page.await("change", change -> isOf(change, id, "delete"));
            assertThat(deleted.get("title").asText()).isEqualTo(name);
            assertThat(deleted.get("number").asLong())
                    .isGreaterThan(updated.get("number").asLong());
        }
    }

    @Test
    void showsAConnectionThatIsCutAndRecovers() {
        try (TestPage page = TestPage.of(demo)) {
            page.await("state", any -> true);
            page.press("cut", "orders", null, null);

            JsonNode waiting = page.awaitConnection("orders", "WAITING", 0);
            assertThat(waiting.get("lastError").asText()).isNotEmpty();
            assertThat(waiting.get("nextAttempt").asLong()).isPositive();
            page.awaitConnection("orders", "LIVE", 1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON at all",
                "{\"press\": \"explode\", \"collection\": \"users\"}",
                "{\"press\": \"delete\", \"collection\": \"secrets\", \"id\": \"1\"}",
                "{\"press\": \"write\", \"collection\": \"users\", \"id\": \"unknown\", \"document\": {}}"
            })
    void tellsThePageThatDidItWhatDoesNotWork(String message) {
        try (TestPage page = TestPage.of(demo);
                TestPage other = TestPage.of(demo)) {
            page.send(message);

            assertThat(page.await("notice", any -> true).asText()).startsWith("That did not work: ");
            assertThat(other.messages()).noneMatch(received -> received.has("notice"));
        }
    }

    @Test
    void hangsUpOnAnotherSitesPage() throws Exception {
        try (TestPage foreign = new TestPage(demo.pageUrl(), "https://example.com")) {
            foreign.closed().get(10, TimeUnit.SECONDS);

            assertThat(foreign.messages()).isEmpty();
        }
    }

    @Test
    void watchesARealCocobaseWithoutChangingIt() {
        try (CocobaseEmulator real = CocobaseEmulator.builder()
                        .port(0)
                        .apiKey("real-key")
                        .collection("users", "orders", "products")
                        .start();
                DemoApplication watching = new DemoApplication(Map.of(
                        "DEMO_PORT", "0", "COCOBASE_BASE_URL", real.baseUrl(), "COCOBASE_API_KEY", "real-key"))) {
            watching.start();
            try (TestPage page = TestPage.of(watching)) {
                JsonNode state = page.await("state", any -> true);
                assertThat(state.get("writable").asBoolean()).isFalse();
                assertThat(state.get("baseUrl").asText()).isEqualTo(real.baseUrl());

                page.press("write", "users", null, Map.of("name", "Nobody"));
                page.await("notice", notice -> notice.asText().contains("does not change"));
                page.press("cut", "users", null, null);
                page.awaitConnection("users", "LIVE", 1);

                String id = real.collection("users").create(Map.of("name", "Ada"));
                page.await("change", change -> isOf(change, id, "create"));
                assertThat(real.collection("users").documents()).hasSize(1);
            }
        }
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() {
        String port = demo.pageUrl().replaceAll(".*:", "");

        assertThatThrownBy(() -> new DemoApplication(Map.of("DEMO_PORT", port)))
                .hasMessageContaining("port " + port)
                .hasMessageContaining("DEMO_PORT=");
    }

    @Test
    void saysWhatIsMissingToWatchARealCocobase() {
        assertThatThrownBy(
                        () -> new DemoApplication(Map.of("DEMO_PORT", "0", "COCOBASE_BASE_URL", "https://example.com")))
                .hasMessageContaining("COCOBASE_API_KEY");
    }

    private static boolean isOf(JsonNode change, String id, String event) {
        return change.get("id").asText().equals(id)
                && change.get("event").asText().equals(event);
    }

    private static HttpResponse<String> get(DemoApplication demo, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(demo.pageUrl() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
