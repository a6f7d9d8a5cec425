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
                    .put("format", "camel-cocobase-ledger 2");
        }
        byte[] before = Files.readAllBytes(newer);

        assertThatThrownBy(() -> new FileLedger(newer))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("camel-cocobase-ledger 2")
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
}
