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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that may write no larger files, which is what a full disk is to it, and the next one that may. */
class FullDiskTest {

    private static final int LIMIT_KILOBYTES = 256;
    private static final int MOST = 100_000;
    private static final int FLUSH_EVERY = 100;

    @Test
    @EnabledOnOs(OS.LINUX)
    void isReportedAndWhatWasFlushedBeforeIsThereAfterIt(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("users.ledger");
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + LIMIT_KILOBYTES + "; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String output = Files.readString(directory.resolve("output"));
        assertThat(output).contains("LedgerException").contains("flushed ").contains("too large");
        int flushed = Integer.parseInt(output.replaceAll("(?s).*flushed (\\d+).*", "$1"));
        assertThat(flushed).isBetween(FLUSH_EVERY, MOST - FLUSH_EVERY);

        try (FileLedger ledger = new FileLedger(file)) {
            for (int i = 0; i < flushed; i++) {
                assertThat(ledger.get(id(i))).as(id(i)).isEqualTo(new Fingerprint(i + 1, i + 1));
            }
            ledger.put("after", new Fingerprint(1, 1));
            ledger.flush();
        }
    }

    private static String id(int number) {
        return "document-" + "x".repeat(100) + number;
    }

    /** Writes until it cannot. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            int flushed = 0;
            try (FileLedger ledger = new FileLedger(Path.of(arguments[0]))) {
                for (int i = 0; i < MOST; i++) {
                    ledger.put(id(i), new Fingerprint(i + 1, i + 1));
                    if ((i + 1) % FLUSH_EVERY == 0) {
                        ledger.flush();
                        flushed = i + 1;
                    }
                }
            } catch (LedgerException e) {
                e.printStackTrace(System.out);
            } finally {
                System.out.write(("\nflushed " + flushed + "\n").getBytes(StandardCharsets.UTF_8));
                System.out.flush();
            }
        }
    }
}
