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
package io.github.camelcocobase.benchmark.vertx;

import java.net.URI;
import java.time.Duration;

import io.github.camelcocobase.benchmark.contestant.Sink;
import io.github.camelcocobase.benchmark.source.Blaster;
import io.github.camelcocobase.benchmark.source.EventFrames;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VertxWebsocketDecodesTest {

    private static final int EVENTS = 3_000;

    @Test
    void countAndChecksumAreRight() throws Exception {
        Sink sink = new Sink(false);
        VertxWebsocket contestant = new VertxWebsocket();
        try (Blaster blaster = new Blaster()) {
            contestant.open(URI.create("http://127.0.0.1:" + blaster.port()), "docs200x" + EVENTS, sink);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sink.events() == EVENTS);
            contestant.close();
        }

        assertThat(sink.isRight(new EventFrames("docs200x" + EVENTS, 200))).isTrue();
        assertThat(sink.hasDecoded()).isTrue();
    }
}
