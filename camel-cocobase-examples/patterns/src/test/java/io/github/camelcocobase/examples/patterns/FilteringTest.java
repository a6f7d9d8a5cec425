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

import java.util.List;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.CocobaseConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FilteringTest extends PatternTest {

    FilteringTest() {
        super("filtering");
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotPassTheSourceNeverBecomesAnExchange(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        List<String> expected = change(users, 5000).stream()
                .filter(change -> !change.event().equals("delete"))
                .filter(change -> "active".equals(change.data().get("status")))
                .filter(change -> (int) change.data().get("age") >= 18)
                .map(Happened::id)
                .toList();

        CocobaseConsumer consumer = (CocobaseConsumer)
                camel.getCamelContext().getRoute("filter-at-source").getConsumer();
        await().untilAsserted(() -> assertThat(consumer.getEventsReceived()).isEqualTo(5000));
        await().untilAsserted(() -> assertThat(consumer.getEventsDelivered()).isEqualTo(expected.size()));
        assertThat(consumer.getEventsFiltered()).isEqualTo(5000 - expected.size());
        assertThat(journal.headers("filter-at-source", CocobaseConstants.DOCUMENT_ID))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void theRouteCanLookAtMoreThanTheDocument(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        List<String> expected = change(users, 5000).stream()
                .filter(change -> change.event().equals("update"))
                .filter(change ->
                        !change.data().get("status").equals(change.before().get("status")))
                .map(change -> change.id() + " is " + change.data().get("status") + " now")
                .toList();

        awaitLogged("filter-in-route", expected.size());
        assertThat(journal.texts("filter-in-route")).isEqualTo(expected);
    }
}
