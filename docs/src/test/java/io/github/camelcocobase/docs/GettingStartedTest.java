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
package io.github.camelcocobase.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LogListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes of the pages do what the pages say. */
class GettingStartedTest {

    private final CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users", "orders").start();
    private final Main camel = new Main();
    private final List<String> logged = new CopyOnWriteArrayList<>();

    @BeforeEach
    void configure() {
        camel.addOverrideProperty("camel.component.cocobase.base-url", emulator.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", emulator.apiKey());
    }

    @AfterEach
    void stop() {
        camel.stop();
        emulator.close();
    }

    @Test
    void theRouteInJava() {
        camel.configure().addRoutesBuilder(new UsersRoute());
        start();

        emulator.collection("users").create("1", Map.of("name", "Ann"));
        emulator.collection("users").update("1", Map.of("name", "Anna"));
        emulator.collection("users").delete("1");

        awaitLogged("create 1: Ann", "update 1: Anna", "removed 1");
    }

    @Test
    void theRouteInYaml() {
        camel.configure().withRoutesIncludePattern("classpath:getting-started/users.yaml");
        start();

        emulator.collection("users").create("1", Map.of("name", "Ann", "status", "invited"));
        emulator.collection("users").create("2", Map.of("name", "Bob", "status", "active"));
        emulator.collection("users").delete("2");
        emulator.collection("users").update("1", Map.of("status", "active"));

        awaitLogged("create 2: Bob", "update 1: Ann");
    }

    @Test
    void theRouteForCamelMain() {
        camel.configure().withRoutesIncludePattern("classpath:runtimes/users.yaml");
        start();

        emulator.collection("users").create("1", Map.of("name", "Ann"));

        awaitLogged("create {\"name\":\"Ann\"}");
    }

    @Test
    void theRouteFromTheKamelet() {
        camel.configure().withRoutesIncludePattern("classpath:runtimes/orders.yaml");
        configureKamelet();
        start("orders");

        emulator.collection("orders").create("1", Map.of("item", "a book"));

        awaitLogged("{\"item\":\"a book\"}");
    }

    @Test
    void thePipe() throws IOException {
        Path file = Path.of("target/users/pipe-1.json");
        Files.deleteIfExists(file);
        camel.configure().withRoutesIncludePattern("classpath:runtimes/users-pipe.yaml");
        configureKamelet();
        start("users");

        emulator.collection("users").create("pipe-1", Map.of("name", "Ann"));

        Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(file)
                .hasContent("{\"name\":\"Ann\"}"));
    }

    private void configureKamelet() {
        camel.addOverrideProperty("camel.kamelet.cocobase-source.base-url", emulator.baseUrl());
        camel.addOverrideProperty("camel.kamelet.cocobase-source.api-key", emulator.apiKey());
    }

    private void start() {
        start("users");
    }

    private void start(String collection) {
        camel.init();
        LogListener listener = (exchange, logger, message) -> {
            logged.add(message);
            return message;
        };
        camel.getCamelContext().getCamelContextExtension().addLogListener(listener);
        camel.start();
        emulator.awaitConnections(collection, 1);
    }

    private void awaitLogged(String... lines) {
        Awaitility.await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(logged)
                .containsExactly(lines));
    }
}
