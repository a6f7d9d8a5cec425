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

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WatchFilterTest {

    private CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users").start();

    @AfterEach
    void close() {
        emulator.close();
    }

    private boolean passes(String filters, Map<String, ?> data) throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users", ",\"filters\":" + filters)) {
            emulator.collection("users").create(data);
            client.roundTrip();
            return client.waiting() == 1;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"city":"Rome"}               | true
            {"city":"rome"}               | false
            {"city_eq":"Rome"}            | true
            {"city__eq":"Rome"}           | true
            {"city_ne":"Rome"}            | false
            {"none_ne":"Rome"}            | false
            {"age_gte":"18"}              | true
            {"age_gt":"18"}               | false
            {"age_lt":"18.5"}             | true
            {"age_lte":17}                | false
            {"age_gt":"x"}                | false
            {"city_contains":"OM"}        | true
            {"city_startswith":"ro"}      | true
            {"city_endswith":"me"}        | true
            {"city_in":"Oslo, Rome"}      | true
            {"city_notin":"Oslo, Rome"}   | false
            {"none_notin":"x"}            | false
            {"none_isnull":"true"}        | true
            {"city_isnull":"true"}        | false
            {"city_isnull":"false"}       | true
            {"first_name":"A_B"}          | true
            {"active":"true"}             | true
            {"city":"Rome","age":"19"}    | false
            {"[or]city":"Rome"}           | false
            """)
    void filtersOnTheUsersFields(String filters, boolean passes) throws Exception {
        assertThat(passes(filters, Map.of("city", "Rome", "age", 18, "first_name", "A_B", "active", true)))
                .isEqualTo(passes);
    }

    @Test
    void deletesPassAndTheNewStateCounts() throws Exception {
        try (WatchingClient client = WatchingClient.watch(emulator, "users", ",\"filters\":{\"city\":\"Rome\"}")) {
            EmulatedCollection users = emulator.collection("users");
            String id = users.create(Map.of("city", "Oslo"));
            users.update(id, Map.of("city", "Rome"));
            users.update(id, Map.of("city", "Bern"));
            users.delete(id);
            assertThat(List.of(
                            client.nextJson().path("event").asText(),
                            client.nextJson().path("event").asText()))
                    .containsExactly("update", "delete");
        }
    }

    @Test
    void theEnvelopeBugSuppressesEverythingButDeletes() throws Exception {
        emulator.faults().envelopeFilterBug(true);
        assertThat(passes("{\"city\":\"Rome\"}", Map.of("city", "Rome"))).isFalse();
        assertThat(passes("{\"id_isnull\":\"false\"}", Map.of("city", "Rome"))).isTrue();
        try (WatchingClient client = WatchingClient.watch(emulator, "users", ",\"filters\":{\"city\":\"Rome\"}")) {
            emulator.collection("users")
                    .delete(emulator.collection("users").documents().get(0).id());
            assertThat(client.nextJson().path("event").asText()).isEqualTo("delete");
        }
    }

    @Test
    void theServerProfileComparesAsPythonDoes() throws Exception {
        emulator.close();
        emulator = CocobaseEmulator.builder()
                .profile(Profile.SERVER)
                .collection("users")
                .start();
        assertThat(passes("{\"active\":\"true\"}", Map.of("active", true))).isFalse();
        assertThat(passes("{\"active\":true}", Map.of("active", true))).isTrue();
        assertThat(passes("{\"none_isnull\":true}", Map.of("active", true))).isFalse();
    }
}
