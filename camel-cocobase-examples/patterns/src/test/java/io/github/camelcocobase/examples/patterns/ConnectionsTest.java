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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.CocobaseConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionsTest extends PatternTest {

    ConnectionsTest() {
        super("connections");
    }

    @ParameterizedTest
    @EnumSource
    void oneConnectionThatBreaksDoesNotConcernTheOthers(Dsl dsl) throws Exception {
        start(dsl, "camel.component.cocobase.recovery", "creates");
        List<String> collections = List.of("users", "orders", "products");
        collections.forEach(collection -> cocobase.awaitConnections(collection, 1));

        List<String> created = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            for (String collection : collections) {
                created.add(cocobase.collection(collection).create(Map.of("n", i)));
            }
            if (i % 300 == 299) {
                cut("orders");
            }
        }

        awaitDocuments("changes", created);
        assertThat(journal.texts("changes").stream().distinct())
                .containsExactlyInAnyOrder(
                        "dashboard-users: create in users",
                        "dashboard-orders: create in orders",
                        "watch-products: create in products");
        // those that were not cut keep the order over all documents, but for what a recovery repeats
        assertThat(live("users")).isSorted().hasSize(1000);
        assertThat(live("products")).isSorted().hasSize(1000);
        assertThat(cocobase.connectionAttempts()).isEqualTo(6);
    }

    private List<Integer> live(String collection) {
        return journal.of("changes").stream()
                .filter(entry -> collection.equals(entry.header(CocobaseConstants.COLLECTION)))
                .filter(entry -> "live".equals(entry.header(CocobaseConstants.ORIGIN)))
                .map(entry -> (Integer)
                        entry.exchange().getMessage().getBody(Map.class).get("n"))
                .toList();
    }
}
