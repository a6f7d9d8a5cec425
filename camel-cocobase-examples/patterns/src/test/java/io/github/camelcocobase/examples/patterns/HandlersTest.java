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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandlersTest extends PatternTest {

    HandlersTest() {
        super("handlers");
    }

    @ParameterizedTest
    @EnumSource
    void eachKindHasItsHandler(Dsl dsl) throws Exception {
        cocobase.faults().idOnlyDeletes(true);
        start(dsl);
        cocobase.awaitConnections("users", 1);

        List<Happened> happened = change(users, 4000);
        // an event that the server may learn later, and that nobody asked for
        cocobase.publish("users", "{\"event\":\"archived\",\"data\":{\"id\":\"1\",\"data\":{}}}");

        awaitLogged("told", 4000);
        assertThat(journal.texts("told"))
                .isEqualTo(happened.stream().map(HandlersTest::text).toList());
    }

    private static String text(Happened change) {
        return switch (change.event()) {
            case "create" -> "Welcome, " + change.data().get("name") + " (" + change.id() + ")";
            case "update" ->
                change.id() + " was " + change.before().get("status") + ", is "
                        + change.data().get("status");
            default -> "Goodbye, " + change.id();
        };
    }
}
