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
package io.github.camelcocobase.examples.mainyaml;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Starts what is in src/main/resources as camel-main does, told of another server. */
class JournalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private CocobaseEmulator cocobase;
    private int managementPort;
    private Main camel;

    @BeforeEach
    void start() throws IOException {
        cocobase = CocobaseEmulator.builder().collection("users").start();
        managementPort = freePort();
        camel = new Main();
        camel.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        camel.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        camel.addOverrideProperty("camel.management.port", String.valueOf(managementPort));
        camel.addOverrideProperty("journal.directory", directory.toString());
        camel.start();
        cocobase.awaitConnections("users", 1);
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
    }

    @Test
    void writesALineForEachChange() {
        cocobase.collection("users").create("1", Map.of("name", "Ann"));
        cocobase.collection("users").update("1", Map.of("name", "Anna"));
        cocobase.collection("users").delete("1");

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(directory.resolve("users.jsonl"))
                                .hasContent(
                                        """
                        {"event":"create","id":"1","user":{"name":"Ann"}}
                        {"event":"update","id":"1","user":{"name":"Anna"}}
                        {"event":"delete","id":"1","user":null}
                        """));
    }

    @Test
    void isReadyWhileItWatches() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> health = health();
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("UP").doesNotContain("DOWN");
        });

        cocobase.apiKey("another-key");
        cocobase.connections("users").forEach(WatchConnection::drop);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(health().statusCode()).isEqualTo(503));
    }

    private HttpResponse<String> health() throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + managementPort + "/observe/health");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
