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

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.benchmark.source.EventFrames;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.realtime.Frame;
import io.github.camelcocobase.client.realtime.FrameParser;
import io.github.camelcocobase.recovery.Fingerprint;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the ledger keeps of a document. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FingerprintBenchmark {

    /** In bytes. */
    @Param({"200", "1024", "16384"})
    public int documentSize;

    private DocumentData data;

    /** Makes the document. */
    @Setup
    public void parse() {
        String collection = "docs" + documentSize;
        byte[] message = new EventFrames(collection, documentSize).text(0).getBytes(StandardCharsets.UTF_8);
        Frame frame = new FrameParser(collection, DataForm.MAP).parse(message, 0, message.length, 0);
        data = ((Frame.Change) frame).event().document().data();
    }

    /** {@return the fingerprint} */
    @Benchmark
    public Fingerprint of() {
        return Fingerprint.of(data);
    }
}
