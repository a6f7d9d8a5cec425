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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class BufferingTest extends PatternTest {

    BufferingTest() {
        super("buffering");
    }

    @ParameterizedTest
    @EnumSource
    void batchesHoldEveryChangeOnceAndInItsOrder(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        List<String> written = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
            change(users, 100).forEach(change -> written.add(change.event() + " " + change.id()));
        }
        await().until(() -> changes("second").size() == written.size());
        await().until(() -> changes("hundred").size() == written.size());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);

        assertThat(changes("second")).isEqualTo(written);
        assertThat(changes("hundred")).isEqualTo(written);
        assertThat(journal.of("second"))
                .hasSizeLessThanOrEqualTo((int) seconds + 2)
                .allSatisfy(entry -> assertThat(entry.batch()).isNotEmpty());
        assertThat(journal.of("hundred"))
                .allSatisfy(entry -> assertThat(entry.batch()).hasSizeBetween(1, 100));
        assertThat(journal.of("hundred").stream().filter(entry -> entry.batch().size() == 100))
                .hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @EnumSource
    void aStopHandsOverWhatWasStillWaiting(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        for (int i = 0; i < 1050; i++) {
            users.create(Map.of("n", i));
        }
        awaitReceived(1050);
        Journal seen = journal;
        stopCamel();

        journal = seen;
        assertThat(changes("second")).hasSize(1050);
        assertThat(changes("hundred")).hasSize(1050);
    }

    private List<String> changes(String route) {
        return journal.of(route).stream()
                .flatMap(entry -> entry.batch().stream())
                .map(BufferingTest::text)
                .toList();
    }

    private static String text(Exchange change) {
        return change.getMessage().getHeader(CocobaseConstants.EVENT_TYPE) + " "
                + change.getMessage().getHeader(CocobaseConstants.DOCUMENT_ID);
    }
}
