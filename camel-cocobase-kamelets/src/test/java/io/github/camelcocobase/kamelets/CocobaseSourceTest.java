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
package io.github.camelcocobase.kamelets;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CocobaseSourceTest {

    private static final String API_KEY = "a+b&c=%20 d";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Exchange> routed = new CopyOnWriteArrayList<>();
    private CocobaseEmulator cocobase;
    private Main camel;

    @BeforeEach
    void start() {
        cocobase =
                CocobaseEmulator.builder().apiKey(API_KEY).collection("users").start();
        camel = new Main();
        camel.addInitialProperty("camel.kamelet.cocobase-source.base-url", cocobase.baseUrl());
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
    }

    @Test
    void deliversJson() {
        camel.addInitialProperty("key", API_KEY);
        startRoute("kamelet:cocobase-source?collection=users&apiKey=RAW({{key}})");

        cocobase.collection("users").create("1", Map.of("name", "Ann"));

        await().atMost(PATIENCE).until(() -> !routed.isEmpty());
        assertThat(routed.get(0).getMessage().getBody()).isEqualTo("{\"name\":\"Ann\"}");
        assertThat(routed.get(0).getMessage().getHeaders())
                .containsEntry(CocobaseConstants.EVENT_TYPE, "create")
                .containsEntry(CocobaseConstants.DOCUMENT_ID, "1");
    }

    @Test
    void takesItsParametersFromConfiguration() {
        camel.addInitialProperty("camel.kamelet.cocobase-source.collection", "users");
        camel.addInitialProperty("camel.kamelet.cocobase-source.api-key", API_KEY);
        camel.addInitialProperty("camel.kamelet.cocobase-source.connection-name", "mine");
        camel.addInitialProperty("camel.kamelet.cocobase-source.events", "update");
        camel.addInitialProperty("camel.kamelet.cocobase-source.body-type", "data");
        startRoute("kamelet:cocobase-source");

        cocobase.collection("users").create("1", Map.of("name", "Ann"));
        cocobase.collection("users").update("1", Map.of("name", "Anna"));

        await().atMost(PATIENCE).until(() -> !routed.isEmpty());
        assertThat(routed.get(0).getMessage().getBody()).isEqualTo(Map.of("name", "Anna"));
        assertThat(routed.get(0).getMessage().getHeader(CocobaseConstants.CONNECTION_NAME))
                .isEqualTo("mine");
    }

    @Test
    void passesOtherOptionsOn() {
        camel.addInitialProperty("camel.kamelet.cocobase-source.api-key", API_KEY);
        startRoute("kamelet:cocobase-source?collection=users"
                + "&options=RAW(filter.status=active&filter.age_gte=18&reconnectDelay=2s)");

        cocobase.collection("users").create("1", Map.of("status", "left", "age", 20));
        cocobase.collection("users").create("2", Map.of("status", "active", "age", 17));
        cocobase.collection("users").create("3", Map.of("status", "active", "age", 18));

        await().atMost(PATIENCE).until(() -> !routed.isEmpty());
        assertThat(routed.get(0).getMessage().getHeader(CocobaseConstants.DOCUMENT_ID))
                .isEqualTo("3");
    }

    @Test
    void demandsAKey() {
        assertThatThrownBy(() -> startRoute("kamelet:cocobase-source?collection=users"))
                .rootCause()
                .hasMessageContaining("apiKey");
    }

    private void startRoute(String uri) {
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> routed.add(exchange.copy()));
            }
        });
        camel.start();
        cocobase.awaitConnections("users", 1);
    }
}
