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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventTypesTest extends PatternTest {

    EventTypesTest() {
        super("event-types");
    }

    @ParameterizedTest
    @EnumSource
    void eachKindGoesItsWayAlsoOneThatIsUnknown(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 1);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            change(users, 100).forEach(change -> expected.add(text(change)));
            cocobase.publish("users", "{\"event\":\"archived\",\"data\":{\"id\":\"" + i + "\",\"data\":{}}}");
            expected.add("unknown event: archived");
        }

        awaitLogged("event-types", expected.size());
        assertThat(journal.texts("event-types")).isEqualTo(expected);
    }

    private static String text(Happened change) {
        return switch (change.event()) {
            case "create" -> "new: " + change.id();
            case "update" -> "changed: " + change.id();
            default -> "gone: " + change.id();
        };
    }
}
