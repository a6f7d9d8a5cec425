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
package io.github.camelcocobase;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelcocobase.emulator.BadMessage;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.WatchConnection;
import io.github.camelcocobase.recovery.RecoveryStatus;
import io.github.camelcocobase.recovery.TunedRecovery;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Five endpoints with different options watch one collection, while documents change, faults happen and routes are stopped,
 * started, suspended and resumed, all at random. Rounds end in calm, when everything must be as it should. A round's seed
 * decides everything random in it, but how threads interleave.
 */
final class SoakRun implements AutoCloseable {

    private static final Duration SETTLE_TIME = Duration.ofMillis(25);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int OPERATIONS_PER_ROUND = 1_500;
    private static final int MOST_DOCUMENTS = 200;

    private static final String MEMORY = "memory";
    private static final String FILE = "file";
    private static final String CREATES = "creates";
    private static final String DROPPING = "dropping";
    private static final String RECONNECTING = "reconnecting";

    private final CocobaseEmulator emulator = CocobaseEmulator.builder().start();
    private final EmulatedCollection users = emulator.collection("users");
    private final Path ledgers;
    private final Consumer<String> violations;
    private final LegalTransitions transitions;
    private final Switchable random = new Switchable();
    private final Switchable failures = new Switchable();
    private final RandomWriter writer = new RandomWriter(users, emulator.faults(), random);
    private final Map<String, Replica> replicas = new ConcurrentHashMap<>();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private DefaultCamelContext context;
    private volatile boolean keepsOrder;
    private volatile int failOneIn;
    private volatile int slowOneIn;

    /** One source of random numbers after another. */
    private static final class Switchable extends Random {
        @Override
        public synchronized void setSeed(long seed) {
            // the first numbers of neighbouring seeds are much alike
            super.setSeed(seed * 0x9E3779B97F4A7C15L);
        }
    }

    /**
     * @param ledgers where the endpoints with a durable ledger keep it
     * @param violations hears of all that must not be
     */
    SoakRun(Path ledgers, Consumer<String> violations) throws Exception {
        this.ledgers = ledgers;
        this.violations = violations;
        this.transitions = new LegalTransitions(violations);
        for (String route : List.of(MEMORY, FILE, CREATES, DROPPING, RECONNECTING)) {
            replicas.put(route, new Replica(route, writer, () -> keepsOrder, violations));
        }
        startContext();
    }

    // ---- the routes

    private void startContext() throws Exception {
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(PATIENCE.toSeconds());
        CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
        CocobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(emulator.baseUrl());
        configuration.setApiKey(emulator.apiKey());
        configuration.setReconnectDelay(5);
        configuration.setMaxReconnectDelay(40);
        configuration.setConnectTimeout(1_000);
        configuration.setSubscribeTimeout(1_000);
        configuration.setPingInterval(100);
        configuration.setLivenessTimeout(400);
        configuration.setMassDeleteGuard(100);
        component.recoveryFactory((settings, ledger, queue, scheduler, readers) ->
                TunedRecovery.create(settings, ledger, queue, scheduler, readers, SETTLE_TIME, Set.of()));
        component.statusObserver(transitions);
        context.getRegistry().bind("quiet", new QuietExceptionHandler());
        String file = "&documentLedger=RAW(file:" + ledgers + ")";
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // the failures are wanted
                errorHandler(noErrorHandler());
                route(MEMORY, "recovery=full&snapshot=initial&pageSize=20");
                route(FILE, "recovery=full&snapshot=initial&pageSize=8&queueSize=4&concurrentConsumers=3" + file);
                route(CREATES, "recovery=creates&snapshot=initial&events=create,update" + file);
                route(DROPPING, "recovery=none&overflow=dropOldest&queueSize=8");
                route(RECONNECTING, "recovery=none&overflow=reconnect&queueSize=8&gapEvents=true");
            }

            private void route(String name, String options) {
                from("cocobase:users?exceptionHandler=#quiet&connectionName=" + name + "&" + options)
                        .routeId(name)
                        .process(exchange -> received(name, exchange));
            }
        });
        running.addAll(replicas.keySet());
        letNoStartBeRejected();
        context.start();
    }

    /** A key that is rejected at the start fails the start, which is right. It is rejected on the way often enough. */
    private void letNoStartBeRejected() {
        emulator.faults().rejectAuth(0);
    }

    private void received(String route, Exchange exchange) {
        if (!running.contains(route)) {
            violations.accept(route + ": an event was routed after the stop: "
                    + exchange.getIn().getHeaders());
        }
        if (exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID) == null) {
            // a gap, or what a bad message has left of an event
            return;
        }
        replicas.get(route).hear(exchange.getIn());
        if (isOneIn(slowOneIn)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        if (isOneIn(failOneIn)) {
            throw new IllegalStateException("The route fails");
        }
        replicas.get(route).apply(exchange.getIn());
    }

    private boolean isOneIn(int count) {
        return count > 0 && failures.nextInt(count) == 0;
    }

    private CocobaseConsumer consumer(String route) {
        return (CocobaseConsumer) context.getRoute(route).getConsumer();
    }

    // ---- a round

    /** Lets things happen, then waits for calm and looks at what has become of them. */
    void round(long seed) throws Exception {
        random.setSeed(seed);
        failures.setSeed(seed);
        keepsOrder = random.nextBoolean();
        failOneIn = random.nextInt(3) * 16;
        slowOneIn = random.nextInt(3) * 32;
        int pauseMicros = 1 + random.nextInt(2_000);
        for (int i = 0; i < OPERATIONS_PER_ROUND; i++) {
            writer.operate();
            if (users.size() > MOST_DOCUMENTS) {
                writer.shrinkTo(MOST_DOCUMENTS / 2);
            }
            if (random.nextInt(15) == 0) {
                switchAFault(emulator.faults());
            }
            if (random.nextInt(60) == 0) {
                disturb();
            }
            if (random.nextInt(60) == 0) {
                control();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(pauseMicros)));
        }
        calm();
    }

    private void switchAFault(Faults faults) {
        switch (random.nextInt(22)) {
            case 0 -> faults.silentDeletes(random.nextBoolean());
            case 1 -> faults.silentBatch(random.nextBoolean());
            case 2 -> faults.duplicateEvents(random.nextBoolean());
            case 3 -> faults.idOnlyDeletes(random.nextBoolean());
            case 4 -> faults.naiveTimestamps(random.nextBoolean());
            case 5 -> faults.swapTies(random.nextBoolean());
            case 6 -> faults.pageLimit(random.nextBoolean() ? 0 : 3 + random.nextInt(30));
            case 7 -> faults.restDelay(Duration.ofMillis(random.nextInt(4) * 3L));
            case 8 -> faults.restErrorRate(random.nextInt(3) * 0.03, random.nextLong());
            case 9 -> faults.rest500(1);
            case 10 -> faults.restTruncatedBody(1);
            case 11 -> faults.restDrop(1);
            case 12 -> faults.restHtml(1);
            case 13 -> faults.refuseUpgrade(503, 1 + random.nextInt(3));
            case 14 -> faults.dropUpgrade(1 + random.nextInt(3));
            case 15 -> faults.hangUpgrade(1);
            case 16 -> faults.blackHoleOnOpen(1);
            case 17 -> faults.rejectAuth(1);
            case 18 -> faults.closeOnConnected(1011, "a fault", 1);
            case 19 -> faults.connectedTwice(random.nextBoolean());
            case 20 -> faults.settleDelay(Duration.ofMillis(random.nextBoolean() ? 12 : 0));
            default -> faults.reorderNeighbours(!keepsOrder && random.nextBoolean());
        }
    }

    private void disturb() {
        List<WatchConnection> connections = emulator.connections();
        if (random.nextInt(4) == 0 || connections.isEmpty()) {
            emulator.stop();
            for (int i = random.nextInt(10); i > 0; i--) {
                writer.operate();
            }
            emulator.restart();
            return;
        }
        WatchConnection connection = connections.get(random.nextInt(connections.size()));
        switch (random.nextInt(8)) {
            case 0 -> connection.drop();
            case 1 -> connection.fin();
            case 2 -> connection.close(1012, "restart");
            case 3 -> connection.closeEmpty();
            case 4 -> connection.blackHole();
            case 5 -> connection.sendBinary(new byte[random.nextInt(100)]);
            case 6 -> connection.send("{\"event\":\"update\",\"data\":");
            default -> {
                BadMessage[] bad = BadMessage.values();
                connection.send(bad[random.nextInt(bad.length)]);
            }
        }
    }

    private void control() throws Exception {
        List<String> routes = replicas.keySet().stream().sorted().toList();
        String route = routes.get(random.nextInt(routes.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                context.getRouteController().stopRoute(route);
                running.remove(route);
            }
            case 2, 3 -> {
                if (context.getRouteController().getRouteStatus(route) == ServiceStatus.Started) {
                    context.getRouteController().suspendRoute(route);
                    running.remove(route);
                }
            }
            case 4, 5, 6, 7 -> startAll();
            case 8 -> consumer(route).reconnectNow();
            case 9 -> consumer(route).reconcileNow();
            case 10 -> {
                context.suspend();
                running.clear();
                writer.operate();
                running.addAll(replicas.keySet());
                context.resume();
                startAll();
            }
            default -> {
                if (random.nextInt(4) == 0) {
                    replaceContext();
                }
            }
        }
    }

    private void startAll() throws Exception {
        for (String route : replicas.keySet()) {
            ServiceStatus status = context.getRouteController().getRouteStatus(route);
            running.add(route);
            if (status == ServiceStatus.Suspended) {
                context.getRouteController().resumeRoute(route);
            } else if (status != ServiceStatus.Started) {
                letNoStartBeRejected();
                context.getRouteController().startRoute(route);
            }
        }
    }

    /** What is only in memory is gone. */
    private void replaceContext() throws Exception {
        stopContext();
        writer.operate();
        replicas.get(MEMORY).clear();
        startContext();
    }

    private void stopContext() {
        String threads = "(" + context.getName() + ")";
        String jettyThreads = "cocobase-" + context.getName() + "-";
        context.stop();
        running.clear();
        require(
                () -> threadNames().noneMatch(name -> name.contains(threads) || name.startsWith(jettyThreads)),
                () -> "threads are left of a stopped context: "
                        + threadNames().filter(name -> name.contains("ocobase")).toList());
    }

    private static Stream<String> threadNames() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
    }

    // ---- calm

    private void calm() throws Exception {
        emulator.faults().reset();
        failOneIn = 0;
        slowOneIn = 0;
        startAll();
        for (String route : replicas.keySet()) {
            require(
                    () -> consumer(route).getConnectionStatus().isLive(),
                    () -> route + " does not come back: " + consumer(route).getConnectionStatus());
        }
        for (String route : List.of(MEMORY, FILE, CREATES)) {
            reconcile(route);
        }
        for (String route : replicas.keySet()) {
            require(
                    () -> consumer(route).getPendingExchangesSize() == 0,
                    () -> route + " does not empty its queue: "
                            + consumer(route).report());
        }
        for (String route : List.of(MEMORY, FILE)) {
            require(
                    replicas.get(route)::isEqual,
                    () -> replicas.get(route).difference() + "; "
                            + consumer(route).getRecoveryStatus());
        }
        Replica creates = replicas.get(CREATES);
        List<String> missing = new ArrayList<>(writer.documents().keySet());
        missing.removeIf(creates::has);
        if (!missing.isEmpty()) {
            violations.accept(CREATES + ": was never told of " + missing + "; "
                    + consumer(CREATES).getRecoveryStatus());
        }
        replicas.values().forEach(Replica::forgetDeleted);
        writer.forgetDeleted();
        emulator.clearObservations();
    }

    private void reconcile(String route) {
        require(() -> !recovery(route).isRunning(), () -> route + ": the recovery does not end: " + recovery(route));
        long runs = recovery(route).runsCompleted();
        consumer(route).reconcileNow();
        require(
                () -> recovery(route).runsCompleted() > runs,
                () -> route + ": the reconcile does not end: " + recovery(route));
    }

    private RecoveryStatus recovery(String route) {
        return consumer(route).getRecoveryStatus();
    }

    private void require(BooleanSupplier condition, Supplier<String> otherwise) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(5, TimeUnit.MILLISECONDS)
                    .until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            violations.accept(otherwise.get());
        }
    }

    /** {@return the changes of state that there were} */
    Set<String> transitions() {
        return transitions.seen();
    }

    @Override
    public void close() {
        stopContext();
        emulator.close();
    }
}
