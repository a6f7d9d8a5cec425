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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.StoredDocument;
import io.github.camelcocobase.recovery.TestPostgres;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes that are killed in the middle of everything, by the signal that nobody can catch. */
class SurvivesAKillTest {

    @TempDir
    Path directory;

    private CocobaseEmulator emulator;
    private EmulatedCollection users;
    private final List<Process> processes = new ArrayList<>();
    private final Random random = new Random(7);
    private int version;

    @BeforeEach
    void startEmulator() {
        emulator = CocobaseEmulator.builder().start();
        users = emulator.collection("users");
        for (int i = 0; i < 100; i++) {
            users.create(next());
        }
    }

    @AfterEach
    void stopEverything() {
        processes.forEach(Process::destroyForcibly);
        emulator.close();
    }

    private Map<String, Object> next() {
        return Map.of("v", ++version);
    }

    private void change() {
        List<StoredDocument> documents = users.documents();
        String any = documents.get(random.nextInt(documents.size())).id();
        switch (random.nextInt(5)) {
            case 0, 1 -> users.create(next());
            case 2, 3 -> users.update(any, next());
            default -> users.delete(any);
        }
    }

    private Process start(Path journal, String... arguments) throws IOException {
        Process process = RecoveryNode.start(journal, arguments);
        processes.add(process);
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(90, TimeUnit.SECONDS).pollInterval(20, TimeUnit.MILLISECONDS);
    }

    private static List<String> lines(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return List.of();
        }
        String text = Files.readString(journal);
        // a line that the kill has cut was not completed
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** {@return what somebody has who has followed the journals from beginning to end} */
    private static Map<String, String> replica(Path... journals) throws IOException {
        Map<String, String> replica = new HashMap<>();
        for (Path journal : journals) {
            for (String line : lines(journal)) {
                String[] words = line.split(" ");
                if (words[1].equals("gone")) {
                    replica.remove(words[0]);
                } else {
                    replica.put(words[0], words[1]);
                }
            }
        }
        return replica;
    }

    private Map<String, String> server() {
        Map<String, String> server = new LinkedHashMap<>();
        users.documents()
                .forEach(document ->
                        server.put(document.id(), document.data().get("v").toString()));
        return server;
    }

    @Test
    void aRestartPicksUpWhatHappenedMeanwhile() throws Exception {
        Path journal = directory.resolve("journal");
        String uri = "cocobase:users?snapshot=initial&recovery=full&documentLedger=file:" + directory.resolve("ledger");
        String[] arguments = {emulator.baseUrl(), emulator.apiKey(), journal.toString(), uri};

        for (int round = 0; round < 3; round++) {
            Process node = start(journal, arguments);
            emulator.awaitConnections("users", 1);
            int written = lines(journal).size();
            for (int i = 0; i < 100; i++) {
                change();
            }
            await().until(() -> lines(journal).size() > written + 20);
            kill(node);
            for (int i = 0; i < 50; i++) {
                change();
            }
        }
        start(journal, arguments);

        await().untilAsserted(() -> assertThat(replica(journal)).isEqualTo(server()));
        assertThat(lines(Path.of(journal + ".log"))).noneMatch(line -> line.contains("ledger fails"));
    }

    @Test
    void theClusterTakesOverWhereTheLeaderWasKilled() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            Path first = directory.resolve("first");
            Path second = directory.resolve("second");
            String uri = "master:ns:cocobase:users?snapshot=initial&recovery=full&documentLedger=RAW(jdbc:#ledger)";
            String locks = directory.resolve("locks").toString();
            Process leader = start(
                    first, emulator.baseUrl(), emulator.apiKey(), first.toString(), uri, postgres.url(), locks, "a");
            await().until(() -> lines(first).size() >= 50);
            start(second, emulator.baseUrl(), emulator.apiKey(), second.toString(), uri, postgres.url(), locks, "b");
            await().until(() -> Files.exists(Path.of(second + ".log")));
            for (int i = 0; i < 300; i++) {
                change();
            }
            int written = lines(first).size();
            await().until(() -> lines(first).size() > written
                    || emulator.connections("users").isEmpty());

            kill(leader);
            for (int i = 0; i < 100; i++) {
                change();
            }
            emulator.awaitConnections("users", 1);
            for (int i = 0; i < 100; i++) {
                change();
            }

            await().untilAsserted(() -> assertThat(replica(first, second)).isEqualTo(server()));
            // it did not begin from scratch
            assertThat(lines(second).size()).isLessThan(400);
        }
    }
}
