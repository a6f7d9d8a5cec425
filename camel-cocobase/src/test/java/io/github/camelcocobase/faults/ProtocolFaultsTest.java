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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;
import org.apache.logging.log4j.Level;

import static org.assertj.core.api.Assertions.assertThat;

class ProtocolFaultsTest extends FaultSuite {

    private static final Setup QUICK_SUBSCRIBE = bench -> bench.option("subscribeTimeout", "1s");

    static Stream<FaultRow> rows() {
        return Stream.of(confirmation(), errors(), heartbeats(), malformed(), oddJson(), documents(), events())
                .flatMap(rows -> rows);
    }

    // ---- the confirmation

    private static Stream<FaultRow> confirmation() {
        return Stream.of(
                attemptFails(
                        "connected never comes, but pongs do",
                        Kind.SUBSCRIBE_FAILED,
                        "did not confirm the subscription within 1000 ms",
                        QUICK_SUBSCRIBE,
                        connection -> {
                            connection.upgrade();
                            connection.serve();
                        }),
                row("connected comes twice", "One connection, one state change, nothing reported", bench -> {
                    bench.startLive();
                    bench.send(RawConnection.CONNECTED);
                    bench.proveEvents();
                    bench.proveUndisturbed();
                    assertThat(bench.status().connections()).isEqualTo(1);
                }),
                row("connected comes late", "AUTHENTICATING until it comes", bench -> {
                    bench.option("failOnStartup", "false");
                    bench.server().next(connection -> {
                        connection.upgrade();
                        connection.readFrame();
                        Bench.await(() -> bench.consumer() != null
                                && bench.status() != null
                                && bench.status().state() == ConnectionState.AUTHENTICATING);
                        bench.server().live(connection);
                        connection.text(RawConnection.CONNECTED);
                        connection.serve();
                    });
                    bench.startLive();
                    bench.proveEvents();
                    bench.proveUndisturbed();
                }),
                row("connected comes after the first event", "The event confirms; both events are routed", bench -> {
                    bench.server().next(connection -> {
                        connection.upgrade();
                        connection.readFrame();
                        bench.server().live(connection);
                        connection.text(Bench.event("early"));
                        connection.text(RawConnection.CONNECTED);
                        connection.serve();
                    });
                    bench.startLive();
                    bench.proveEvents();
                    bench.proveUndisturbed();
                    assertThat(bench.routedIds().get(0)).isEqualTo("early");
                    assertThat(bench.status().connections()).isEqualTo(1);
                }),
                row(
                        "the confirmation says that there will be no events (redis_enabled is false)",
                        "Live, and reported to the exception handler",
                        bench -> {
                            bench.server().next(confirmedBy("{\"action\":\"authenticated\",\"redis_enabled\":false}"));
                            bench.startLive();
                            bench.proveProblem("redis_enabled is false");
                            bench.proveEvents();
                        }),
                row("authenticated or subscribed instead of connected", "Both confirm", bench -> {
                    bench.server().next(confirmedBy("{\"action\":\"authenticated\"}"));
                    bench.server().next(confirmedBy("{\"type\":\"subscribed\"}"));
                    bench.startLive();
                    bench.server().live().reset();
                    bench.awaitReconnected();
                    bench.proveEvents();
                }));
    }

    private static RawServer.Script confirmedBy(String message) {
        return connection -> {
            connection.upgrade();
            connection.readFrame();
            connection.server().live(connection);
            connection.text(message);
            connection.serve();
        };
    }

    // ---- error messages

    private static Stream<FaultRow> errors() {
        return Stream.of(
                rejects(
                        "an error before it is confirmed: Invalid API key",
                        "Invalid API key",
                        refusal("{\"error\":\"Invalid API key\",\"error_detail\":\"Project not found\"}", 1008)),
                rejects(
                        "an error before it is confirmed, without a close after it",
                        "API key is required",
                        refusal("{\"error\":\"API key is required\"}", 0)),
                attemptFails(
                        "an error before it is confirmed: Collection not found",
                        Kind.COLLECTION_MISSING,
                        "Collection not found or access denied",
                        refusal("{\"error\":\"Collection not found or access denied\"}", 1008)),
                attemptFails(
                        "an error before it is confirmed: Authentication timeout",
                        Kind.SUBSCRIBE_FAILED,
                        "Authentication timeout",
                        refusal("{\"error\":\"Authentication timeout\"}", 1008)),
                attemptFails(
                        "an error before it is confirmed: true, with a message",
                        Kind.SUBSCRIBE_FAILED,
                        "Database error",
                        refusal("{\"error\":true,\"message\":\"Database error\"}", 0)),
                attemptFails(
                        "an error that repeats the key, with line breaks",
                        Kind.SUBSCRIBE_FAILED,
                        "no luck with xxxxxx?ERROR forged",
                        refusal("{\"error\":\"no luck with " + Bench.API_KEY + "\\nERROR forged\"}", 1008)),
                livesOn("an error while live", "Database error", "{\"error\":\"Database error\"}"),
                livesOn(
                        "an error of 10 KB while live",
                        "The server says: eee",
                        "{\"error\":\"" + "e".repeat(10_000) + "\"}"),
                row(
                        "an error while live: Invalid API key",
                        "State REJECTED, reported; tried again at the longest delay; live when accepted again",
                        bench -> {
                            bench.startLive();
                            bench.send("{\"error\":\"Invalid API key\"}");
                            bench.awaitReconnected();
                            bench.proveReported(Kind.REJECTED, "Invalid API key");
                            bench.proveEvents();
                            bench.proveOneSocket();
                        }));
    }

    /**
     * @param closeCode 0 for no close
     */
    private static RawServer.Script refusal(String message, int closeCode) {
        return connection -> {
            connection.upgrade();
            connection.readFrame();
            connection.text(message);
            if (closeCode != 0) {
                connection.write(WireBytes.close(closeCode, ""));
            }
            connection.serve();
        };
    }

    // ---- ping and pong as messages

    private static Stream<FaultRow> heartbeats() {
        return Stream.of(
                ignored("ping and pong as JSON events", "{\"event\":\"ping\"}", "{\"event\":\"pong\"}"),
                ignored("ping and pong as JSON types", "{\"type\":\"ping\"}", "{\"type\":\"pong\"}"),
                ignored("a heartbeat", "{\"event\":\"heartbeat\"}"),
                ignored("an object that says nothing", "{}", "{\"message\":\"Filter updated\",\"filter\":{}}"),
                livesOn("a bare ping as text", "not JSON", "ping"),
                livesOn("a bare pong as text", "not JSON", "pong"));
    }

    private static FaultRow ignored(String fault, String... messages) {
        return row(fault, "Ignored", bench -> {
            bench.startLive();
            for (String message : messages) {
                bench.send(message);
            }
            bench.proveEvents();
            bench.proveUndisturbed();
            assertThat(bench.routed()).hasSize(1);
        });
    }

    // ---- what is not a message of Cocobase's

    private static Stream<FaultRow> malformed() {
        return Stream.of(
                livesOn("JSON that ends too early", "ends too early", "{\"event\":\"create\",\"data\":{\"id\":"),
                livesOn("an array", "not a JSON object", "[" + Bench.event("bad") + "]"),
                livesOn("a number", "not a JSON object", "42"),
                livesOn("a string", "not a JSON object", "\"create\""),
                livesOn("null", "not a JSON object", "null"),
                livesOn("an empty message", "empty", ""),
                livesOn("white space", "empty", " \n\t "),
                livesOn("two objects", "more than one", Bench.event("bad") + Bench.event("bad")),
                livesOn("a page of HTML", "not JSON", "<html><body>502</body></html>"),
                livesOn(
                        "100,000 levels of nesting",
                        "beyond the limits",
                        Bench.event("bad").replace("{\"n\":1}", "{\"n\":" + "[".repeat(100_000))),
                livesOn(
                        "a number of 10,000 digits",
                        "beyond the limits",
                        Bench.event("bad").replace("{\"n\":1}", "{\"n\":" + "9".repeat(10_000) + "}")),
                livesOn(
                        "a field name of 100,000 characters",
                        "beyond the limits",
                        Bench.event("bad").replace("{\"n\":1}", "{\"" + "n".repeat(100_000) + "\":1}")),
                livesOn(
                        "a NUL character in a string",
                        "not JSON",
                        Bench.event("bad").replace("{\"n\":1}", "{\"n\":\"\0\"}")),
                livesOn(
                        "control characters between the fields",
                        "not JSON",
                        Bench.event("bad").replace(",", "\u0001,")),
                livesOn(
                        "an event name of 1 MB",
                        "name of the event longer than",
                        "{\"event\":\"" + "e".repeat(1 << 20) + "\",\"data\":{\"id\":\"bad\"}}"),
                livesOn("no id", "without the document's id", "{\"event\":\"create\",\"data\":{\"data\":{}}}"),
                livesOn("an empty id", "without the document's id", Bench.event("")),
                livesOn("data is null", "without the document's id", "{\"event\":\"update\",\"data\":null}"),
                livesOn("data is a string", "without the document's id", "{\"event\":\"update\",\"data\":\"x\"}"),
                livesOn("data is an array", "without the document's id", "{\"event\":\"update\",\"data\":[1]}"),
                livesOn(
                        "an unreadable message with line breaks, escapes and the key",
                        "not JSON",
                        "{\n\u001b[31mERROR " + Bench.API_KEY + "}"),
                row("10,000 unreadable messages", "Each is counted; the connection lives on, in order", bench -> {
                    bench.startLive();
                    for (int i = 0; i < 10_000; i++) {
                        bench.send("x");
                    }
                    bench.proveEvents();
                    assertThat(bench.consumer().getTraffic().malformed()).isEqualTo(10_000);
                    assertThat(bench.status().generation()).isEqualTo(1);
                }));
    }

    // ---- odd, but JSON

    private static Stream<FaultRow> oddJson() {
        return Stream.of(
                routed("a string of 1 MB", "{\"n\":\"" + "x".repeat(1 << 20) + "\"}", Map.of("n", "x".repeat(1 << 20))),
                routed("a name that occurs twice", "{\"n\":1,\"n\":2}", Map.of("n", 2)),
                routed("900 levels of nesting", "{\"n\":" + "[".repeat(900) + "]".repeat(900) + "}", null),
                routed("an escaped NUL character", "{\"n\":\"a\\u0000b\"}", Map.of("n", "a\0b")),
                routed("an escaped lone surrogate", "{\"n\":\"\\ud800\"}", Map.of("n", "\ud800")),
                routed("a number beyond a double", "{\"n\":1e400}", Map.of("n", Double.POSITIVE_INFINITY)),
                row("a byte order mark", "Routed", bench -> {
                    bench.startLive();
                    bench.send("\uFEFF" + Bench.event("marked"));
                    Bench.await(() -> bench.routedIds().contains("marked"));
                    bench.proveUndisturbed();
                }),
                row("two event names in one message", "The last one counts", bench -> {
                    bench.startLive();
                    bench.send(Bench.event("twice")
                            .replace("{\"event\":\"create\"", "{\"event\":\"x\",\"event\":\"delete\""));
                    Bench.await(() -> bench.routedIds().contains("twice"));
                    assertThat(bench.routed().get(0).getIn().getHeader(CocobaseConstants.EVENT_TYPE))
                            .isEqualTo("delete");
                    bench.proveUndisturbed();
                }));
    }

    /**
     * @param body null for anything
     */
    private static FaultRow routed(String fault, String data, Map<String, Object> body) {
        return row(fault, "Routed", bench -> {
            bench.startLive();
            bench.send(Bench.event("odd").replace("{\"n\":1}", data));
            Bench.await(() -> bench.routedIds().contains("odd"));
            if (body != null) {
                assertThat(bench.routed().get(0).getIn().getBody()).isEqualTo(body);
            }
            bench.proveEvents();
            bench.proveUndisturbed();
        });
    }

    // ---- documents

    private static Stream<FaultRow> documents() {
        return Stream.of(
                row("a numeric id", "Routed with the number's text as id", bench -> {
                    bench.startLive();
                    bench.send(Bench.event("x").replace("\"id\":\"x\"", "\"id\":42"));
                    Bench.await(() -> bench.routedIds().contains("42"));
                    bench.proveUndisturbed();
                }),
                row("a document whose data is null", "Routed with an empty body", bench -> {
                    bench.startLive();
                    bench.send(Bench.event("empty").replace("{\"n\":1}", "null"));
                    Bench.await(() -> bench.routedIds().contains("empty"));
                    assertThat(bench.routed().get(0).getIn().getBody()).isEqualTo(Map.of());
                    bench.proveUndisturbed();
                }),
                row("timestamps that are nonsense", "Routed without them", bench -> {
                    bench.startLive();
                    bench.send(Bench.event("when").replace("2026-01-01T00:00:00Z", "yesterday"));
                    Bench.await(() -> bench.routedIds().contains("when"));
                    assertThat(bench.routed().get(0).getIn().getHeaders())
                            .doesNotContainKey(CocobaseConstants.CREATED_AT);
                    bench.proveUndisturbed();
                }),
                row("fields that are named like headers", "No header comes of them", bench -> {
                    bench.startLive();
                    bench.send(
                            Bench.event("names")
                                    .replace(
                                            "{\"n\":1}",
                                            "{\"CamelHttpUri\":\"x\",\"cAmElExecCommand\":\"x\",\"CamelCocobaseOrigin\":\"x\"}"));
                    Bench.await(() -> bench.routedIds().contains("names"));
                    assertThat(bench.routed().get(0).getIn().getHeaders())
                            .doesNotContainKeys("CamelHttpUri", "CamelExecCommand")
                            .containsEntry(CocobaseConstants.ORIGIN, "live");
                }));
    }

    // ---- events

    private static Stream<FaultRow> events() {
        String mine = "c1a11111-1111-4111-8111-111111111111";
        String other = "c2a22222-2222-4222-8222-222222222222";
        return Stream.of(
                dropped("an event of another collection", Bench.event("bad").replace("\"users\"", "\"orders\"")),
                dropped(
                        "an event of another collection, named at the top",
                        "{\"event\":\"create\",\"collection_id\":\"orders\",\"data\":{\"id\":\"bad\",\"data\":{}}}"),
                row(
                        "an event of another tenant's collection of the same name",
                        "Dropped and counted, where the server or the owner of the watch says the collection's id",
                        bench -> {
                            bench.server()
                                    .next(confirmedBy("{\"event\":\"connected\",\"collection_id\":\"" + mine + "\"}"));
                            bench.startLive();
                            bench.send(tenant("bad", other));
                            bench.send(tenant("good", mine));
                            Bench.await(() -> bench.routedIds().contains("good"));
                            assertThat(bench.routedIds()).doesNotContain("bad");
                            assertThat(bench.consumer().getTraffic().foreign()).isEqualTo(1);
                        }),
                row("the same event twice", "Routed twice: at least once is what is promised", bench -> {
                    bench.startLive();
                    bench.send(Bench.event("again"));
                    bench.send(Bench.event("again"));
                    bench.proveEvents();
                    assertThat(bench.routedIds()).startsWith("again", "again").hasSize(3);
                }),
                row("an unknown event name, many times", "Ignored, with one line in the log", bench -> {
                    bench.startLive();
                    for (int i = 0; i < 100; i++) {
                        bench.send("{\"event\":\"archive\",\"data\":{\"id\":\"bad\",\"data\":{}}}");
                    }
                    bench.proveEvents();
                    assertThat(bench.routed()).hasSize(1);
                    assertThat(bench.logged(Level.WARN)).hasSize(1).allMatch(line -> line.contains("archive"));
                    assertThat(bench.reports().all()).isEmpty();
                }),
                row("10,000 unknown event names", "Ignored; no more than 100 lines in the log", bench -> {
                    bench.startLive();
                    for (int i = 0; i < 10_000; i++) {
                        bench.send("{\"event\":\"e" + i + "\",\"data\":{\"id\":\"bad\",\"data\":{}}}");
                    }
                    bench.proveEvents();
                    assertThat(bench.logged(Level.WARN)).hasSize(100);
                }),
                row("an unknown event name with line breaks and escapes", "They do not reach the log", bench -> {
                    bench.startLive();
                    bench.send("{\"event\":\"a\\nERROR \\u001b[31mforged\",\"data\":{\"id\":\"bad\",\"data\":{}}}");
                    bench.proveEvents();
                    assertThat(bench.logged(Level.WARN))
                            .hasSize(1)
                            .noneMatch(line -> line.contains("\n") || line.contains("\u001b"));
                }),
                row(
                        "an event flood of 100,000 in one go",
                        "All routed, in order, from a queue that is bounded",
                        bench -> {
                            bench.option("queueSize", "100");
                            bench.startLive();
                            for (int block = 0; block < 100; block++) {
                                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                                for (int i = 0; i < 1000; i++) {
                                    bytes.writeBytes(WireBytes.text("{\"event\":\"update\",\"data\":{\"id\":\""
                                            + Bench.FLOOD + (block * 1000 + i) + "\",\"data\":{}}}"));
                                }
                                bench.server().live().write(bytes.toByteArray());
                            }
                            Bench.await(() -> bench.count() == 100_000);
                            assertThat(bench.outOfOrder()).isZero();
                            assertThat(bench.consumer().getQueueHighWaterMark()).isLessThanOrEqualTo(101);
                            assertThat(bench.status().generation()).isEqualTo(1);
                        }));
    }

    private static String tenant(String id, String collectionId) {
        return "{\"event\":\"create\",\"collection_id\":\"users\",\"data\":{\"id\":\"" + id + "\",\"collection_id\":\""
                + collectionId + "\",\"data\":{}}}";
    }

    private static FaultRow dropped(String fault, String message) {
        return row(fault, "Dropped and counted", bench -> {
            bench.startLive();
            bench.server()
                    .live()
                    .write(WireBytes.frame(WireBytes.FIN | WireBytes.TEXT, message.getBytes(StandardCharsets.UTF_8)));
            bench.proveEvents();
            assertThat(bench.routedIds()).doesNotContain("bad");
            assertThat(bench.consumer().getTraffic().foreign()).isEqualTo(1);
            assertThat(bench.reports().all()).isEmpty();
        });
    }
}
