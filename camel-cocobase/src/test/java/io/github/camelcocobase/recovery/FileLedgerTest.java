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

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileLedgerTest extends DocumentLedgerContract {

    private static final Fingerprint A = new Fingerprint(1, 2);

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("sub/users.ledger");
    }

    @Override
    DocumentLedger open() {
        return new FileLedger(file());
    }

    @Test
    void canBeReadByItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void isOpenOnlyOnce() {
        assertThatThrownBy(() -> new FileLedger(file()))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void goesOnAfterAThreadWasInterruptedInTheMiddle() {
        Path other = directory.resolve("interrupted.ledger");
        try (FileLedger ledger = new FileLedger(other)) {
            ledger.put("a", A);
            ledger.flush();

            Thread.currentThread().interrupt();
            ledger.put("b", A);
            ledger.flush();
            assertThat(Thread.interrupted()).isTrue();

            assertThat(ledger.get("a")).isEqualTo(A);
            assertThat(ledger.get("b")).isEqualTo(A);
        }
    }

    @Test
    void refusesANewerFormatAndLeavesItAsItIs() throws IOException {
        Path newer = directory.resolve("newer.ledger");
        new FileLedger(newer).close();
        try (MVStore store = MVStore.open(newer.toString())) {
            store.openMap(
                            "properties",
                            new MVMap.Builder<String, String>()
                                    .keyType(StringDataType.INSTANCE)
                                    .valueType(StringDataType.INSTANCE))
                    .put("format", "camel-cocobase-ledger 3");
        }
        byte[] before = Files.readAllBytes(newer);

        assertThatThrownBy(() -> new FileLedger(newer))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("camel-cocobase-ledger 3")
                .hasMessageContaining(newer.toString());
        assertThat(Files.readAllBytes(newer)).isEqualTo(before);
    }

    @Test
    void refusesSomebodyElsesStore() {
        Path others = directory.resolve("others.ledger");
        try (MVStore store = MVStore.open(others.toString())) {
            store.openMap("theirs").put("a", "b");
        }

        assertThatThrownBy(() -> new FileLedger(others))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("no document ledger");
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "text", "zeros", "beginning only"})
    void refusesADamagedFileAndLeavesItAsItIs(String damage) throws IOException {
        Path damaged = directory.resolve("damaged.ledger");
        try (FileLedger ledger = new FileLedger(damaged)) {
            for (int i = 0; i < 10_000; i++) {
                ledger.put("doc-" + i, A);
            }
        }
        switch (damage) {
            case "empty" -> Files.write(damaged, new byte[0]);
            case "text" -> Files.writeString(damaged, "not a ledger at all".repeat(1000));
            case "zeros" -> Files.write(damaged, new byte[(int) Files.size(damaged)]);
            default -> {
                try (RandomAccessFile access = new RandomAccessFile(damaged.toFile(), "rw")) {
                    access.setLength(5_000);
                }
            }
        }
        byte[] before = Files.readAllBytes(damaged);

        assertThatThrownBy(() -> new FileLedger(damaged))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(damaged.toString())
                .hasMessageContaining("delete it to start over");
        assertThat(Files.readAllBytes(damaged)).isEqualTo(before);
    }

    @Test
    void aFileThatHasBecomeTooLargeIsCompactedWhenItIsOpened() throws IOException {
        Path sparse = directory.resolve("sparse.ledger");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(i % 10 == 0 ? "doc-" + i : UUID.randomUUID().toString());
        }
        try (FileLedger ledger = new FileLedger(sparse)) {
            for (int round = 1; Files.size(sparse) < 64 << 20; round++) {
                for (int i = 0; i < ids.size(); i++) {
                    ledger.put(ids.get(i), new Fingerprint(round, i));
                    if (i % 50 == 0) {
                        ledger.flush();
                    }
                }
            }
            for (int i = 0; i < ids.size(); i++) {
                ledger.put(ids.get(i), new Fingerprint(0, i));
            }
            ledger.setProperty("watermark", "then");
        }
        long before = Files.size(sparse);
        assertThat(before).isGreaterThan(32 << 20);

        try (FileLedger ledger = new FileLedger(sparse)) {
            assertThat(Files.size(sparse)).isLessThan(before / 8);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sparse)))
                    .isEqualTo("rw-------");
            assertThat(ledger.size()).isEqualTo(ids.size());
            for (int i = 0; i < ids.size(); i++) {
                assertThat(ledger.get(ids.get(i))).isEqualTo(new Fingerprint(0, i));
            }
            assertThat(ledger.property("watermark")).isEqualTo("then");
            assertThatThrownBy(() -> new FileLedger(sparse)).hasMessageContaining("in use");
            ledger.put("after", A);
        }

        try (FileLedger ledger = new FileLedger(sparse);
                Stream<Path> files = Files.list(directory)) {
            assertThat(ledger.get("after")).isEqualTo(A);
            assertThat(files.filter(path -> path.toString().endsWith(".copy"))).isEmpty();
        }
    }

    /** If two documents had one number, one that is missing could be taken for one that was seen. */
    @Test
    void whatIsMissingIsFoundAlsoAfterManyCreatesDeletesAndReopenings() {
        Random random = new Random(42);
        Path churned = directory.resolve("churned.ledger");
        List<String> ids = new ArrayList<>();
        for (int life = 0; life < 12; life++) {
            FileLedger ledger = new FileLedger(churned);
            Set<String> seen = new HashSet<>();
            Census census = ledger.census();
            for (int step = 0; step < 600; step++) {
                if (ids.size() < 200 || random.nextInt(3) > 0) {
                    String id = random.nextBoolean()
                            ? "doc-" + random.nextLong()
                            : UUID.randomUUID().toString();
                    if (random.nextBoolean()) {
                        census.seen(id);
                        seen.add(id);
                    }
                    ids.add(id);
                    ledger.put(id, A);
                } else {
                    String id = ids.remove(random.nextInt(ids.size()));
                    ledger.remove(id);
                }
                if (random.nextInt(100) == 0) {
                    // closes the file, which is opened again then
                    Thread.currentThread().interrupt();
                    ledger.flush();
                    assertThat(Thread.interrupted()).isTrue();
                }
            }
            for (String id : ids.subList(0, ids.size() / 2)) {
                census.seen(id);
                seen.add(id);
            }
            Set<String> unseen = new HashSet<>(ids);
            unseen.removeAll(seen);

            assertThat(ledger.size()).isEqualTo(ids.size());
            assertThat(census.unseenCount()).isEqualTo(unseen.size());
            assertThat(new HashSet<>(census.unseen(100_000))).isEqualTo(unseen);
            ledger.close();
        }
    }
}
