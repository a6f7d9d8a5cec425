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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelcocobase.benchmark.source.EventFrames;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.realtime.Frame;
import io.github.camelcocobase.client.realtime.FrameParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From the bytes of a message to the event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameParserBenchmark {

    /** In bytes. */
    @Param({"200", "1024", "16384"})
    public int documentSize;

    /** The form in which the fields are kept. */
    @Param({"MAP", "JSON"})
    public DataForm form;

    private static final ObjectReader MAPS = new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private byte[] message;
    private FrameParser parser;

    /** Encodes the message. */
    @Setup
    public void encode() {
        String collection = "docs" + documentSize;
        message = new EventFrames(collection, documentSize).text(0).getBytes(StandardCharsets.UTF_8);
        parser = new FrameParser(collection, form);
    }

    /** {@return the event} */
    @Benchmark
    public Frame parse() {
        return parser.parse(message, 0, message.length, 0);
    }

    /**
     * {@return the whole message as a Map, for comparison; the form plays no part}
     *
     * @throws IOException if that fails
     */
    @Benchmark
    public Map<String, Object> jacksonMap() throws IOException {
        return MAPS.readValue(message, 0, message.length);
    }
}
