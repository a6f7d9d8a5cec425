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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.CocobaseConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionLossTest extends PatternTest {

    ConnectionLossTest() {
        super("connection-loss");
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWasCreatedIsMissedAndEveryGapIsTold(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 1);

        List<String> created = new ArrayList<>();
        for (int cut = 1; cut <= 3; cut++) {
            create(created, 1000);
            cocobase.connections("users").get(0).drop();
            create(created, 200);
            cocobase.awaitConnectionAttempts(cut + 1, PATIENCE);
            cocobase.awaitConnections("users", 1);
        }
        create(created, 500);

        awaitDocuments("connection-loss", created);
        List<Journal.Entry> gaps = journal.of("connection-loss").stream()
                .filter(entry -> "gap".equals(entry.header(CocobaseConstants.EVENT_TYPE)))
                .toList();
        assertThat(gaps).hasSize(3).allSatisfy(gap -> {
            Instant start = gap.exchange().getMessage().getHeader(CocobaseConstants.GAP_START, Instant.class);
            Instant end = gap.exchange().getMessage().getHeader(CocobaseConstants.GAP_END, Instant.class);
            assertThat(start).isBefore(end);
            assertThat(gap.text()).startsWith("Not connected from " + start + " to " + end + ": ");
        });
        assertThat(journal.texts("connection-loss")).anyMatch(text -> text.startsWith("recovery: create "));
    }

    private void create(List<String> created, int count) {
        for (int i = 0; i < count; i++) {
            created.add(users.create(Map.of("n", created.size())));
        }
    }
}
