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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class HttpFaultsTest extends FaultSuite {

    private static final Setup QUICK_TIMEOUT = bench -> bench.option("connectTimeout", "1s");

    static Stream<FaultRow> rows() {
        return Stream.of(statuses(), redirects(), rejections(), retryAfter(), notAWebSocket())
                .flatMap(rows -> rows);
    }

    private static Stream<FaultRow> statuses() {
        return IntStream.of(400, 402, 404, 405, 410, 426, 429, 500, 502, 503, 504, 520)
                .mapToObj(status -> attemptFails(
                        "the upgrade is answered with " + status,
                        Kind.UPGRADE_REFUSED,
                        "HTTP status " + status,
                        connection -> {
                            connection.readRequest();
                            connection.answer(status + " Sorry", "{\"detail\":\"Sorry\"}");
                        }));
    }

    private static Stream<FaultRow> redirects() {
        return IntStream.of(301, 302, 303, 307, 308)
                .mapToObj(status -> row(
                        "the upgrade is answered with " + status + " to another server",
                        RECONNECTS.formatted(Kind.UPGRADE_REFUSED) + "; the other server is never asked",
                        bench -> {
                            RawServer other = bench.closing(RawServer.start());
                            bench.server().next(connection -> {
                                connection.readRequest();
                                connection.answer(
                                        status + " Elsewhere", "", "Location: " + other.baseUrl() + "/realtime/x");
                            });
                            bench.start();
                            bench.awaitLive(2);
                            bench.proveReported(Kind.UPGRADE_REFUSED, "a redirect is not followed");
                            bench.proveEvents();
                            bench.proveOneSocket();
                            assertThat(other.accepted()).isZero();
                        }));
    }

    private static Stream<FaultRow> rejections() {
        return IntStream.of(401, 403)
                .boxed()
                .flatMap(status -> Stream.of(
                        rejects("the upgrade is answered with " + status, "HTTP status " + status, connection -> {
                            connection.readRequest();
                            connection.answer(status + " No", "{\"detail\":\"No\"}");
                        }),
                        row(
                                "a reconnect is answered with " + status,
                                "State REJECTED, reported; tried again at the longest delay; live when accepted again",
                                bench -> {
                                    bench.startLive();
                                    bench.server().next(connection -> {
                                        connection.readRequest();
                                        connection.answer(status + " No", "", "WWW-Authenticate: Basic realm=\"x\"");
                                    });
                                    bench.server().live().reset();
                                    Bench.await(() -> bench.status().generation() == 3);
                                    bench.awaitLive(3);
                                    assertThat(bench.logged(org.apache.logging.log4j.Level.WARN))
                                            .anySatisfy(
                                                    line -> assertThat(line).contains("does not accept the API key"));
                                    bench.proveEvents();
                                })));
    }

    private static Stream<FaultRow> retryAfter() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(3600).atZone(ZoneOffset.UTC));
        return Stream.of(
                retryAfter(429, "7", Duration.ofSeconds(7), Duration.ofSeconds(8)),
                retryAfter(503, "120", Duration.ofSeconds(120), Duration.ofSeconds(121)),
                retryAfter(503, date, Duration.ofMinutes(15), Duration.ofSeconds(901)),
                retryAfter(429, "1000000000", Duration.ofMinutes(15), Duration.ofSeconds(901)),
                retryAfter(429, "99999999999999999999", Duration.ZERO, Duration.ofSeconds(1)),
                retryAfter(503, "in a while", Duration.ZERO, Duration.ofSeconds(1)),
                retryAfter(503, "-5", Duration.ZERO, Duration.ofSeconds(1)),
                retryAfter(429, "0", Duration.ZERO, Duration.ofSeconds(1)));
    }

    private static FaultRow retryAfter(int status, String value, Duration least, Duration most) {
        String shown = value.length() > 25 ? "a date in an hour" : value;
        return row(
                status + " with Retry-After: " + shown,
                least.isZero()
                        ? "Reported as UPGRADE_REFUSED; the backoff decides on the next attempt"
                        : "Reported as UPGRADE_REFUSED; the next attempt comes after " + least.toSeconds() + " s",
                bench -> {
                    bench.server().next(connection -> {
                        connection.readRequest();
                        connection.answer(status + " Later", "", "Retry-After: " + value);
                    });
                    Instant before = Instant.now();
                    if (least.isZero()) {
                        bench.start();
                        bench.awaitLive(2);
                    } else {
                        bench.start();
                        bench.awaitState(ConnectionState.WAITING);
                        assertThat(bench.status().nextAttempt())
                                .isBetween(before.plus(least), Instant.now().plus(most));
                        bench.consumer().reconnectNow();
                        bench.awaitLive(2);
                    }
                    bench.proveEvents();
                    bench.proveOneSocket();
                });
    }

    private static Stream<FaultRow> notAWebSocket() {
        return Stream.of(
                attemptFails(
                        "the upgrade is answered with 200 and a page",
                        Kind.UPGRADE_REFUSED,
                        "is baseUrl that of a Cocobase server?",
                        connection -> {
                            connection.readRequest();
                            connection.answer("200 OK", "<html>Hello</html>", "Content-Type: text/html");
                        }),
                attemptFails(
                        "the upgrade is answered with 200 and a page without end",
                        Kind.UPGRADE_REFUSED,
                        "HTTP status 200",
                        bench -> {
                            QUICK_TIMEOUT.of(bench);
                            bench.jettyKeepsOneBuffer();
                        },
                        HttpFaultsTest::answerWithoutEnd),
                attemptFails(
                        "a wrong Sec-WebSocket-Accept",
                        Kind.UPGRADE_REFUSED,
                        "does not complete the WebSocket upgrade",
                        Bench::jettyKeepsOneBuffer,
                        connection -> {
                            connection.readRequest();
                            connection.write(bytes(RawConnection.switchingProtocols("d3Jvbmc=")));
                            connection.hold();
                        }),
                attemptFails(
                        "101 without Sec-WebSocket-Accept",
                        Kind.UPGRADE_REFUSED,
                        "does not complete the WebSocket upgrade",
                        Bench::jettyKeepsOneBuffer,
                        connection -> {
                            connection.readRequest();
                            connection.write(
                                    bytes("HTTP/1.1 101 Fine\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"));
                            connection.hold();
                        }),
                attemptFails(
                        "101 with an extension that nobody asked for",
                        Kind.UPGRADE_REFUSED,
                        "does not complete the WebSocket upgrade",
                        Bench::jettyKeepsOneBuffer,
                        connection -> {
                            connection.readRequest();
                            connection.write(bytes(RawConnection.switchingProtocols(connection.accept())
                                    .replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")));
                            connection.hold();
                        }),
                attemptFails(
                        "101 with a subprotocol that nobody asked for",
                        Kind.UPGRADE_REFUSED,
                        "does not complete the WebSocket upgrade",
                        Bench::jettyKeepsOneBuffer,
                        connection -> {
                            connection.readRequest();
                            connection.write(bytes(RawConnection.switchingProtocols(connection.accept())
                                    .replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: graphql-ws\r\n\r\n")));
                            connection.hold();
                        }),
                attemptFails("a server that speaks SSH", Kind.CONNECT_FAILED, "does not answer in HTTP", connection -> {
                    connection.write(bytes("SSH-2.0-OpenSSH_9.2\r\n"));
                    connection.hold();
                }),
                attemptFails(
                        "a response with 64 KB of headers",
                        Kind.CONNECT_FAILED,
                        "Response Header Bytes Too Large",
                        connection -> {
                            connection.readRequest();
                            connection.answer("503 Sorry", "", "X-Filler: " + "x".repeat(64 * 1024));
                        }),
                attemptFails(
                        "a refused upgrade on a connection that the server keeps open",
                        Kind.UPGRADE_REFUSED,
                        "HTTP status 503",
                        connection -> {
                            connection.readRequest();
                            connection.write(bytes("HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n"));
                            connection.hold();
                        }));
    }

    private static void answerWithoutEnd(RawConnection connection) throws Exception {
        connection.readRequest();
        connection.write(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        while (true) {
            connection.write(bytes("400\r\n" + "x".repeat(1024) + "\r\n"));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
