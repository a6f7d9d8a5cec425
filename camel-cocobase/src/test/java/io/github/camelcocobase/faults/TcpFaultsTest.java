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

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;
import org.apache.logging.log4j.Level;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

import static org.assertj.core.api.Assertions.assertThat;

class TcpFaultsTest extends FaultSuite {

    private static final Setup QUICK_TIMEOUTS =
            bench -> bench.option("connectTimeout", "1s").option("subscribeTimeout", "1s");
    private static final Setup QUICK_LIVENESS =
            bench -> bench.option("pingInterval", "200").option("livenessTimeout", "1s");

    static Stream<FaultRow> rows() {
        return Stream.of(names(), connects(), beforeLive(), live(), slow()).flatMap(rows -> rows);
    }

    private static Stream<FaultRow> names() {
        return Stream.of(
                row(
                        "the host name cannot be resolved",
                        RECONNECTS.formatted(Kind.CONNECT_FAILED) + " once it can",
                        bench -> {
                            bench.option(
                                            "baseUrl",
                                            "http://camel-cocobase.invalid:"
                                                    + bench.server().port())
                                    .option("allowPlaintext", "true");
                            resolveLater(bench, SocketAddressResolver::resolve);
                            bench.start();
                            bench.awaitLive(2);
                            bench.proveReported(Kind.CONNECT_FAILED, "cannot be resolved");
                            bench.proveEvents();
                        }),
                row("the name server does not answer", RECONNECTS.formatted(Kind.CONNECT_FAILED), bench -> {
                    QUICK_TIMEOUTS.of(bench);
                    resolveLater(bench, (original, host, port, context, promise) -> {});
                    bench.start();
                    bench.awaitLive(2);
                    bench.proveReported(Kind.CONNECT_FAILED, "within 1000 ms");
                    bench.proveEvents();
                }));
    }

    private interface FirstAnswer {
        void resolve(
                SocketAddressResolver original,
                String host,
                int port,
                java.util.Map<String, Object> context,
                Promise<List<InetSocketAddress>> promise);
    }

    /** The first question has this answer; every later one is that the server is here. */
    private static void resolveLater(Bench bench, FirstAnswer first) {
        AtomicInteger asked = new AtomicInteger();
        SocketAddressResolver original = bench.client().getHttpClient().getSocketAddressResolver();
        bench.client().getHttpClient().setSocketAddressResolver((host, port, context, promise) -> {
            if (asked.getAndIncrement() == 0) {
                first.resolve(original, host, port, context, promise);
            } else {
                promise.succeeded(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            }
        });
    }

    private static Stream<FaultRow> connects() {
        return Stream.of(
                row(
                        "the connection is refused, at the start and later",
                        "The route starts; attempts go on, a few of them logged; live when the server is there",
                        bench -> {
                            TcpProxy proxy = bench.proxy();
                            proxy.refuse();
                            bench.start();
                            Bench.await(() -> bench.status().failedAttempts() >= 10);
                            bench.proveReported(Kind.CONNECT_FAILED, "Connection refused");
                            assertThat(bench.logged(Level.WARN)).hasSizeLessThanOrEqualTo(5);
                            proxy.accept();
                            bench.awaitState(ConnectionState.LIVE);
                            bench.proveEvents();
                            proxy.refuse();
                            proxy.reset();
                            Bench.await(() -> bench.status().lastDisconnect().kind() == Kind.CONNECT_FAILED
                                    && bench.status().state() != ConnectionState.LIVE);
                            proxy.accept();
                            bench.awaitState(ConnectionState.LIVE);
                            bench.proveEvents();
                            bench.proveOneSocket();
                        }),
                row(
                        "nobody answers the SYN",
                        RECONNECTS.formatted(Kind.CONNECT_FAILED) + ", within connectTimeout",
                        TcpFaultsTest::synUnanswered));
    }

    private static void synUnanswered(Bench bench) throws Exception {
        QUICK_TIMEOUTS.of(bench);
        ServerSocket deaf = bench.closing(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        List<Socket> fillers = new ArrayList<>();
        try {
            while (fillers.size() < 50) {
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(deaf.getLocalSocketAddress(), 300);
            }
        } catch (SocketTimeoutException | ConnectException e) {
            // the backlog is full
        }
        assertThat(fillers).hasSizeLessThan(50);
        bench.option("baseUrl", "http://localhost:" + deaf.getLocalPort());
        bench.start();
        bench.awaitState(ConnectionState.WAITING);
        bench.proveReported(Kind.CONNECT_FAILED, "within 1000 ms");
        for (Socket filler : fillers) {
            filler.close();
        }
        bench.use(RawServer.adopt(deaf));
        bench.awaitState(ConnectionState.LIVE);
        bench.proveEvents();
    }

    private static Stream<FaultRow> beforeLive() {
        byte[] half = "HTTP/1.1 101 Switch".getBytes(StandardCharsets.US_ASCII);
        return Stream.of(
                attemptFails("RST at once after the connect", Kind.CONNECT_FAILED, "No connection to", connection -> {
                    connection.readRequest();
                    connection.reset();
                }),
                attemptFails(
                        "RST in the middle of the response", Kind.CONNECT_FAILED, "No connection to", connection -> {
                            connection.readRequest();
                            connection.write(half);
                            connection.reset();
                        }),
                attemptFails(
                        "RST after the upgrade, before it is confirmed", Kind.LOST, "without a close", connection -> {
                            connection.upgrade();
                            connection.readFrame();
                            connection.reset();
                        }),
                attemptFails(
                        "FIN instead of a response",
                        Kind.CONNECT_FAILED,
                        "it was closed before the WebSocket upgrade was answered",
                        connection -> {
                            connection.readRequest();
                            connection.close();
                        }),
                attemptFails(
                        "FIN in the middle of the response", Kind.CONNECT_FAILED, "No connection to", connection -> {
                            connection.readRequest();
                            connection.write(half);
                            connection.close();
                        }),
                attemptFails(
                        "FIN after the upgrade, before it is confirmed", Kind.LOST, "without a close", connection -> {
                            connection.upgrade();
                            connection.readFrame();
                            connection.close();
                        }),
                attemptFails(
                        "the upgrade is never answered",
                        Kind.CONNECT_FAILED,
                        "within 1000 ms",
                        QUICK_TIMEOUTS,
                        RawConnection::hold),
                attemptFails(
                        "the response trickles in byte by byte",
                        Kind.CONNECT_FAILED,
                        "within 1000 ms",
                        QUICK_TIMEOUTS,
                        TcpFaultsTest::trickle),
                attemptFails(
                        "silence after the upgrade",
                        Kind.SUBSCRIBE_FAILED,
                        "did not confirm the subscription within 1000 ms",
                        QUICK_TIMEOUTS,
                        connection -> {
                            connection.upgrade();
                            connection.hold();
                        }),
                row(
                        "a black hole before the upgrade is answered",
                        RECONNECTS.formatted(Kind.CONNECT_FAILED) + " when it is gone",
                        bench -> {
                            QUICK_TIMEOUTS.of(bench);
                            TcpProxy proxy = bench.proxy();
                            proxy.blackHole();
                            bench.start();
                            bench.proveReported(Kind.CONNECT_FAILED, "within 1000 ms");
                            proxy.heal();
                            bench.awaitState(ConnectionState.LIVE);
                            bench.proveEvents();
                        }));
    }

    private static void trickle(RawConnection connection) throws Exception {
        connection.readRequest();
        for (byte b : RawConnection.switchingProtocols(connection.accept()).getBytes(StandardCharsets.US_ASCII)) {
            connection.write(new byte[] {b});
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static Stream<FaultRow> live() {
        return Stream.of(
                lost("RST while live", Kind.LOST, "without a close", RawConnection::reset),
                lost("FIN without a close frame while live", Kind.LOST, "without a close", RawConnection::close),
                lost("the server closes its direction only", Kind.LOST, "without a close", RawConnection::fin),
                lost("RST in the middle of a frame", Kind.LOST, "without a close", connection -> {
                    connection.write(WireBytes.header(WireBytes.FIN | WireBytes.TEXT, 500));
                    connection.write(new byte[100]);
                    connection.reset();
                }),
                blackHole("a black hole while live, both ways", TcpProxy.Direction.values()),
                blackHole("a black hole while live, from the server only", TcpProxy.Direction.TO_CLIENT),
                blackHole("a black hole while live, to the server only", TcpProxy.Direction.TO_SERVER),
                lost(
                        "no pong, and nothing else",
                        Kind.SILENT,
                        "Nothing was heard for 1000 ms",
                        QUICK_LIVENESS,
                        RawConnection::ignorePings));
    }

    private static FaultRow blackHole(String fault, TcpProxy.Direction... directions) {
        return row(fault, RECONNECTS.formatted(Kind.SILENT) + "; found out by livenessTimeout", bench -> {
            QUICK_LIVENESS.of(bench);
            TcpProxy proxy = bench.proxy();
            bench.startLive();
            bench.proveEvents();
            for (TcpProxy.Direction direction : directions) {
                proxy.blackHole(direction);
            }
            bench.proveReported(Kind.SILENT, "Nothing was heard for 1000 ms");
            proxy.heal();
            bench.awaitState(ConnectionState.LIVE);
            bench.proveEvents();
            Bench.await(() -> proxy.openSockets() == 1);
        });
    }

    private static Stream<FaultRow> slow() {
        return Stream.of(
                row("every packet takes 200 ms", "Nothing is lost, nothing is reported", bench -> {
                    TcpProxy proxy = bench.proxy();
                    proxy.latency(200);
                    bench.startLive();
                    bench.proveEvents();
                    bench.proveUndisturbed();
                }),
                row(
                        "a message takes longer than livenessTimeout",
                        "Each piece is a sign of life: nothing is lost, nothing is reported",
                        bench -> {
                            QUICK_LIVENESS.of(bench);
                            TcpProxy proxy = bench.proxy();
                            bench.startLive();
                            proxy.bandwidth(20_000);
                            bench.send(
                                    Bench.event("big").replace("{\"n\":1}", "{\"n\":\"" + "x".repeat(40_000) + "\"}"));
                            Bench.await(() -> bench.routedIds().contains("big"));
                            bench.proveUndisturbed();
                        }));
    }
}
