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
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;
import org.apache.logging.log4j.Level;

import static org.assertj.core.api.Assertions.assertThat;

class WebSocketFaultsTest extends FaultSuite {

    private static final int FIN_TEXT = WireBytes.FIN | WireBytes.TEXT;
    private static final int LIMIT = 64 * 1024;
    private static final Setup SMALL_MESSAGES = bench -> bench.option("maxMessageSize", "64KB");

    static Stream<FaultRow> rows() {
        return Stream.of(closes(), brokenFrames(), text(), sizes(), control(), fragments(), ourClose())
                .flatMap(rows -> rows);
    }

    // ---- close frames

    private static Stream<FaultRow> closes() {
        String longest = "r".repeat(123);
        return Stream.of(
                        IntStream.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 4000, 4999)
                                .boxed()
                                .flatMap(code -> Stream.of(closed(code, ""), closed(code, "because"))),
                        Stream.of(
                                closed(1000, longest),
                                lost(
                                        "close frame without a code (1005)",
                                        Kind.CLOSED_BY_SERVER,
                                        "close code 1005",
                                        connection -> connection.write(WireBytes.close(0, ""))),
                                lost("no close frame (1006)", Kind.LOST, "close code 1006", RawConnection::close),
                                tryAgainLater(),
                                revoked(4001),
                                revoked(4003),
                                lost(
                                        "a close reason with line breaks and terminal escapes",
                                        Kind.CLOSED_BY_SERVER,
                                        "a?b??[31mc",
                                        connection -> connection.write(WireBytes.close(1000, "a\nb\r\u001b[31mc"))),
                                lost(
                                        "a close frame of one byte",
                                        Kind.PROTOCOL_ERROR,
                                        "protocol",
                                        connection -> connection.write(
                                                WireBytes.frame(WireBytes.FIN | WireBytes.CLOSE, new byte[1]))),
                                lost(
                                        "a close reason that is not UTF-8",
                                        Kind.PROTOCOL_ERROR,
                                        "close code 1007",
                                        connection -> connection.write(
                                                WireBytes.close(1000, new byte[] {(byte) 0xC3, 0x28}))),
                                lost(
                                        "a close frame with the code 1006, which is not to be sent",
                                        Kind.PROTOCOL_ERROR,
                                        "protocol",
                                        connection -> connection.write(WireBytes.close(1006, ""))),
                                lost(
                                        "a close frame with the code 999",
                                        Kind.PROTOCOL_ERROR,
                                        "protocol",
                                        connection -> connection.write(WireBytes.close(999, ""))),
                                rejects("close 1008 before it is confirmed", "close code 1008", connection -> {
                                    connection.upgrade();
                                    connection.readFrame();
                                    connection.write(WireBytes.close(1008, "policy"));
                                    connection.serve();
                                }),
                                attemptFails(
                                        "close 1000 before it is confirmed",
                                        Kind.CLOSED_BY_SERVER,
                                        "before it confirmed",
                                        connection -> {
                                            connection.upgrade();
                                            connection.readFrame();
                                            connection.write(WireBytes.close(1000, ""));
                                            connection.serve();
                                        })))
                .flatMap(rows -> rows);
    }

    private static FaultRow closed(int code, String reason) {
        String described = reason.isEmpty()
                ? "without a reason"
                : reason.length() > 100 ? "with a reason of " + reason.length() + " bytes" : "with a reason";
        String words = "close code " + code + (reason.isEmpty() ? "" : ", reason \"" + reason + '"');
        return lost(
                "close " + code + " " + described,
                Kind.CLOSED_BY_SERVER,
                words,
                connection -> connection.write(WireBytes.close(code, reason)));
    }

    private static FaultRow tryAgainLater() {
        return row(
                "close 1013, try again later",
                "Reported as CLOSED_BY_SERVER; the next attempt comes after 5 s, or on request",
                bench -> {
                    bench.startLive();
                    Instant before = Instant.now();
                    bench.server().live().write(WireBytes.close(1013, "busy"));
                    bench.awaitState(ConnectionState.WAITING);
                    assertThat(bench.status().nextAttempt()).isAfter(before.plus(Duration.ofSeconds(5)));
                    bench.proveReported(Kind.CLOSED_BY_SERVER, "close code 1013");
                    bench.consumer().reconnectNow();
                    bench.awaitReconnected();
                    bench.proveEvents();
                    bench.proveOneSocket();
                });
    }

    private static FaultRow revoked(int code) {
        return row(
                "close " + code + ", the key is refused", "State REJECTED; tried again at the longest delay", bench -> {
                    bench.startLive();
                    bench.server().live().write(WireBytes.close(code, "no"));
                    bench.awaitReconnected();
                    bench.proveReported(Kind.REJECTED, "close code " + code);
                    assertThat(bench.logged(Level.WARN))
                            .anySatisfy(line -> assertThat(line).contains("does not accept the API key"));
                    bench.proveEvents();
                });
    }

    // ---- frames that must not be

    private static Stream<FaultRow> brokenFrames() {
        byte[] payload = Bench.event("bad").getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                brokenFrame("the reserved bit 1", WireBytes.frame(FIN_TEXT | WireBytes.RSV1, payload)),
                brokenFrame("the reserved bit 2", WireBytes.frame(FIN_TEXT | WireBytes.RSV2, payload)),
                brokenFrame("the reserved bit 3", WireBytes.frame(FIN_TEXT | WireBytes.RSV3, payload)),
                brokenFrame("the unknown opcode 3", WireBytes.frame(WireBytes.FIN | 0x3, payload)),
                brokenFrame("the unknown opcode 11", WireBytes.frame(WireBytes.FIN | 0xB, new byte[0])),
                brokenFrame("a masked frame", WireBytes.masked(FIN_TEXT, payload)),
                brokenFrame("a masked ping", WireBytes.masked(WireBytes.FIN | WireBytes.PING, new byte[4])),
                brokenFrame("a fragmented ping", WireBytes.frame(WireBytes.PING, new byte[4])),
                brokenFrame("a ping of 126 bytes", WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[126])),
                brokenFrame("a close frame of 126 bytes", WireBytes.close(1000, new byte[124])),
                brokenFrame(
                        "a continuation of nothing", WireBytes.frame(WireBytes.FIN | WireBytes.CONTINUATION, payload)),
                brokenFrame(
                        "a new message within an unfinished one",
                        concat(WireBytes.frame(WireBytes.TEXT, payload), WireBytes.frame(FIN_TEXT, payload))));
    }

    private static FaultRow brokenFrame(String fault, byte[] frame) {
        return row(
                fault,
                "Closed by us with 1002, reported as PROTOCOL_ERROR, nothing of it routed; "
                        + "the next attempt is live",
                bench -> {
                    bench.startLive();
                    RawConnection first = bench.server().live();
                    first.write(frame);
                    bench.awaitReconnected();
                    bench.proveReported(Kind.PROTOCOL_ERROR, "protocol");
                    bench.proveEvents();
                    bench.proveOneSocket();
                    assertThat(bench.routedIds()).doesNotContain("bad");
                    assertThat(closeCode(first)).isEqualTo(1002);
                });
    }

    private static int closeCode(RawConnection connection) {
        return connection.received().stream()
                .filter(frame -> frame.opcode() == WireBytes.CLOSE)
                .findFirst()
                .map(RawConnection.ReceivedFrame::closeCode)
                .orElse(-1);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    // ---- text

    private static Stream<FaultRow> text() {
        byte[] invalid = "{\"event\":\"create\",\"data\":{\"id\":\"bad\",\"data\":{\"x\":\"\u0000\"}}}"
                .getBytes(StandardCharsets.ISO_8859_1);
        invalid[new String(invalid, StandardCharsets.ISO_8859_1).indexOf('\0')] = (byte) 0xC3;
        return Stream.of(
                notUtf8("invalid UTF-8", WireBytes.frame(FIN_TEXT, invalid)),
                notUtf8(
                        "an encoded surrogate",
                        WireBytes.frame(FIN_TEXT, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})),
                notUtf8("an overlong form", WireBytes.frame(FIN_TEXT, new byte[] {(byte) 0xC0, (byte) 0xAF})),
                row("a character split over two fragments", "Routed as one event", bench -> {
                    bench.startLive();
                    byte[] whole = Bench.event("split")
                            .replace("{\"n\":1}", "{\"n\":\"ż\uD83D\uDE00\"}")
                            .getBytes(StandardCharsets.UTF_8);
                    for (int i = 0; i < whole.length; i++) {
                        int opcode = i == 0 ? WireBytes.TEXT : WireBytes.CONTINUATION;
                        int fin = i == whole.length - 1 ? WireBytes.FIN : 0;
                        bench.server().live().write(WireBytes.frame(fin | opcode, new byte[] {whole[i]}));
                    }
                    Bench.await(() -> bench.routedIds().contains("split"));
                    assertThat(bench.routed().get(0).getIn().getBody().toString())
                            .isEqualTo("{n=ż\uD83D\uDE00}");
                    bench.proveUndisturbed();
                }));
    }

    private static FaultRow notUtf8(String fault, byte[] frame) {
        return row(fault, "Closed by us with 1007, reported as PROTOCOL_ERROR; the next attempt is live", bench -> {
            bench.startLive();
            RawConnection first = bench.server().live();
            first.write(frame);
            bench.awaitReconnected();
            bench.proveReported(Kind.PROTOCOL_ERROR, "not valid UTF-8");
            bench.proveEvents();
            bench.proveOneSocket();
            Bench.await(() -> closeCode(first) == 1007);
            assertThat(bench.routedIds()).doesNotContain("bad");
        });
    }

    // ---- sizes

    private static Stream<FaultRow> sizes() {
        return Stream.of(
                row("a message of exactly maxMessageSize", "Routed", bench -> {
                    SMALL_MESSAGES.of(bench);
                    bench.startLive();
                    bench.send(ofSize("full", LIMIT));
                    Bench.await(() -> bench.routedIds().contains("full"));
                    bench.proveUndisturbed();
                }),
                tooLarge(
                        "a message of one byte more than maxMessageSize",
                        connection -> connection.text(ofSize("bad", LIMIT + 1))),
                tooLarge("fragments that are too large together", connection -> {
                    connection.write(WireBytes.frame(WireBytes.TEXT, new byte[LIMIT / 2]));
                    connection.write(WireBytes.frame(WireBytes.CONTINUATION, new byte[LIMIT / 2]));
                    connection.write(WireBytes.frame(WireBytes.CONTINUATION, new byte[1]));
                }),
                tooLarge("fragments without end", connection -> {
                    connection.write(WireBytes.frame(WireBytes.TEXT, new byte[1000]));
                    for (int i = 0; i < 100; i++) {
                        connection.write(WireBytes.frame(WireBytes.CONTINUATION, new byte[1000]));
                    }
                }),
                tooLarge("a message of 64 MB", connection -> {
                    connection.write(WireBytes.header(FIN_TEXT, 64 << 20));
                    byte[] block = new byte[64 * 1024];
                    try {
                        for (int i = 0; i < 1024; i++) {
                            connection.write(block);
                        }
                    } catch (java.io.IOException e) {
                        // cut off in the middle, as it should be
                    }
                }),
                tooLarge("the announcement of a message of 2 GB", connection -> {
                    connection.write(WireBytes.header(FIN_TEXT, Integer.MAX_VALUE));
                    connection.write(new byte[LIMIT + 1]);
                }),
                lost(
                        "the announcement of a message of 2^63 - 1 bytes",
                        Kind.MESSAGE_TOO_LARGE,
                        "larger than",
                        connection -> connection.write(WireBytes.header(FIN_TEXT, Long.MAX_VALUE))),
                lost(
                        "a length with the highest bit set",
                        Kind.MESSAGE_TOO_LARGE,
                        "larger than",
                        connection -> connection.write(WireBytes.header(FIN_TEXT, -1))));
    }

    private static String ofSize(String id, int size) {
        String empty = Bench.event(id).replace("{\"n\":1}", "{\"n\":\"\"}");
        return empty.replace("\"n\":\"\"", "\"n\":\"" + "x".repeat(size - empty.length()) + "\"");
    }

    private static FaultRow tooLarge(String fault, Harm harm) {
        return row(
                fault,
                "Closed by us with 1009, counted and reported as MESSAGE_TOO_LARGE with the option's name; the next"
                        + " attempt is live",
                bench -> {
                    SMALL_MESSAGES.of(bench);
                    bench.startLive();
                    harm.to(bench.server().live());
                    bench.awaitReconnected();
                    bench.proveReported(Kind.MESSAGE_TOO_LARGE, "maxMessageSize, 65536 bytes");
                    assertThat(bench.consumer().getTraffic().tooLarge()).isEqualTo(1);
                    bench.proveEvents();
                    bench.proveOneSocket();
                    assertThat(bench.routedIds()).doesNotContain("bad");
                });
    }

    // ---- control frames

    private static Stream<FaultRow> control() {
        return Stream.of(
                row("a ping with a payload", "Answered with the same payload", bench -> {
                    bench.startLive();
                    RawConnection server = bench.server().live();
                    server.write(WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[] {1, 2, 3}));
                    Bench.await(() -> server.received(WireBytes.PONG) == 1);
                    assertThat(server.received()).anySatisfy(frame -> {
                        assertThat(frame.opcode()).isEqualTo(WireBytes.PONG);
                        assertThat(frame.payload()).containsExactly(1, 2, 3);
                    });
                    bench.proveUndisturbed();
                }),
                row("a pong that nobody asked for", "Ignored", bench -> {
                    bench.startLive();
                    bench.server().live().write(WireBytes.frame(WireBytes.FIN | WireBytes.PONG, new byte[5]));
                    bench.proveEvents();
                    bench.proveUndisturbed();
                }),
                row(
                        "a flood of 100,000 pings",
                        "Answered as fast as the server takes the pongs, the last one in any case; events flow",
                        WebSocketFaultsTest::pingFlood),
                row(
                        "a flood of pings by a server that reads nothing",
                        "The pongs do not pile up; found dead by livenessTimeout or read on; live again",
                        WebSocketFaultsTest::pingFloodUnread),
                row("a binary message", "Counted as malformed and reported once; the connection lives on", bench -> {
                    bench.startLive();
                    bench.server().live().write(WireBytes.frame(WireBytes.FIN | WireBytes.BINARY, new byte[10]));
                    bench.proveProblem("it is binary");
                    bench.proveEvents();
                    assertThat(bench.reports().all()).hasSize(1);
                }),
                row(
                        "a binary message of 1 MB in fragments",
                        "Counted as malformed and reported once; the connection lives on",
                        bench -> {
                            bench.startLive();
                            RawConnection server = bench.server().live();
                            server.write(WireBytes.frame(WireBytes.BINARY, new byte[500_000]));
                            server.write(WireBytes.frame(WireBytes.FIN | WireBytes.CONTINUATION, new byte[500_000]));
                            bench.proveProblem("it is binary");
                            bench.proveEvents();
                            assertThat(bench.reports().all()).hasSize(1);
                            assertThat(bench.consumer().getTraffic().malformed())
                                    .isEqualTo(1);
                        }));
    }

    private static void pingFlood(Bench bench) throws Exception {
        bench.startLive();
        RawConnection server = bench.server().live();
        byte[] ping = WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[] {1});
        byte[] thousand = new byte[ping.length * 1000];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(ping, 0, thousand, i * ping.length, ping.length);
        }
        for (int i = 0; i < 100; i++) {
            server.write(thousand);
        }
        server.write(WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[] {2}));
        Bench.await(() -> server.received().stream()
                .anyMatch(frame -> frame.opcode() == WireBytes.PONG && frame.payload()[0] == 2));
        bench.proveEvents();
        bench.proveUndisturbed();
    }

    private static void pingFloodUnread(Bench bench) throws Exception {
        bench.option("pingInterval", "200").option("livenessTimeout", "1s");
        bench.server().next(connection -> {
            connection.confirm();
            byte[] ping = WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[100]);
            byte[] many = new byte[ping.length * 1000];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(ping, 0, many, i * ping.length, ping.length);
            }
            for (int i = 0; i < 200; i++) {
                connection.write(many);
            }
            connection.text(Bench.event("after the flood"));
            // and now silence, and nothing is read: neither pongs nor pings nor the close
            Bench.await(() -> bench.status().generation() == 2);
        });
        bench.start();
        Bench.await(() -> bench.routedIds().contains("after the flood"));
        bench.awaitReconnected();
        bench.proveReported(Kind.SILENT, "Nothing was heard");
        bench.proveEvents();
        bench.proveOneSocket();
    }

    // ---- fragments

    private static Stream<FaultRow> fragments() {
        return Stream.of(
                row("a fragmented message with pings between its fragments", "Routed as one event", bench -> {
                    bench.startLive();
                    byte[] whole = Bench.event("pieces").getBytes(StandardCharsets.UTF_8);
                    RawConnection server = bench.server().live();
                    for (int i = 0; i < whole.length; i++) {
                        int opcode = i == 0 ? WireBytes.TEXT : WireBytes.CONTINUATION;
                        server.write(WireBytes.frame(opcode, new byte[] {whole[i]}));
                        server.write(WireBytes.frame(WireBytes.FIN | WireBytes.PING, new byte[0]));
                    }
                    server.write(WireBytes.frame(WireBytes.FIN | WireBytes.CONTINUATION, new byte[0]));
                    Bench.await(() -> bench.routedIds().contains("pieces"));
                    bench.proveEvents();
                    bench.proveUndisturbed();
                }),
                row(
                        "an unfinished fragment, then silence but for pongs",
                        "The server lives: waited for; routed when the rest comes",
                        bench -> {
                            bench.option("pingInterval", "100").option("livenessTimeout", "1s");
                            bench.startLive();
                            String whole = Bench.event("late");
                            RawConnection server = bench.server().live();
                            server.write(WireBytes.frame(
                                    WireBytes.TEXT, whole.substring(0, 10).getBytes(StandardCharsets.UTF_8)));
                            Bench.await(() -> server.received(WireBytes.PING) >= 15);
                            server.write(WireBytes.frame(
                                    WireBytes.FIN | WireBytes.CONTINUATION,
                                    whole.substring(10).getBytes(StandardCharsets.UTF_8)));
                            Bench.await(() -> bench.routedIds().contains("late"));
                            bench.proveUndisturbed();
                        }),
                lost(
                        "an unfinished fragment, then silence",
                        Kind.SILENT,
                        "Nothing was heard",
                        bench -> bench.option("pingInterval", "200").option("livenessTimeout", "1s"),
                        connection -> {
                            connection.ignorePings();
                            connection.write(WireBytes.frame(WireBytes.TEXT, new byte[] {'{'}));
                        }));
    }

    // ---- our own close

    private static Stream<FaultRow> ourClose() {
        return Stream.of(
                row("the server does not answer our close", "The stop cuts the socket and goes on", bench -> {
                    bench.server().next(connection -> {
                        connection.confirm();
                        connection.swallow();
                    });
                    bench.startLive();
                    RawConnection server = bench.server().live();
                    bench.context().stop();
                    Bench.await(() -> closeCode(server) == 1000);
                }),
                row("the server sends events after our close", "None of them is routed", bench -> {
                    bench.server().next(connection -> {
                        connection.confirm();
                        connection.readFrame();
                        for (int i = 0; i < 1000; i++) {
                            connection.text(Bench.event("late"));
                        }
                    });
                    bench.startLive();
                    bench.context().stop();
                    assertThat(bench.routedIds()).isEmpty();
                }));
    }
}
