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
package io.github.camelcocobase.examples.springboot;

import java.time.Duration;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Starts the application with its own configuration, told of another server, and looks at it over HTTP. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ShopApplicationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final CocobaseEmulator COCOBASE =
            CocobaseEmulator.builder().collection("orders", "customers").start();

    @Autowired
    private TestRestTemplate http;

    @DynamicPropertySource
    static void server(DynamicPropertyRegistry properties) {
        COCOBASE.collection("orders").create("of-yesterday", Map.of("total", 100));
        properties.add("COCOBASE_BASE_URL", COCOBASE::baseUrl);
        properties.add("COCOBASE_API_KEY", COCOBASE::apiKey);
        // the key is put right again in a test
        properties.add("camel.component.cocobase.max-reconnect-delay", () -> "1s");
    }

    @AfterAll
    static void stopServer() {
        COCOBASE.close();
    }

    @Test
    void theRouteInJavaKeepsTheOrderBookUpToDate() {
        COCOBASE.awaitConnections("orders", 1);
        eventually(() -> assertThat(get("/turnover").getBody()).isEqualTo("{\"orders\":1,\"total\":100}"));

        COCOBASE.collection("orders").create("1", Map.of("total", 20));
        COCOBASE.collection("orders").create("2", Map.of("total", 7));
        eventually(() -> assertThat(get("/turnover").getBody()).isEqualTo("{\"orders\":3,\"total\":127}"));

        COCOBASE.collection("orders").update("1", Map.of("total", 21.5));
        COCOBASE.collection("orders").delete("2");
        eventually(() -> assertThat(get("/turnover").getBody()).isEqualTo("{\"orders\":2,\"total\":121.5}"));
    }

    @Test
    void theRouteInYamlGreetsACustomer() {
        COCOBASE.awaitConnections("customers", 1);

        COCOBASE.collection("customers").create("ada", Map.of("name", "Ada"));

        eventually(() -> assertThat(get("/greetings").getBody()).isEqualTo("[\"Hello Ada\"]"));
    }

    @Test
    void isReadyWhileItWatches() {
        eventually(() -> {
            assertThat(get("/actuator/health/readiness").getStatusCode()).isEqualTo(HttpStatus.OK);
            assertThat(get("/actuator/health").getBody())
                    .contains("\"consumer:orders\":\"UP\"", "\"consumer:customers\":\"UP\"");
        });
        String key = COCOBASE.apiKey();

        COCOBASE.apiKey("another-key");
        COCOBASE.connections("orders").forEach(WatchConnection::drop);
        eventually(() -> {
            assertThat(get("/actuator/health/readiness").getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
            assertThat(get("/actuator/health").getBody())
                    .contains("\"consumer:orders\":\"DOWN\"")
                    .doesNotContain(key);
        });

        COCOBASE.apiKey(key);
        eventually(() ->
                assertThat(get("/actuator/health/readiness").getStatusCode()).isEqualTo(HttpStatus.OK));
    }

    private ResponseEntity<String> get(String path) {
        return http.getForEntity(path, String.class);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }
}
