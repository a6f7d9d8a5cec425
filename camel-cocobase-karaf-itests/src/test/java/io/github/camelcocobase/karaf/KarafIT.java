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
package io.github.camelcocobase.karaf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an administrator of Karaf sees: features installed, a bundle with routes deployed, taken away and put back. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"camel-4.14", "camel-4.18"})
class KarafIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path ROUTES = Path.of(System.getProperty("routes.bundle"));
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static CocobaseEmulator cocobase;
    private static TlsFront tls;
    private static Karaf karaf;

    @Parameter
    private String camel;

    @BeforeParameterizedClassInvocation
    static void start(String camel) throws Exception {
        karaf = null;
        // kept, so that its log can be read afterwards
        Path base = Files.createTempDirectory(TARGET, "karaf-" + camel + "-");
        cocobase = CocobaseEmulator.builder().collection("users", "orders").start();
        tls = new TlsFront(base, cocobase.port());
        karaf = Karaf.start(
                TARGET.resolve("apache-karaf-minimal-" + System.getProperty("karaf.version")),
                base,
                TARGET.resolve("repository"),
                List.of(
                        TARGET.resolve("features")
                                .resolve(camel)
                                .resolve("camel-core.xml")
                                .toUri()
                                .toString(),
                        "mvn:io.github.camelcocobase/camel-cocobase/" + System.getProperty("project.version")
                                + "/xml/features"),
                List.of("camel-cocobase-ledger-file"),
                Map.of(
                        "COCOBASE_BASE_URL", cocobase.baseUrl(),
                        "COCOBASE_API_KEY", cocobase.apiKey(),
                        "COCOBASE_TLS_URL", tls.url(),
                        "KARAF_OPTS",
                                "-Djavax.net.ssl.trustStore=" + TlsFront.keyStore(base)
                                        + " -Djavax.net.ssl.trustStorePassword=" + TlsFront.PASSWORD));
        karaf.deploy(ROUTES);
        awaitWatches();
    }

    @Test
    void routesChangesOfEveryKind() {
        cocobase.collection("users").create("ann", Map.of("name", "Ann"));
        cocobase.collection("users").update("ann", Map.of("name", "Anna"));
        cocobase.collection("users").delete("ann");

        awaitLines(
                "users.txt",
                "create ann live {\"name\":\"Ann\"}",
                "update ann live {\"name\":\"Anna\"}",
                "delete ann live {\"name\":\"Anna\"}");
    }

    @Test
    void watchesOverTls() {
        cocobase.collection("orders").create("1", Map.of("item", "tea"));

        awaitLines("orders.txt", "create 1 {\"item\":\"tea\"}");
    }

    @Test
    void recoversWhatHappenedWhileTheServerWasAway() {
        cocobase.collection("users").create("bea", Map.of("name", "Bea"));
        awaitLines("users.txt", "create bea live {\"name\":\"Bea\"}");

        cocobase.stop();
        cocobase.collection("users").update("bea", Map.of("name", "Beatrice"));
        cocobase.restart();

        awaitLines("users.txt", "update bea recovery {\"name\":\"Beatrice\"}");
        awaitWatches();
    }

    @Test
    void isReadyUntilTheKeyIsRejected() {
        awaitLines("health.txt", "consumer:users UP");
        String key = cocobase.apiKey();

        cocobase.apiKey("another-key");
        cocobase.connections("users").forEach(WatchConnection::drop);
        awaitLines("health.txt", "consumer:users DOWN");

        cocobase.apiKey(key);
        awaitLines("health.txt", "consumer:users UP");
    }

    @Test
    void aFileLedgerOutlivesItsBundle() throws Exception {
        cocobase.collection("users").create("cid", Map.of("name", "Cid"));
        cocobase.collection("users").create("dora", Map.of("name", "Dora"));
        awaitLines("users.txt", "create cid live {\"name\":\"Cid\"}", "create dora live {\"name\":\"Dora\"}");

        karaf.undeploy(ROUTES);
        cocobase.awaitNoConnections(PATIENCE);
        karaf.await("its threads to end", () -> !karaf.threads().contains("Cocobase"));

        cocobase.collection("users").delete("cid");
        cocobase.collection("users").update("dora", Map.of("name", "Dorothy"));
        karaf.deploy(ROUTES);

        awaitLines("users.txt", "delete cid recovery {}", "update dora recovery {\"name\":\"Dorothy\"}");
        awaitWatches();
    }

    private static void awaitWatches() {
        karaf.await(
                "both watches",
                () -> cocobase.connections("users").size() == 1
                        && cocobase.connections("orders").size() == 1);
    }

    private static void awaitLines(String file, String... lines) {
        karaf.await(
                file + " to have " + List.of(lines),
                () -> karaf.data("journal/" + file).lines().toList().containsAll(List.of(lines)));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        try (Karaf started = karaf) {
            // null if it did not start: that is the failure to be read, and not what follows from it
            if (started != null) {
                stopsCleanly();
            }
        } finally {
            tls.close();
            cocobase.close();
        }
    }

    private static void stopsCleanly() throws Exception {
        awaitWatches();
        int before = karaf.log().length();

        assertThat(karaf.stop()).isZero();

        cocobase.awaitNoConnections(PATIENCE);
        assertThat(karaf.log().substring(before))
                .contains("users: stopped watching", "orders: stopped watching")
                .doesNotContain("| WARN ", "| ERROR ");
        assertThat(karaf.log())
                .doesNotContain("NoClassDefFoundError", "ClassNotFoundException")
                .doesNotContain(cocobase.apiKey());
    }
}
