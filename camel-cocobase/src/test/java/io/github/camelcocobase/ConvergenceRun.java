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

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.WatchConnection;
import io.github.camelcocobase.recovery.TunedRecovery;
import io.github.camelcocobase.recovery.TunedRecovery.Step;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One history: a writer changes a collection at random while faults happen at random and a route with
 * {@code recovery=full} keeps a replica. Everything random comes from the seed, but how threads interleave.
 *
 * <p>What is checked: the route never hears of a delete that did not happen; what the recovery read is never older than
 * what the route had heard before; on a server that publishes everything the replica is equal to the collection as soon as
 * the last gap is closed, without any reconcile; on any server it is after one reconcile.
 */
final class ConvergenceRun {

    private static final Duration SETTLE_TIME = Duration.ofMillis(25);
    private static final int OPERATIONS = 120;

    private final long seed;
    private final Random random;
    private final Set<Step> off;
    private final Duration patience;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CocobaseEmulator emulator;
    private final EmulatedCollection users;

    private final RandomWriter writer;
    private final Replica replica;
    private final List<String> violations = new CopyOnWriteArrayList<>();

    private final boolean publishesEverything;
    private final boolean keepsOrder;
    private final int writerPauseMicros;
    private volatile int failOneIn;

    ConvergenceRun(CocobaseEmulator emulator, long seed, Set<Step> off, Duration patience) {
        this.seed = seed;
        // the first numbers of neighbouring seeds are much alike
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.off = off;
        this.patience = patience;
        this.emulator = emulator;
        emulator.faults().reset();
        this.publishesEverything = random.nextInt(2) == 0;
        this.keepsOrder = publishesEverything || random.nextInt(2) == 0;
        this.failOneIn = publishesEverything ? 0 : random.nextInt(3) * 8;
        this.writerPauseMicros = 1 + random.nextInt(3_000);
        this.users = emulator.collection("users-" + seed + "-" + off.hashCode());
        this.writer = new RandomWriter(users, emulator.faults(), random);
        this.replica = new Replica("replica", writer, () -> keepsOrder, violations::add);
    }

    /** {@return what went wrong; empty if nothing did} */
    List<String> execute() throws Exception {
        try {
            prepare();
            write();
            check();
        } finally {
            emulator.faults().reset();
            context.stop();
        }
        return List.copyOf(violations);
    }

    // ---- the route

    private void prepare() throws Exception {
        switchOnFaults(emulator.faults());
        int documents = random.nextInt(80);
        for (int i = 0; i < documents; i++) {
            writer.create();
        }
        CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
        CocobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(emulator.baseUrl());
        configuration.setApiKey(emulator.apiKey());
        configuration.setReconnectDelay(5);
        configuration.setMaxReconnectDelay(20);
        configuration.setPingInterval(60);
        configuration.setLivenessTimeout(250);
        configuration.setMassDeleteGuard(100);
        component.recoveryFactory((settings, ledger, queue, scheduler, readers) ->
                TunedRecovery.create(settings, ledger, queue, scheduler, readers, SETTLE_TIME, off));
        int[] pageSizes = {4, 8, 20, 100};
        String uri = "cocobase:" + users.name() + "?recovery=full&snapshot=initial&pageSize="
                + pageSizes[random.nextInt(pageSizes.length)] + "&queueSize=" + (random.nextBoolean() ? 4 : 1000)
                + "&concurrentConsumers=" + (random.nextBoolean() ? 1 : 3);
        Random failures = new Random(seed);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // the failures are wanted
                errorHandler(noErrorHandler());
                from(uri).routeId("replica").process(exchange -> replicate(exchange, failures));
            }
        });
        context.start();
        ((CocobaseConsumer) context.getRoute("replica").getConsumer()).setExceptionHandler(new QuietExceptionHandler());
    }

    private void replicate(Exchange exchange, Random failures) {
        replica.hear(exchange.getIn());
        boolean fail;
        synchronized (failures) {
            fail = failOneIn > 0 && failures.nextInt(failOneIn) == 0;
        }
        if (fail) {
            throw new IllegalStateException("The route fails");
        }
        replica.apply(exchange.getIn());
    }

    // ---- the world

    private void switchOnFaults(Faults faults) {
        faults.settleDelay(Duration.ofMillis(random.nextBoolean() ? 12 : 0));
        faults.restDelay(Duration.ofMillis(random.nextInt(4) * 3L));
        faults.duplicateEvents(random.nextInt(4) == 0);
        faults.idOnlyDeletes(random.nextBoolean());
        faults.naiveTimestamps(random.nextBoolean());
        if (!publishesEverything) {
            faults.silentDeletes(random.nextBoolean());
            faults.silentBatch(random.nextBoolean());
            faults.reorderNeighbours(!keepsOrder);
            faults.restErrorRate(random.nextInt(3) * 0.03, seed);
        }
        if (random.nextInt(3) == 0) {
            faults.swapTies(true);
        }
        if (random.nextInt(3) == 0) {
            faults.pageLimit(3 + random.nextInt(30));
        }
    }

    private void write() {
        for (int i = 0; i < OPERATIONS; i++) {
            writer.operate();
            if (random.nextInt(40) == 0) {
                disturb();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(writerPauseMicros)));
        }
    }

    private void disturb() {
        if (!publishesEverything && random.nextInt(3) == 0) {
            emulator.faults().restEmptyList(1);
        }
        switch (random.nextInt(5)) {
            case 0 -> connections().forEach(WatchConnection::drop);
            case 1 -> connections().forEach(connection -> connection.close(1012, "restart"));
            case 2 -> connections().forEach(WatchConnection::blackHole);
            case 3 -> emulator.restart();
            default -> {
                emulator.stop();
                for (int i = random.nextInt(10); i > 0; i--) {
                    writer.operate();
                }
                emulator.restart();
            }
        }
    }

    private List<WatchConnection> connections() {
        return emulator.connections(users.name());
    }

    // ---- what must hold

    private void check() {
        emulator.faults().restErrorRate(0, 0).restEmptyList(0);
        if (publishesEverything && !eventually(this::isLiveAndEqual)) {
            violations.add("after the last gap was closed " + difference());
        }
        failOneIn = 0;
        if (!eventually(() -> isLive() && !consumer().getRecoveryStatus().isRunning())) {
            violations.add("the recovery does not end: " + consumer().getRecoveryStatus());
        }
        long runs = consumer().getRecoveryStatus().runsCompleted();
        consumer().reconcileNow();
        if (!eventually(() -> consumer().getRecoveryStatus().runsCompleted() > runs)) {
            violations.add("the reconcile does not end: " + consumer().getRecoveryStatus());
        }
        if (!replica.isEqual()) {
            violations.add("after a reconcile " + difference());
        }
    }

    private boolean eventually(BooleanSupplier condition) {
        try {
            Awaitility.await()
                    .atMost(patience)
                    .pollInterval(2, TimeUnit.MILLISECONDS)
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private boolean isLive() {
        return consumer().getConnectionStatus().state() == ConnectionState.LIVE;
    }

    private boolean isLiveAndEqual() {
        return isLive() && replica.isEqual();
    }

    private String difference() {
        return replica.difference() + "; " + consumer().getRecoveryStatus();
    }

    private CocobaseConsumer consumer() {
        return (CocobaseConsumer) context.getRoute("replica").getConsumer();
    }
}
