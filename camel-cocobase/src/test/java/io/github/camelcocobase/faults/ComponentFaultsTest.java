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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;
import org.apache.camel.builder.RouteBuilder;

import static org.assertj.core.api.Assertions.assertThat;

/** What happens to the component from the other side: by the route, by whoever starts and stops it, by its own doing. */
class ComponentFaultsTest extends FaultSuite {

    private static final int STORM = 50;
    private static final int RESTARTS = 1000;

    static Stream<FaultRow> rows() {
        return Stream.of(route(), stops(), restarts(), servers()).flatMap(rows -> rows);
    }

    // ---- the route

    private static Stream<FaultRow> route() {
        return Stream.of(
                row(
                        "the route fails for each of 1,000 events",
                        "The exception handler hears of each; the connection lives on, in order",
                        bench -> {
                            bench.route(exchange -> {
                                throw new IllegalStateException("the route fails");
                            });
                            bench.startLive();
                            for (int i = 0; i < 1000; i++) {
                                bench.send(Bench.event(Bench.FLOOD + i));
                            }
                            Bench.await(() -> bench.reports().all().size() == 1000);
                            bench.route(exchange -> {});
                            bench.proveEvents();
                            assertThat(bench.outOfOrder()).isZero();
                            assertThat(bench.consumer().report().counts().failed())
                                    .isEqualTo(1000);
                            assertThat(bench.status().generation()).isEqualTo(1);
                        }),
                row(
                        "the connection is lost while the route blocks and the queue is full",
                        "Found out when the route goes on; reported as LOST; the next attempt is live",
                        bench -> {
                            CountDownLatch goOn = blocked(bench);
                            bench.server().live().reset();
                            goOn.countDown();
                            bench.awaitReconnected();
                            bench.proveReported(Kind.LOST, "without a close");
                            bench.proveEvents();
                            bench.proveOneSocket();
                        }),
                row(
                        "the route is suspended while its queue is full",
                        "Disconnected at once; what was received is routed; nothing more until it is resumed",
                        bench -> {
                            CountDownLatch goOn = blocked(bench);
                            CompletableFuture<Void> suspended = CompletableFuture.runAsync(() -> suspend(bench));
                            Bench.await(() -> bench.server().openSockets() == 0);
                            assertThat(bench.count()).isEqualTo(1);
                            goOn.countDown();
                            suspended.get(30, TimeUnit.SECONDS);
                            assertThat(bench.status().state()).isEqualTo(ConnectionState.SUSPENDED);
                            assertThat(bench.routedIds()).startsWith("0", "1", "2", "3", "4", "5");
                            assertThat(bench.consumer().report().counts().dropped())
                                    .isZero();
                            assertThat(bench.consumer().report().queueDepth()).isZero();
                            bench.context().getRouteController().resumeRoute("route");
                            bench.awaitReconnected();
                            bench.proveEvents();
                        }));
    }

    /** {@return opens the route, which has begun with the first of some events while the queue holds five others} */
    private static CountDownLatch blocked(Bench bench) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        bench.option("queueSize", "5").route(exchange -> {
            if (!goOn.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        });
        bench.startLive();
        bench.send(Bench.event("0"));
        Bench.await(() -> bench.count() == 1);
        for (int i = 1; i < 6; i++) {
            bench.send(Bench.event(String.valueOf(i)));
        }
        Bench.await(() -> bench.consumer().report().queueDepth() == 5);
        return goOn;
    }

    private static void suspend(Bench bench) {
        try {
            bench.context().getRouteController().suspendRoute("route", 30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- stops; that nothing is left is proved by the bench

    private static Stream<FaultRow> stops() {
        String clean = "The stop is clean, and nothing connects after it";
        return Stream.of(
                row("a stop while the key is rejected", clean, bench -> {
                    bench.option("maxReconnectDelay", "10m");
                    bench.startLive();
                    bench.server().otherwise(connection -> {
                        connection.readRequest();
                        connection.answer("401 No", "");
                    });
                    bench.server().live().reset();
                    bench.awaitState(ConnectionState.REJECTED);
                    proveStop(bench, 2);
                }),
                row("a stop while suspended", clean, bench -> {
                    bench.startLive();
                    suspend(bench);
                    bench.awaitState(ConnectionState.SUSPENDED);
                    proveStop(bench, 1);
                }),
                row("a stop after all attempts were given up", clean, bench -> {
                    bench.option("reconnect", "false").expectError("gave up watching");
                    bench.startLive();
                    bench.server().live().reset();
                    bench.awaitState(ConnectionState.STOPPED);
                    proveStop(bench, 1);
                }),
                row(
                        "a stop of the context while the connections of " + STORM + " routes come and go",
                        clean,
                        ComponentFaultsTest::stopInAStorm));
    }

    private static void proveStop(Bench bench, int accepted) throws Exception {
        bench.context().stop();
        bench.proveNothingLeft();
        assertThat(bench.server().accepted()).isEqualTo(accepted);
    }

    private static void stopInAStorm(Bench bench) throws Exception {
        bench.option("maxReconnectDelay", "20");
        // a leak of ours would be one for each of hundreds of connections
        bench.jettyKeepsBuffers(STORM / 10);
        bench.server().otherwise(connection -> {
            connection.confirm();
            connection.reset();
        });
        bench.start();
        List<String> uris = IntStream.range(1, STORM)
                .mapToObj(i -> bench.uri().replace("connectionName=RAW(", "connectionName=RAW(" + i + "-"))
                .toList();
        bench.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                uris.forEach(uri -> from(uri).process(exchange -> {}));
            }
        });
        int before = bench.server().accepted();
        Bench.await(() -> bench.server().accepted() > before + 4 * STORM);
        bench.context().stop();
        // no thread is left that could connect
        bench.proveNothingLeft();
        int after = bench.server().accepted();
        assertThat(bench.server().openSockets()).isZero();
        assertThat(bench.server().accepted()).isEqualTo(after);
    }

    // ---- starts and stops

    private static Stream<FaultRow> restarts() {
        return Stream.of(
                row("a route with a client of its own is stopped and started", "Live again, and events flow", bench -> {
                    bench.startLive();
                    for (int i = 0; i < 3; i++) {
                        bench.context().getRouteController().stopRoute("route");
                        bench.context().getRouteController().startRoute("route");
                        prove(bench);
                    }
                }),
                row(
                        "the route is stopped and started " + RESTARTS + " times, in whatever state it is",
                        "Threads, sockets, timers and MBeans are as many as at the beginning; live, and events flow",
                        bench -> {
                            bench.ownClient();
                            bench.startLive();
                            restart(bench, 20);
                            prove(bench);
                            int threads = bench.threadsButJettys();
                            Set<ObjectName> beans = beans(bench);
                            int timers = timers(bench);
                            restart(bench, RESTARTS);
                            prove(bench);
                            Bench.await(() -> bench.threadsButJettys() <= threads);
                            Bench.await(() -> timers(bench) <= timers);
                            assertThat(beans(bench)).hasSameSizeAs(beans);
                        }));
    }

    private static void restart(Bench bench, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            bench.context().getRouteController().stopRoute("route");
            bench.context().getRouteController().startRoute("route");
            if (i % 7 == 0) {
                bench.awaitState(ConnectionState.LIVE);
            }
        }
    }

    private static void prove(Bench bench) throws Exception {
        bench.awaitState(ConnectionState.LIVE);
        bench.proveOneSocket();
        bench.proveEvents();
    }

    private static Set<ObjectName> beans(Bench bench) throws Exception {
        return server().queryNames(new ObjectName("org.apache.camel:context=" + bench.name() + ",*"), null);
    }

    /** {@return how many tasks of the component wait for their time} */
    private static int timers(Bench bench) throws Exception {
        int waiting = 0;
        for (ObjectName pool : server().queryNames(
                        new ObjectName("org.apache.camel:context=" + bench.name() + ",type=threadpools,*"), null)) {
            if (pool.getKeyProperty("name").contains("CocobaseTimer")) {
                waiting += ((Number) server().getAttribute(pool, "TaskQueueSize")).intValue();
            }
        }
        return waiting;
    }

    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    // ---- servers that come and go

    private static Stream<FaultRow> servers() {
        return Stream.of(
                row(
                        "the server confirms and closes at once, again and again",
                        "Each counts as a failure, so that the delays grow; live when it holds",
                        bench -> {
                            bench.server().otherwise(connection -> {
                                connection.confirm();
                                connection.write(WireBytes.close(1000, ""));
                                connection.serve();
                            });
                            bench.start();
                            Bench.await(() -> bench.status().failedAttempts() >= 8);
                            assertThat(bench.status().connections()).isGreaterThanOrEqualTo(8);
                            bench.server().otherwise(RawServer.GOOD);
                            bench.awaitState(ConnectionState.LIVE);
                            bench.proveEvents();
                        }),
                row(
                        "three servers behind one address restart one after the other",
                        RECONNECTS.formatted(Kind.LOST),
                        bench -> {
                            TcpProxy proxy = bench.proxy();
                            bench.startLive();
                            for (int node = 2; node <= 3; node++) {
                                RawServer next = bench.closing(RawServer.start());
                                proxy.target(next.port());
                                proxy.reset();
                                bench.serveFrom(next);
                                bench.awaitReconnected(node);
                                bench.proveReported(Kind.LOST, "without a close");
                                bench.proveEvents();
                            }
                        }));
    }
}
