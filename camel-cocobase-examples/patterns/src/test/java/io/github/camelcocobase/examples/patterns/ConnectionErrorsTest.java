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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionErrorsTest extends PatternTest {

    ConnectionErrorsTest() {
        super("connection-errors");
    }

    @ParameterizedTest
    @EnumSource
    void theErrorHandlerHearsOfEveryLossAndTheRouteGoesOn(Dsl dsl) throws Exception {
        cocobase.stop();
        start(dsl, "camel.component.cocobase.recovery", "creates");
        await().untilAsserted(() -> assertThat(losses()).hasSize(1));
        assertThat(losses().get(0)).startsWith("Use the cached data for now: Connection watch-users: ");
        cocobase.restart();
        cocobase.awaitConnections("users", 1);

        List<String> created = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            created.add(users.create(Map.of("n", i)));
            if (i % 500 == 499) {
                cut("users");
            }
        }

        awaitDocuments("connection-errors", created);
        await().untilAsserted(() -> assertThat(losses()).hasSize(6));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyThatIsRejectedAtTheStartIsTriedAgainByTheRouteController(Dsl dsl) throws Exception {
        String key = cocobase.apiKey();
        cocobase.apiKey("another-key");
        start(
                dsl,
                "camel.component.cocobase.api-key",
                key,
                "camel.routecontroller.enabled",
                "true",
                "camel.routecontroller.back-off-delay",
                "100");
        assertThat(cocobase.connections()).isEmpty();

        cocobase.apiKey(key);
        cocobase.awaitConnections("users", 1);
    }

    private List<String> losses() {
        return journal.texts("connection-errors").stream()
                .filter(text -> text.contains("cached"))
                .toList();
    }
}
