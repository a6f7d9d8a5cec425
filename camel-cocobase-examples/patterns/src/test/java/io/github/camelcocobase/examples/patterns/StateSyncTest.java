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
package io.github.camelcocobase.examples.patterns;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class StateSyncTest extends PatternTest {

    StateSyncTest() {
        super("state-sync");
    }

    @ParameterizedTest
    @EnumSource
    void theReplicaIsEqualAgainAfterEveryGap(Dsl dsl) throws Exception {
        for (int i = 0; i < 1000; i++) {
            users.create(Map.of("name", "user " + i, "status", "new"));
        }
        start(dsl);
        Replica replica = camel.getCamelContext().getRegistry().lookupByNameAndType("users", Replica.class);
        awaitEqual(replica);

        for (int i = 0; i < 2; i++) {
            change(users, 1000);
            cocobase.stop();
            // creates, updates and deletes that nobody tells us of
            change(users, 300);
            cocobase.restart();
            change(users, 1000);
            awaitEqual(replica);
        }
        assertThat(journal.texts("state-sync"))
                .anyMatch(text -> text.startsWith("snapshot create"))
                .anyMatch(text -> text.startsWith("live delete"))
                .anyMatch(text -> text.startsWith("recovery update"))
                .anyMatch(text -> text.startsWith("recovery delete"));
    }

    private void awaitEqual(Replica replica) {
        await().pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(replica.all()).isEqualTo(contents(users)));
    }
}
