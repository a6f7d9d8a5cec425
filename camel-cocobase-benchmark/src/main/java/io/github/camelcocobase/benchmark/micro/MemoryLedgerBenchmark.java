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
package io.github.camelcocobase.benchmark.micro;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.recovery.Fingerprint;
import io.github.camelcocobase.recovery.MemoryLedger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Looking up and remembering documents in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MemoryLedgerBenchmark {

    private static final int SAMPLE = 8_192;

    /** How many there are. */
    @Param({"10000", "1000000"})
    public int documents;

    private final String[] ids = new String[SAMPLE];
    private final MemoryLedger ledger = new MemoryLedger();
    private int next;

    /** Fills the ledger. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        for (int n = 0; n < documents; n++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            ids[n % SAMPLE] = id;
            ledger.put(id, new Fingerprint(n + 1L, n));
        }
    }

    /** {@return what is known of a document} */
    @Benchmark
    public Fingerprint get() {
        return ledger.get(ids[next++ & SAMPLE - 1]);
    }

    /** Remembers another state of a document. */
    @Benchmark
    public void put() {
        int n = next++;
        ledger.put(ids[n & SAMPLE - 1], new Fingerprint(n | 1L, n));
    }
}
