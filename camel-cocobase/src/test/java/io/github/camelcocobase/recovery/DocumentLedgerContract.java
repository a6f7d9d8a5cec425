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
package io.github.camelcocobase.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every {@link DocumentLedger} must do. Whoever writes one of their own extends this class and lets
 * {@link #open()} make it.
 */
abstract class DocumentLedgerContract {

    private static final Fingerprint A = new Fingerprint(1, 2);
    private static final Fingerprint B = new Fingerprint(-3, Long.MIN_VALUE);

    private DocumentLedger ledger;

    /** {@return a ledger; within one test always the same one, if it is durable} */
    abstract DocumentLedger open();

    /** {@return whether it outlives its closing} */
    boolean isDurable() {
        return true;
    }

    @BeforeEach
    void openLedger() {
        ledger = open();
    }

    @AfterEach
    void closeLedger() {
        ledger.close();
    }

    private void reopen() {
        ledger.close();
        ledger = open();
    }

    @Test
    void knowsWhatWasPutAndNotRemoved() {
        String first = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();

        ledger.put(first, A);
        ledger.put(second, A);
        ledger.put(second, B);
        ledger.remove(first);
        ledger.remove("never put");

        assertThat(ledger.get(first)).isNull();
        assertThat(ledger.get(second)).isEqualTo(B);
        assertThat(ledger.get("never put")).isNull();
        assertThat(ledger.size()).isEqualTo(1);
        assertThat(ledger.getAll(List.of(first, second, "never put"))).isEqualTo(Map.of(second, B));
    }

    @Test
    void takesAnyId() {
        List<String> ids = List.of(
                "6f0b1f64-6f5c-4c0e-9d3e-0a1b2c3d4e5f",
                "6F0B1F64-6F5C-4C0E-9D3E-0A1B2C3D4E5F",
                "00000000-0000-0000-0000-000000000000",
                "a",
                "A",
                "o'; DROP TABLE cocobase_ledger --",
                "zażółć 🐫",
                "/..",
                "a\0b",
                "a\\0b",
                "a\\\\0b",
                "a\\",
                "x".repeat(512));
        for (int i = 0; i < ids.size(); i++) {
            ledger.put(ids.get(i), new Fingerprint(i, 7));
        }
        ledger.flush();

        for (int i = 0; i < ids.size(); i++) {
            assertThat(ledger.get(ids.get(i))).isEqualTo(new Fingerprint(i, 7));
        }
        assertThat(ledger.size()).isEqualTo(ids.size());
        assertThat(contents().keySet()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void behavesLikeAMapUnderAnySequenceOfChanges() {
        Random random = new Random(42);
        List<String> ids = IntStream.range(0, 3_000)
                .mapToObj(i -> i % 7 == 0 ? "doc-" + i : new UUID(random.nextLong(), random.nextLong()).toString())
                .toList();
        Map<String, Fingerprint> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            if (random.nextInt(3) == 0) {
                ledger.remove(id);
                model.remove(id);
            } else {
                Fingerprint fingerprint = new Fingerprint(random.nextLong(), random.nextLong());
                ledger.put(id, fingerprint);
                model.put(id, fingerprint);
            }
        }

        assertThat(contents()).isEqualTo(model);
        assertThat(ledger.size()).isEqualTo(model.size());
        for (String id : ids.subList(0, 200)) {
            assertThat(ledger.get(id)).isEqualTo(model.get(id));
        }
    }

    @Test
    void outlivesItsClosing() {
        ledger.put("a", A);
        ledger.put("gone", A);
        ledger.flush();
        ledger.remove("gone");
        ledger.setProperty("watermark", "2026-01-01T00:00:00Z");
        ledger.setProperty("watermark", "2026-01-02T00:00:00Z");

        if (isDurable()) {
            reopen();
        }

        assertThat(contents()).isEqualTo(Map.of("a", A));
        assertThat(ledger.property("watermark")).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(ledger.property("other")).isNull();
    }

    @Test
    void isClosedAsOftenAsOneLikes() {
        ledger.put("a", A);
        ledger.close();
        ledger.close();
    }

    @Test
    void aCensusFindsWhatWasNotSeen() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            ids.add(i % 3 == 0 ? "doc-" + i : UUID.randomUUID().toString());
            ledger.put(ids.get(i), A);
        }
        Set<String> missing = new HashSet<>();

        Census census = ledger.census();
        for (int i = 0; i < ids.size(); i++) {
            if (i % 5 == 0) {
                missing.add(ids.get(i));
            } else {
                census.seen(ids.get(i));
            }
        }
        census.seen("not in the ledger");
        census.seen(UUID.randomUUID().toString());

        assertThat(ledger.size()).isEqualTo(ids.size());
        assertThat(census.unseenCount()).isEqualTo(missing.size());
        Set<String> found = new HashSet<>();
        for (List<String> some = census.unseen(70); !some.isEmpty(); some = census.unseen(70)) {
            assertThat(some).hasSizeLessThanOrEqualTo(70);
            some.forEach(id -> assertThat(found.add(id)).isTrue());
        }
        assertThat(found).isEqualTo(missing);
    }

    @Test
    void aCensusGoesOnWhileTheLedgerChanges() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            ids.add(UUID.randomUUID().toString());
            ledger.put(ids.get(i), A);
        }
        Census census = ledger.census();
        ids.subList(0, 100).forEach(census::seen);
        String created = UUID.randomUUID().toString();
        census.seen(created);
        ledger.put(created, A);
        for (int i = 0; i < 1_000; i++) {
            String other = UUID.randomUUID().toString();
            census.seen(other);
            ledger.put(other, B);
        }

        Set<String> found = new HashSet<>();
        for (List<String> some = census.unseen(7); !some.isEmpty(); some = census.unseen(7)) {
            found.addAll(some);
            some.forEach(ledger::remove);
        }

        assertThat(found).isEqualTo(new HashSet<>(ids.subList(100, 300)));
        assertThat(ledger.size()).isEqualTo(1_101);
        assertThat(census.unseenCount()).isZero();
    }

    @Test
    void anotherCensusBeginsWithNothingSeen() {
        ledger.put("a", A);
        String unknown = UUID.randomUUID().toString();
        Census first = ledger.census();
        first.seen("a");
        first.seen(unknown);

        Census second = ledger.census();

        assertThat(second.unseen(10)).containsExactly("a");
        assertThat(ledger.get(unknown)).isNull();
    }

    private Map<String, Fingerprint> contents() {
        Map<String, Fingerprint> contents = new HashMap<>();
        ledger.forEach(
                (id, fingerprint) -> assertThat(contents.put(id, fingerprint)).isNull());
        return contents;
    }
}
