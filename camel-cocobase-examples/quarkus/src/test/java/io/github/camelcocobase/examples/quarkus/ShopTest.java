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
package io.github.camelcocobase.examples.quarkus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Looks at the application from outside, over HTTP: so {@link PackagedShopIT} can do the same with the packaged one. */
@QuarkusTest
@QuarkusTestResource(EmulatedCocobase.class)
class ShopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @TestHTTPResource
    private URI shop;

    /** Set by {@link EmulatedCocobase}. */
    private CocobaseEmulator cocobase;

    @Test
    void knowsTheOrdersOfYesterday() {
        eventually(() -> assertThat(get("orders").body()).contains("\"of-yesterday\":{\"status\":\"paid\"}"));
    }

    @Test
    void theRouteInJavaKeepsTheBoardUpToDate() {
        cocobase.awaitConnections("orders", 1);

        cocobase.collection("orders").create("1", Map.of("status", "open"));
        cocobase.collection("orders").create("2", Map.of("status", "open"));
        eventually(() -> assertThat(get("orders").body())
                .contains("\"1\":{\"status\":\"open\"}", "\"2\":{\"status\":\"open\"}"));

        cocobase.collection("orders").update("1", Map.of("status", "paid"));
        cocobase.collection("orders").delete("2");
        eventually(() -> assertThat(get("orders").body())
                .contains("\"1\":{\"status\":\"paid\"}")
                .doesNotContain("\"2\":"));
    }

    @Test
    void theRouteInYamlWelcomesACustomer() {
        cocobase.awaitConnections("customers", 1);

        cocobase.collection("customers").create("ada", Map.of("name", "Ada"));

        eventually(() -> assertThat(get("mails").body()).contains("Welcome, Ada!"));
    }

    @Test
    void isReadyWhileItWatches() {
        eventually(() -> {
            HttpResponse<String> ready = get("q/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("consumer:orders", "consumer:customers");
        });
        String key = cocobase.apiKey();

        cocobase.apiKey("another-key");
        cocobase.connections("orders").forEach(WatchConnection::drop);
        eventually(() -> assertThat(get("q/health/ready").statusCode()).isEqualTo(503));

        cocobase.apiKey(key);
        eventually(() -> assertThat(get("q/health/ready").statusCode()).isEqualTo(200));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(shop.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
