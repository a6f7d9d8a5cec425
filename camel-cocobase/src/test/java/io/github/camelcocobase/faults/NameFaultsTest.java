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

import java.util.Map;
import java.util.stream.Stream;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.ConnectionAttempt;
import io.github.camelcocobase.emulator.Profile;
import io.github.camelcocobase.emulator.RestRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names of collections that could lead to another path: the server sees one segment, or the route is not built. */
class NameFaultsTest extends FaultSuite {

    static Stream<FaultRow> rows() {
        return Stream.concat(oneSegment(), refused());
    }

    private static Stream<FaultRow> oneSegment() {
        return Stream.of(
                oneSegment("a slash", "a/b", "a/b", "a%2Fb"),
                oneSegment("an encoded slash", "a%2Fb", "a/b", "a%2Fb"),
                oneSegment("a way up", "../admin", "../admin", "..%2Fadmin"),
                oneSegment("an encoded way up", "..%2Fadmin", "../admin", "..%2Fadmin"),
                oneSegment("a backslash", "..\\admin", "..\\admin", "..%5Cadmin"),
                oneSegment("two slashes and a host", "//evil.example/x", "evil.example/x", "evil.example%2Fx"),
                oneSegment("a user and a host", "a@evil.example", "a@evil.example", "a%40evil.example"),
                oneSegment("a port", "a:80", "a:80", "a%3A80"),
                oneSegment("a fragment", "a#f", "a#f", "a%23f"),
                oneSegment("an encoded fragment", "a%23f", "a#f", "a%23f"),
                oneSegment("an ampersand", "a&b=c", "a&b=c", "a%26b%3Dc"),
                oneSegment("a plus", "a+b", "a+b", "a%2Bb"),
                oneSegment("a semicolon", "a;b=c", "a;b=c", "a%3Bb%3Dc"),
                oneSegment("a space", "two words", "two words", "two%20words"),
                oneSegment("an encoded space", "two%20words", "two words", "two%20words"),
                oneSegment("a percent sign", "100%", "100%", "100%25"),
                oneSegment("an encoded percent sign", "a%25b", "a%b", "a%25b"),
                oneSegment("quotes and brackets", "[\"<a>\"]", "[\"<a>\"]", "%5B%22%3Ca%3E%22%5D"),
                oneSegment("letters that are not ASCII", "zażółć", "zażółć", "za%C5%BC%C3%B3%C5%82%C4%87"),
                oneSegment("encoded letters that are not ASCII", "za%C5%BC", "zaż", "za%C5%BC"),
                oneSegment("an emoji", "\uD83D\uDE00", "\uD83D\uDE00", "%F0%9F%98%80"),
                oneSegment("an encoded emoji", "%F0%9F%98%80", "\uD83D\uDE00", "%F0%9F%98%80"),
                oneSegment("three dots", "...", "...", "..."),
                oneSegment("1,024 characters", "x".repeat(1024), "x".repeat(1024), "x".repeat(1024)),
                listed("", Profile.SERVER, "/realtime/collections/..%2Fadmin"),
                listed(" of a self-hosted server", Profile.SELF_HOSTED, "/collections/..%2Fadmin/realtime"));
    }

    /**
     * @param written what stands in the endpoint's URI
     * @param name what the collection is called
     */
    private static FaultRow oneSegment(String fault, String written, String name, String segment) {
        return row(
                "a collection's name with " + fault,
                "One encoded segment of the path, for the WebSocket and for REST; live",
                bench -> {
                    CocobaseEmulator emulator = emulator(bench, Profile.SERVER, name);
                    bench.collection(written);
                    bench.start();
                    emulator.awaitConnections(name, 1);
                    String id = emulator.collection(name).create(Map.of("n", 1));
                    Bench.await(() -> bench.routedIds().contains(id));
                    bench.proveUndisturbed();
                    provePaths(
                            emulator,
                            "/realtime/collections/" + segment,
                            // the question for the collection's id, which the first event leads to
                            "/collections/" + segment);
                });
    }

    private static FaultRow listed(String where, Profile profile, String watchPath) {
        return row(
                "a collection's name with a way up, when the documents" + where + " are read",
                "One encoded segment of the path, for the WebSocket and for REST; live, and all is read",
                bench -> {
                    CocobaseEmulator emulator = emulator(bench, profile, "../admin");
                    String id = emulator.collection("../admin").create(Map.of("n", 1));
                    bench.collection("../admin").option("snapshot", "initial");
                    bench.start();
                    Bench.await(() -> bench.routedIds().contains(id));
                    bench.proveUndisturbed();
                    provePaths(emulator, watchPath, "/collections/..%2Fadmin/documents");
                });
    }

    private static void provePaths(CocobaseEmulator emulator, String watch, String rest) {
        assertThat(emulator.connectionAttemptLog())
                .extracting(ConnectionAttempt::path)
                .containsExactly(watch);
        assertThat(emulator.restRequests()).extracting(RestRequest::path).containsOnly(rest);
    }

    private static CocobaseEmulator emulator(Bench bench, Profile profile, String collection) {
        CocobaseEmulator emulator = CocobaseEmulator.builder()
                .apiKey(Bench.API_KEY)
                .profile(profile)
                .collection(collection)
                .start();
        bench.closing(emulator::close);
        bench.option("baseUrl", emulator.baseUrl())
                .option("dialect", profile == Profile.SELF_HOSTED ? "selfHosted" : "cloud");
        return emulator;
    }

    // ---- what cannot be a segment

    private static Stream<FaultRow> refused() {
        return Stream.of(
                refused("a way up and nothing else", "..", "would change the path"),
                refused("an encoded way up and nothing else", "%2e%2e", "would change the path"),
                refused("a way up that is encoded twice", "%252e%252e", "would change the path"),
                refused("a dot and nothing else", ".", "would change the path"),
                refused("nothing", "", "is empty"),
                refused("10 KB", "x".repeat(10_240), "has 10240 characters, 1024 are allowed"),
                refused("a tabulator", "a\tb", "Illegal character"),
                refused("an encoded NUL", "a%00b", "Illegal character"),
                refused("an encoded line break", "a%0D%0Ab", "Illegal character"),
                refused("half a surrogate pair", "a\uD83Db", "has half a surrogate pair"),
                refused("a question mark", "a?x=1", "Unknown parameters=[{x=1"),
                refused("an encoded question mark", "a%3Fx=1", "Unknown parameters=[{x=1"));
    }

    private static FaultRow refused(String fault, String written, String words) {
        return row(
                "a collection's name with " + fault,
                "The route is not built (" + words + "); no connection is made",
                bench -> {
                    CocobaseEmulator emulator = emulator(bench, Profile.SERVER, "users");
                    bench.collection(written).keyOfComponent();
                    assertThatThrownBy(bench::start).hasStackTraceContaining(words);
                    assertThat(emulator.connectionAttempts()).isZero();
                    assertThat(emulator.restRequests()).isEmpty();
                });
    }
}
