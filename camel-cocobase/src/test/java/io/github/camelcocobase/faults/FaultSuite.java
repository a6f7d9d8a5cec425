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
package io.github.camelcocobase.faults;

import io.github.camelcocobase.client.Disconnect.Kind;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Runs the rows of a part of the catalogue. Each row has a route and a server of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FaultSuite {

    static final String RECONNECTS = "Reported as %s; the next attempt is live and events flow again";

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void survives(FaultRow row) throws Exception {
        try (Bench bench = new Bench()) {
            row.proof().run(bench);
        }
    }

    /** Does something to a live connection. */
    interface Harm {
        void to(RawConnection connection) throws Exception;
    }

    /** Changes the options of a row. */
    interface Setup {
        void of(Bench bench) throws Exception;
    }

    static final Setup DEFAULTS = bench -> {};

    static FaultRow row(String fault, String expected, FaultRow.Proof proof) {
        return new FaultRow(fault, expected, proof);
    }

    /** A live connection is lost by this; the next attempt brings it back. */
    static FaultRow lost(String fault, Kind kind, String words, Harm harm) {
        return lost(fault, kind, words, DEFAULTS, harm);
    }

    static FaultRow lost(String fault, Kind kind, String words, Setup setup, Harm harm) {
        return row(fault, RECONNECTS.formatted(kind), bench -> {
            setup.of(bench);
            bench.startLive();
            bench.proveEvents();
            harm.to(bench.server().live());
            bench.awaitReconnected();
            bench.proveReported(kind, words);
            bench.proveEvents();
            bench.proveOneSocket();
            assertThat(bench.status().reconnects()).isEqualTo(1);
        });
    }

    /** The first attempt fails by this; the second one is live. */
    static FaultRow attemptFails(String fault, Kind kind, String words, RawServer.Script first) {
        return attemptFails(fault, kind, words, DEFAULTS, first);
    }

    static FaultRow attemptFails(String fault, Kind kind, String words, Setup setup, RawServer.Script first) {
        return row(fault, RECONNECTS.formatted(kind), bench -> {
            setup.of(bench);
            bench.server().next(first);
            bench.start();
            bench.awaitLive(2);
            bench.proveReported(kind, words);
            bench.proveEvents();
            bench.proveOneSocket();
            assertThat(bench.status().reconnects()).isZero();
        });
    }

    /** The server rejects the key, at the start and later: the route does not start; a running one keeps trying. */
    static FaultRow rejects(String fault, String words, RawServer.Script script) {
        return row(
                fault,
                "Reported as REJECTED: the route does not start; a running one tries again at the longest delay only",
                bench -> {
                    bench.server().next(script);
                    // a machine that is slow to fail the start must not make the next attempt meanwhile
                    bench.option("maxReconnectDelay", "1h");
                    assertThatThrownBy(bench::start).hasStackTraceContaining(words);
                    bench.context().stop();
                    assertThat(bench.server().accepted()).isEqualTo(1);
                });
    }

    /** One message is of no use; the connection does not mind. */
    static FaultRow livesOn(String fault, String words, String message) {
        return row(fault, "The exception handler hears of it (" + words + "); the connection lives on", bench -> {
            bench.startLive();
            bench.send(message);
            bench.proveProblem(words);
            bench.proveEvents();
            bench.proveOneSocket();
            assertThat(bench.routed()).hasSize(1);
        });
    }
}
