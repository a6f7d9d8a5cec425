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
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class WatchTest extends PatternTest {

    WatchTest() {
        super("watch");
    }

    @ParameterizedTest
    @EnumSource
    void routesEveryChangeInItsOrderUntilItIsStopped(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 1);

        List<Happened> happened = change(users, 5000);

        awaitLogged("watch", 5000);
        assertThat(journal.texts("watch"))
                .isEqualTo(happened.stream()
                        .map(change -> change.event() + " " + change.id() + ": " + change.data())
                        .toList());

        stopCamel();
        cocobase.awaitNoConnections();
        users.create(Map.of("name", "after the stop"));
        assertThat(journal.of("watch")).hasSize(5000);
    }
}
