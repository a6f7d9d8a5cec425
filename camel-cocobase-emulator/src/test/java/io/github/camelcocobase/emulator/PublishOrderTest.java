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
package io.github.camelcocobase.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class PublishOrderTest {

    private static final int WRITERS = 4;
    private static final int UPDATES = 250;

    @RegisterExtension
    static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));

    private final CocobaseEmulator emulator = cocobase.emulator();
    private final EmulatedCollection users = emulator.collection("users");

    @Test
    void everyWatchSeesAllChangesInTheOrderOfTheirCommits() throws Exception {
        for (String id : List.of("a", "b", "c")) {
            users.create(id, Map.of("n", 0));
        }
        try (WatchingClient first = WatchingClient.watch(emulator, "users");
                WatchingClient second = WatchingClient.watch(emulator, "users")) {
            emulator.awaitConnections("users", 2);
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int self = writer;
                writers.add(CompletableFuture.runAsync(() -> write(self)));
            }
            CompletableFuture.allOf(writers.toArray(new CompletableFuture<?>[0]))
                    .get();
            List<String> seen = take(first);
            assertThat(take(second)).isEqualTo(seen);
            Map<String, String> last = new HashMap<>();
            for (String event : seen) {
                String[] idAndTime = event.split(" ");
                String before = last.put(idAndTime[0], idAndTime[1]);
                assertThat(before == null || before.compareTo(idAndTime[1]) < 0).isTrue();
            }
        }
    }

    private void write(int writer) {
        for (int n = 0; n < UPDATES; n++) {
            users.update(String.valueOf((char) ('a' + (writer + n) % 3)), Map.of("w" + writer, n));
        }
    }

    private static List<String> take(WatchingClient client) throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < WRITERS * UPDATES; i++) {
            JsonNode document = client.nextJson().path("data");
            events.add(document.path("id").asText() + " "
                    + document.path("updated_at").asText());
        }
        return events;
    }

    @Test
    void manyFramesAtOnceArriveInOrder() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users")) {
            List<WireFrame> frames = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                frames.add(WireFrame.text(Integer.toString(i)));
            }
            emulator.publish("users", frames);
            emulator.awaitDrained("users", CocobaseEmulator.DEFAULT_TIMEOUT);
            for (int i = 0; i < 20_000; i++) {
                assertThat(client.next()).isEqualTo(Integer.toString(i));
            }
            // the confirmation counts as well
            assertThat(emulator.connections().get(0).framesSent()).isEqualTo(20_001);
        }
    }
}
