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

class ConnectionStatusTest extends PatternTest {

    ConnectionStatusTest() {
        super("connection-status");
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhetherTheConnectionIsLiveWhateverTheLoad(Dsl dsl) throws Exception {
        start(dsl, "status.period", "20");
        awaitAnswer("The connection is live");

        for (int i = 0; i < 3; i++) {
            change(users, 1000);
            cocobase.stop();
            awaitAnswer("The connection is not live");
            change(users, 100);
            cocobase.restart();
            awaitAnswer("The connection is live");
        }

        assertThat(journal.of("users")).hasSizeGreaterThan(1000);
    }

    /** Looks only at answers of after the call. */
    private void awaitAnswer(String answer) {
        int before = journal.of("status").size();
        await().untilAsserted(() -> {
            List<String> answers = journal.texts("status");
            assertThat(answers.subList(before, answers.size())).contains(answer);
        });
    }
}
