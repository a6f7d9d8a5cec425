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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.camelcocobase.benchmark.source.Blaster;
import io.github.camelcocobase.benchmark.source.EventFrames;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

class EveryContestantDecodesTest {

    private static final int EVENTS = 3_000;

    static Stream<Contestant> decoders() {
        return Stream.of(
                new JettyFrames(),
                new JettyText(),
                new Cocobase.Data(),
                new Cocobase.DataWithoutRecovery(),
                new Cocobase.DataWithFullRecovery(),
                new Cocobase.Json(),
                new Cocobase.Event(),
                new JdkWebSocket());
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void countAndChecksumAreRight(Contestant contestant) throws Exception {
        Sink sink = receive(contestant);

        assertThat(sink.isRight(new EventFrames("docs200x" + EVENTS, 200))).isTrue();
        assertThat(sink.hasDecoded()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void aChecksumOfOtherFramesIsWrong(Contestant contestant) throws Exception {
        Sink sink = receive(contestant);

        assertThat(sink.isRight(new EventFrames("docs16384", 16_384))).isFalse();
    }

    static Stream<Contestant> counters() {
        return Stream.of(new RawSocket());
    }

    @ParameterizedTest
    @MethodSource("counters")
    void whatOnlyCountsCountsRight(Contestant contestant) throws Exception {
        assertThat(receive(contestant).hasDecoded()).isFalse();
    }

    private static Sink receive(Contestant contestant) throws Exception {
        Sink sink = new Sink(false);
        try (Blaster blaster = new Blaster()) {
            contestant.open(URI.create("http://127.0.0.1:" + blaster.port()), "docs200x" + EVENTS, sink);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sink.events() == EVENTS);
            contestant.close();
        }
        return sink;
    }
}
