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
package io.github.camelcocobase;

import java.util.List;
import java.util.Map;

import io.github.camelcocobase.client.ConnectionState;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The lines that an operator reads, from a real connection. */
class ConnectionLogTest extends WatchTestSupport {

    private CapturedLog log;

    @BeforeEach
    void capture() {
        log = new CapturedLog("io.github.camelcocobase", Level.DEBUG);
    }

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void theFirstConnectIsOneLineOfInfo() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        await().untilAsserted(() -> assertThat(log.texts(Level.INFO)).isNotEmpty());

        assertThat(log.texts(Level.INFO)).containsExactly("x: watching users at " + emulator.baseUrl());
        assertThat(log.texts(Level.WARN)).isEmpty();
    }

    @Test
    void aLossIsOneWarningWithCauseAndDelayAndARecoveryOneLineOfInfo() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);

        emulator.connections("users").get(0).close(1012, "restarting");
        await().untilAsserted(() -> assertThat(log.texts(Level.INFO)).hasSize(2));

        assertThat(log.texts(Level.WARN))
                .singleElement()
                .asString()
                .matches("x: lost the connection: The server closed"
                        + " the connection \\(close code 1012, reason \"restarting\"\\); next attempt in \\d+ ms");
        assertThat(log.texts(Level.INFO).get(1)).matches("x: watching users again after a gap of \\d+ ms");
    }

    @Test
    void failedAttemptsAreThrottled() throws Exception {
        startRoute("cocobase:users?connectionName=x&reconnectDelay=1&maxReconnectDelay=1");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);

        emulator.stop();
        await().until(() -> status().failedAttempts() > 40);

        // the loss, the first failure of another kind, then the 4th, 8th, 16th and 32nd
        assertThat(log.texts(Level.WARN)).hasSizeBetween(5, 7);
        assertThat(log.texts(Level.WARN))
                .filteredOn(line -> line.contains("attempt 32 failed"))
                .singleElement()
                .asString()
                .matches("x: attempt 32 failed: No connection to [^ ]+: .*; next attempt in \\d ms");
        assertThat(log.texts(Level.DEBUG)).anyMatch(line -> line.contains("attempt 31 failed"));
    }

    @Test
    void aRejectedKeyIsAWarningWithTheWordsOfTheServer() throws Exception {
        startRoute("cocobase:users?connectionName=x&maxReconnectDelay=1h");
        awaitState(ConnectionState.LIVE);

        emulator.apiKey("another-key");
        consumer().reconnectNow();
        awaitState(ConnectionState.REJECTED);

        await().untilAsserted(() -> assertThat(log.texts(Level.WARN))
                .filteredOn(line -> line.contains("does not accept the API key"))
                .singleElement()
                .asString()
                .contains("x: ", "Invalid API key", "next attempt in "));
    }

    @Test
    void aKeyThatIsRejectedAtTheStartPromisesNoNextAttempt() {
        emulator.apiKey("another-key");

        assertThatThrownBy(() -> startRoute("cocobase:users?connectionName=x"))
                .hasStackTraceContaining("check option apiKey");

        assertThat(log.texts(Level.WARN))
                .filteredOn(line -> line.contains("does not accept the API key"))
                .singleElement()
                .asString()
                .contains("x: ", "Invalid API key")
                .doesNotContain("next attempt");
    }

    @Test
    void framesAreCutAndOnlyShownAtDebug() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann", "notes", "n".repeat(5_000)));
        awaitRouted(1);

        List<String> frames = log.texts(Level.DEBUG).stream()
                .filter(line -> line.startsWith("x: received "))
                .toList();
        assertThat(frames).hasSizeGreaterThanOrEqualTo(2).allMatch(line -> line.length() < 350);
        assertThat(log.lines())
                .filteredOn(line -> line.level().isMoreSpecificThan(Level.INFO))
                .noneMatch(line -> line.text().contains("nnnn"));
    }

    @Test
    void whatTheServerSaysCannotForgeALine() throws Exception {
        startRoute("cocobase:users?connectionName=x&maxReconnectDelay=1h&reconnectDelay=1h");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);

        emulator.publish("users", "{\"event\":\"\\u001b[31mred\\r\\n2026 ERROR forged\",\"data\":{\"id\":\"1\"}}");
        emulator.publish("users", "\u001b[2J\r\n2026 ERROR forged too");
        emulator.publish("users", "{\"error\":\"\\u202e\\r\\nforged three\"}");
        emulator.connections("users").get(0).close(4000, "bye\r\n2026 ERROR forged at last\u001b[0m\u2028");
        awaitState(ConnectionState.WAITING);

        await().untilAsserted(() -> assertThat(log.lines())
                .anyMatch(line -> line.text().contains("forged at last"))
                .anyMatch(line -> line.text().contains("forged too"))
                .anyMatch(line -> line.text().contains("forged three")));
        assertThat(log.lines()).extracting(CapturedLog.Line::text).allSatisfy(text -> assertThat(text)
                .doesNotContain("\r", "\n", "\u001b", "\u2028", "\u202e"));
    }

    @Test
    void linesSayInTheMdcWhoseTheyAreWhenMdcLoggingIsOn() throws Exception {
        context.setUseMDCLogging(true);
        startRoute("cocobase:users?connectionName=x");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);
        emulator.connections("users").get(0).close(1012, "restarting");
        await().untilAsserted(() -> assertThat(log.texts(Level.INFO)).hasSize(2));

        assertThat(log.lines())
                .filteredOn(line -> line.level() != Level.DEBUG)
                .hasSize(3)
                .allSatisfy(line -> assertThat(line.mdc())
                        .containsEntry("camel.contextId", context.getName())
                        .containsEntry("camel.routeId", "route")
                        .containsEntry("cocobase.connection", "x")
                        .containsEntry("cocobase.collection", "users"));
    }

    @Test
    void theMdcIsLeftAloneWhenMdcLoggingIsOff() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        await().untilAsserted(() -> assertThat(log.texts(Level.INFO)).isNotEmpty());

        assertThat(log.lines()).allSatisfy(line -> assertThat(line.mdc()).isEmpty());
    }
}
