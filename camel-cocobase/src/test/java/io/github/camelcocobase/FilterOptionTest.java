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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilterOptionTest extends WatchTestSupport {

    @Test
    void onlyMatchingDocumentsAreRouted() throws Exception {
        startRoute("cocobase:users?filter.status=active&filter.age_gte=18");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of("status", "active", "age", 17));
        emulator.collection("users").create("2", Map.of("status", "left", "age", 20));
        emulator.collection("users").create("3", Map.of("status", "active", "age", 20));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("3");
        assertThat(emulator.connections("users").get(0).filters()).isEmpty();
    }

    @Test
    void orGroups() throws Exception {
        startRoute("cocobase:users?filter.[or]status=active&filter.[or]vip=true&filter.name__or__nick_contains=an");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of("status", "active", "name", "Bob", "nick", "bo"));
        emulator.collection("users").create("2", Map.of("status", "left", "name", "Ann"));
        emulator.collection("users").create("3", Map.of("vip", true, "name", "Bob", "nick", "Joann"));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("3");
    }

    @Test
    void deletesPassTheFilterByDefault() throws Exception {
        startRoute("cocobase:users?filter.status=active");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("status", "left"));
        emulator.collection("users").delete(id);

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("delete");
    }

    @Test
    void deletesAreFilteredOnRequest() throws Exception {
        startRoute("cocobase:users?filter.status=active&filterDeletes=true&events=delete");
        emulator.awaitConnections("users", 1);

        String left = emulator.collection("users").create(Map.of("status", "left"));
        String active = emulator.collection("users").create(Map.of("status", "active"));
        emulator.collection("users").delete(left);
        emulator.collection("users").delete(active);

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(active);
    }

    @ParameterizedTest
    @CsvSource({"server", "both"})
    void theServerFiltersOnRequest(String mode) throws Exception {
        startRoute("cocobase:users?filter.status=active&filterMode=" + mode);
        emulator.awaitConnections("users", 1);

        assertThat(emulator.connections("users").get(0).filters()).isEqualTo(Map.of("status", "active"));
        emulator.collection("users").create("1", Map.of("status", "left"));
        emulator.collection("users").create("2", Map.of("status", "active"));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("2");
        assertThat(emulator.connections("users").get(0).framesSent()).isEqualTo(2);
    }

    @Test
    void withModeServerNothingIsFilteredHere() throws Exception {
        startRoute("cocobase:users?filter.status=active&filterMode=server");
        emulator.awaitConnections("users", 1);

        // what a server sends that applies another filter than it was given
        emulator.publish("users", "{\"event\":\"create\",\"data\":{\"id\":\"1\",\"data\":{\"status\":\"left\"}}}");

        awaitRouted(1);
    }

    @Test
    void withModeBothWeFilterWhatTheServerLetsPass() throws Exception {
        startRoute("cocobase:users?filter.status=active&filterMode=both");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"event\":\"create\",\"data\":{\"id\":\"1\",\"data\":{\"status\":\"left\"}}}");
        emulator.publish("users", "{\"event\":\"create\",\"data\":{\"id\":\"2\",\"data\":{\"status\":\"active\"}}}");

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("2");
    }

    @Test
    void anInvalidFilterFailsTheStartAndQuotesTheKey() {
        assertThatThrownBy(() -> startRoute("cocobase:users?filter.age_isnull=perhaps"))
                .rootCause()
                .hasMessageContaining("age_isnull")
                .hasMessageContaining("perhaps");
        assertThat(emulator.connectionAttempts()).isZero();
    }
}
