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

import io.github.camelcocobase.emulator.EmulatedCollection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class EnrichmentTest extends PatternTest {

    EnrichmentTest() {
        super("enrichment");
    }

    @ParameterizedTest
    @EnumSource
    void everyOrderHasItsCustomerAlsoOneWhoComesLater(Dsl dsl) throws Exception {
        List<String> customers = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            customers.add(users.create(Map.of("name", "customer " + i)));
        }
        start(dsl);
        cocobase.awaitConnections("orders", 1);
        Replica replica = camel.getCamelContext().getRegistry().lookupByNameAndType("customers", Replica.class);
        await().untilAsserted(() -> assertThat(replica.size()).isEqualTo(300));

        EmulatedCollection orders = cocobase.collection("orders");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (i % 500 == 99) {
                String late = "late-" + i;
                orders.create(Map.of("item", "book " + i, "customerId", late));
                users.create(late, Map.of("name", "customer " + late));
                expected.add("book " + i + " for customer " + late);
            } else if (i == 700) {
                orders.create(Map.of("item", "book " + i, "customerId", "nobody"));
            } else {
                int customer = i % customers.size();
                orders.create(Map.of("item", "book " + i, "customerId", customers.get(customer)));
                expected.add("book " + i + " for customer " + customer);
            }
        }

        awaitLogged("enrichment", expected.size());
        assertThat(journal.texts("enrichment")).isEqualTo(expected);
    }
}
