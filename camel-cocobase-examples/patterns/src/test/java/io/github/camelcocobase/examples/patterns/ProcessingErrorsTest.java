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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProcessingErrorsTest extends PatternTest {

    ProcessingErrorsTest() {
        super("processing-errors");
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeBookedIsADeadLetterAndAllElseIsBookedInOrder(Dsl dsl) throws Exception {
        start(dsl);
        Map<String, Integer> attempts = new HashMap<>();
        journal.work(entry -> {
            Map<?, ?> user = entry.exchange().getMessage().getBody(Map.class);
            if (!entry.text().startsWith("booked")) {
                return;
            }
            int attempt = attempts.merge(entry.text(), 1, Integer::sum);
            if (attempt <= (int) user.get("failures")) {
                throw new IOException("The bank does not answer");
            }
        });
        cocobase.awaitConnections("users", 1);

        List<String> booked = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        int redeliveries = 0;
        for (int i = 0; i < 3000; i++) {
            Map<String, Object> user = new HashMap<>();
            user.put("failures", 0);
            user.put("email", i + "@example.com");
            if (i % 50 == 7) {
                user.remove("email");
            } else if (i % 300 == 11) {
                user.put("failures", 2);
                redeliveries += 2;
            } else if (i % 700 == 13) {
                user.put("failures", 99);
                redeliveries += 3;
            }
            String id = users.create(user);
            if (!user.containsKey("email")) {
                dead.add(id + ": A user without an address");
            } else if (user.get("failures").equals(99)) {
                dead.add(id + ": The bank does not answer");
            } else {
                booked.add("booked " + id);
            }
        }

        awaitLogged("processing-errors", booked.size());
        awaitLogged("dead-letters", dead.size());
        assertThat(journal.texts("processing-errors")).isEqualTo(booked);
        assertThat(journal.texts("dead-letters")).isEqualTo(dead);
        assertThat(attempts.values().stream().mapToInt(count -> count - 1).sum())
                .isEqualTo(redeliveries);
    }
}
