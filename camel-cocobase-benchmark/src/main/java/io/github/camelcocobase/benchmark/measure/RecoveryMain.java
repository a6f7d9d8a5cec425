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
package io.github.camelcocobase.benchmark.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.benchmark.source.CollectionServer;
import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.jetty.client.HttpClient;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * What it costs to read a collection of some size: a snapshot, the full recovery after a gap in which one document of a
 * hundred was updated and another one deleted, and a reconcile that finds nothing. Beside it, the time that a bare client
 * needs to page through the same listing.
 */
public final class RecoveryMain {

    private static final int PAGE_SIZE = 500;
    private static final int ROUNDS = 3;
    private static final long MANY_DOCUMENTS = 500_000;
    private static final int QUEUE_SIZE = 1_000;
    private static final Duration LONGEST_RUN = Duration.ofMinutes(20);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LongAdder received = new LongAdder();
    private final LongAdder routed = new LongAdder();
    private final Result result = new Result();

    /**
     * Runs it and prints a {@link Result}.
     *
     * @param args the ledger ({@code memory}, {@code file} or {@code jdbc}), the number of documents, the class path of the
     *     server
     * @throws Exception if the run fails
     */
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("cocobase-ledger");
        try (ChildProcess server =
                ChildProcess.java(args[2], List.of("-Xmx4g"), CollectionServer.class, "0", args[1])) {
            String address = "http://127.0.0.1:" + server.awaitReady().get("port");
            new RecoveryMain().run(args[0], address, server, directory);
        }
        System.exit(0);
    }

    private void run(String ledger, String address, ChildProcess server, Path directory) throws Exception {
        BarePager pager = new BarePager(address, PAGE_SIZE);
        // warms up both sides
        BarePager.Reading bare = pager.read();
        result.with("documents", bare.documents())
                .with("bareRequests", bare.requests())
                .with("bareBytes", bare.bytes());

        HttpClient http = JettyClient.create("recovery", null, null).getHttpClient();
        http.getRequestListeners().addBeginListener(request -> {
            if (request.getPath().contains("/documents")) {
                request.onResponseContent((response, bytes) -> received.add(bytes.remaining()));
            }
        });
        context.getRegistry().bind("http", http);
        if (ledger.equals("jdbc")) {
            JdbcConnectionPool dataSource =
                    JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("ledger"), "sa", "");
            context.getRegistry().bind("ledger", dataSource);
        }
        String location =
                switch (ledger) {
                    case "file" -> "file:" + directory;
                    case "jdbc" -> "jdbc:#ledger";
                    default -> "memory";
                };
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:" + CollectionServer.COLLECTION + "?baseUrl=" + address + "&apiKey="
                                + CollectionServer.API_KEY
                                + "&recovery=full&snapshot=initial&httpClient=#http&queueSize="
                                + QUEUE_SIZE + "&pageSize=" + PAGE_SIZE + "&documentLedger=" + location)
                        .routeId("route")
                        .process(exchange -> routed.increment());
            }
        });
        long heapBefore = Usage.liveHeap();
        measure("snapshot", 1, context::start);
        result.with("heapBytes", Usage.liveHeap() - heapBefore);

        context.getRouteController().suspendRoute("route");
        server.tell("change");
        server.awaitReady();
        measure("recovery", 2, () -> context.getRouteController().resumeRoute("route"));
        compareWithBareClient(pager, bare.documents() < MANY_DOCUMENTS ? ROUNDS : 1);
        long heapAfter = Usage.liveHeap();
        context.stop();
        result.with("heapBytesAtTheEnd", heapAfter - heapBefore).print();
    }

    /** One after the other, in rounds; of each the quickest, which whatever else the machine does has held up least. */
    private void compareWithBareClient(BarePager pager, int rounds) throws Exception {
        Map<String, Double> quickest = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            Usage before = Usage.now();
            BarePager.Reading bare = pager.read();
            Usage after = Usage.now();
            quickest.merge("bareSeconds", bare.nanos() / 1e9, Math::min);
            quickest.merge("bareCpuSeconds", (after.cpuNanos() - before.cpuNanos()) / 1e9, Math::min);
            measure("reconcile", 2L + round, () -> consumer().reconcileNow());
            quickest.merge("reconcileSeconds", result.get("reconcileSeconds"), Math::min);
            quickest.merge("reconcileCpuSeconds", result.get("reconcileCpuSeconds"), Math::min);
        }
        quickest.forEach(result::with);
    }

    private interface Action {
        void run() throws Exception;
    }

    private void measure(String name, long runs, Action begin) throws Exception {
        long routedBefore = routed.sum();
        long bytesBefore = received.sum();
        Usage before = Usage.now();
        begin.run();
        RecoveryStatus status = consumer().getRecoveryStatus();
        long deadline = System.nanoTime() + LONGEST_RUN.toNanos();
        while (status.runsCompleted() < runs) {
            if (System.nanoTime() > deadline || status.isStuck()) {
                throw new IllegalStateException(name + ": " + status);
            }
            TimeUnit.MILLISECONDS.sleep(10);
            status = consumer().getRecoveryStatus();
        }
        Usage after = Usage.now();
        result.with(name + "Seconds", status.elapsed().toNanos() / 1e9)
                .with(name + "CpuSeconds", (after.cpuNanos() - before.cpuNanos()) / 1e9)
                .with(name + "Requests", status.requests())
                .with(name + "Pages", status.pages())
                .with(name + "Deletes", status.deletes())
                .with(name + "Routed", routed.sum() - routedBefore)
                .with(name + "Bytes", received.sum() - bytesBefore);
    }

    private CocobaseConsumer consumer() {
        return (CocobaseConsumer) context.getRoute("route").getConsumer();
    }
}
