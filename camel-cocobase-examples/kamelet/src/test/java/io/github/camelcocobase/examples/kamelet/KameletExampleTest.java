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
package io.github.camelcocobase.examples.kamelet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.main.Main;
import org.apache.camel.spi.LogListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Starts what is in src/main/resources as camel-main does, told of another server. */
class KameletExampleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private CocobaseEmulator cocobase;
    private Main camel;

    @BeforeEach
    void start() {
        cocobase = CocobaseEmulator.builder().collection("users", "orders").start();
        camel = new Main();
        camel.addOverrideProperty("camel.kamelet.cocobase-source.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.kamelet.cocobase-source.api-key", cocobase.apiKey());
        camel.addOverrideProperty("users.directory", directory.toString());
        camel.start();
        LogListener listener = (exchange, logger, message) -> {
            logged.add(message);
            return message;
        };
        camel.getCamelContext().getCamelContextExtension().addLogListener(listener);
        cocobase.awaitConnections("users", 1);
        cocobase.awaitConnections("orders", 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
    }

    @Test
    void thePipeKeepsTheLatestStateOfEachUser() {
        cocobase.collection("users").create("1", Map.of("name", "Ann"));
        cocobase.collection("users").create("2", Map.of("name", "Bob"));
        cocobase.collection("users").update("1", Map.of("name", "Anna"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(directory.resolve("1.json")).hasContent("{\"name\":\"Anna\"}");
            assertThat(directory.resolve("2.json")).hasContent("{\"name\":\"Bob\"}");
        });
    }

    @Test
    void theRouteReceivesWhatItsOptionsLetThrough() {
        cocobase.collection("orders").create("1", Map.of("status", "open"));
        cocobase.collection("orders").create("2", Map.of("status", "paid"));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(logged).containsExactly("order 2 is paid: {\"status\":\"paid\"}"));
    }
}
