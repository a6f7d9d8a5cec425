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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DebounceTest extends PatternTest {

    private static final int DOCUMENTS = 40;
    private static final long QUIET_MILLIS = 500;

    DebounceTest() {
        super("debounce");
    }

    @ParameterizedTest
    @EnumSource
    void waitsUntilTheCollectionOrTheDocumentIsQuiet(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        int written = write(60);

        await().untilAsserted(() -> assertThat(sizes("collection-is-quiet")).isEqualTo(written));
        await().untilAsserted(() -> assertThat(sizes("document-is-quiet")).isEqualTo(written));
        for (String route : List.of("collection-is-quiet", "document-is-quiet")) {
            assertThat(journal.of(route)).allSatisfy(DebounceTest::cameWhenItWasQuiet);
        }
        // about a second and a half without a pause of half a second; a busy machine may pause by itself
        assertThat(journal.of("collection-is-quiet")).hasSizeLessThan(20);
        assertThat(journal.of("document-is-quiet")).hasSizeBetween(DOCUMENTS, written / 3);
        Map<String, Map<?, ?>> last = new HashMap<>();
        journal.of("document-is-quiet")
                .forEach(entry -> last.put(
                        entry.header(CocobaseConstants.DOCUMENT_ID),
                        entry.exchange().getMessage().getBody(Map.class)));
        assertThat(last).isEqualTo(contents(users));
    }

    @ParameterizedTest
    @EnumSource
    void aStopHandsOverWhatWasStillWaiting(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 2);

        int written = write(5);
        awaitReceived(written);
        Journal seen = journal;
        stopCamel();

        assertThat(seen.of("collection-is-quiet").stream().mapToInt(DebounceTest::size))
                .isNotEmpty();
        assertThat(seen.of("collection-is-quiet").stream()
                        .mapToInt(DebounceTest::size)
                        .sum())
                .isEqualTo(written);
        assertThat(seen.of("document-is-quiet").stream()
                        .mapToInt(DebounceTest::size)
                        .sum())
                .isEqualTo(written);
    }

    /** Each round changes every document; between two rounds there is less quiet than it takes. */
    private int write(int rounds) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            ids.add(users.create(Map.of("round", 0)));
        }
        for (int round = 1; round <= rounds; round++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
            for (String id : ids) {
                users.update(id, Map.of("round", round));
            }
        }
        return DOCUMENTS * (rounds + 1);
    }

    private int sizes(String route) {
        return journal.of(route).stream().mapToInt(DebounceTest::size).sum();
    }

    private static int size(Journal.Entry entry) {
        return entry.exchange().getProperty(ExchangePropertyKey.AGGREGATED_SIZE, Integer.class);
    }

    private static void cameWhenItWasQuiet(Journal.Entry entry) {
        long received = entry.exchange().getMessage().getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class);
        assertThat(entry.atMillis() - received).isGreaterThanOrEqualTo(QUIET_MILLIS);
    }
}
