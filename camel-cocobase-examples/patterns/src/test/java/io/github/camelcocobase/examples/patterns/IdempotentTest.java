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

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class IdempotentTest extends PatternTest {

    @TempDir
    private Path directory;

    IdempotentTest() {
        super("idempotent");
    }

    @ParameterizedTest
    @EnumSource
    void oneMailForEachUserHoweverOftenReported(Dsl dsl) throws Exception {
        cocobase.faults().duplicateEvents(true);
        List<String> expected = new ArrayList<>();
        create(expected, 200);
        String file = directory.resolve("welcomed.txt").toString();
        start(dsl, "welcomed.file", file, "camel.component.cocobase.recovery", "creates");
        // mail that cannot be sent in the first run
        journal.work(entry -> {
            if (entry.text().endsWith("7@example.com")) {
                throw new IOException("The mail server does not answer");
            }
        });
        cocobase.awaitConnections("users", 1);
        create(expected, 500);
        cut("users");
        create(expected, 300);
        Journal first = journal;
        List<String> sent = expected.stream()
                .filter(mail -> !mail.endsWith("7@example.com"))
                .toList();
        awaitLogged("idempotent", sent.size());
        assertThat(first.texts("idempotent").stream().sorted())
                .containsExactlyElementsOf(sent.stream().sorted().toList());
        stopCamel();

        // all is reported again
        start(dsl, "welcomed.file", file, "camel.component.cocobase.recovery", "creates");
        create(expected, 100);

        awaitLogged("idempotent", expected.size() - sent.size());
        List<String> mails = new ArrayList<>(first.texts("idempotent"));
        mails.addAll(journal.texts("idempotent"));
        assertThat(mails.stream().sorted())
                .containsExactlyElementsOf(expected.stream().sorted().toList());
    }

    private void create(List<String> expected, int count) {
        for (int i = 0; i < count; i++) {
            String address = expected.size() + "@example.com";
            users.create(Map.of("email", address));
            expected.add("mail to " + address);
        }
    }
}
