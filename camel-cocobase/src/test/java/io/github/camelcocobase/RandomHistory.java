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
 * One history: a writer changes a collection at random while faults happen at random and a route listens. The server's
 * clock runs on by minutes, so that gaps are long. Everything random comes from the seed, but how threads interleave.
 */
abstract class RandomHistory {

    static final String ROUTE = "replica";

    private static final Duration SETTLE_TIME = Duration.ofMillis(25);
    private static final int OPERATIONS = 120;
    private static final int MOST_SECONDS_AT_ONCE = 180;

    final long seed;
    final Random random;
    final DefaultCamelContext context = new DefaultCamelContext();
    final CocobaseEmulator emulator;
    final EmulatedCollection users;
    final RandomWriter writer;
    final List<String> violations = new CopyOnWriteArrayList<>();

    /** The route fails with one exchange of so many; 0 for none. */
    volatile int failOneIn;

    private final Set<Step> off;
    private final Duration patience;
    private final int writerPauseMicros;
    private final Random failures;

    /**
     * @param collection the collection's name, of this history alone
     * @param off the steps that the recovery leaves out
     * @param patience how long to wait for what must happen
     */
    RandomHistory(CocobaseEmulator emulator, String collection, long seed, Set<Step> off, Duration patience) {
        this.seed = seed;
        // the first numbers of neighbouring seeds are much alike
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.failures = new Random(seed);
        this.off = off;
        this.patience = patience;
        this.emulator = emulator;
        emulator.faults().reset();
        this.writerPauseMicros = 1 + random.nextInt(3_000);
        this.users = emulator.collection(collection);
        this.writer = new RandomWriter(users, emulator.faults(), random);
    }

    /** {@return what went wrong; empty if nothing did} */
    final List<String> execute() throws Exception {
        try {
            switchOnFaults(emulator.faults());
            int documents = random.nextInt(80);
            for (int i = 0; i < documents; i++) {
                writer.create();
            }
            startRoute();
            started();
            write();
            emulator.faults().restErrorRate(0, 0).restEmptyList(0);
            check();
        } finally {
            emulator.faults().reset();
            context.stop();
        }
        return List.copyOf(violations);
    }

    // ---- the route

    private void startRoute() throws Exception {
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
        String uri = "cocobase:" + users.name() + "?" + options() + "&pageSize="
                + pageSizes[random.nextInt(pageSizes.length)] + "&queueSize=" + (random.nextBoolean() ? 4 : 1000)
                + "&concurrentConsumers=" + (random.nextBoolean() ? 1 : 3);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // the failures are wanted
                errorHandler(noErrorHandler());
                from(uri).routeId(ROUTE).process(exchange -> take(exchange));
            }
        });
        context.start();
        consumer().setExceptionHandler(new QuietExceptionHandler());
    }

    /** The route has started; nothing is written meanwhile. */
    void started() {}

    /** {@return the options of the recovery} */
    abstract String options();

    private void take(Exchange exchange) {
        hear(exchange);
        boolean fail;
        synchronized (failures) {
            fail = failOneIn > 0 && failures.nextInt(failOneIn) == 0;
        }
        if (fail) {
            throw new IllegalStateException("The route fails");
        }
        apply(exchange);
    }

    /** Hears of an event, whatever the route makes of it. */
    abstract void hear(Exchange exchange);

    /** Does what the event says. */
    abstract void apply(Exchange exchange);

    final CocobaseConsumer consumer() {
        return (CocobaseConsumer) context.getRoute(ROUTE).getConsumer();
    }

    // ---- the world

    /** To be added to by those who can bear more. */
    void switchOnFaults(Faults faults) {
        faults.settleDelay(Duration.ofMillis(random.nextBoolean() ? 12 : 0));
        faults.restDelay(Duration.ofMillis(random.nextInt(4) * 3L));
        faults.duplicateEvents(random.nextInt(4) == 0);
        faults.idOnlyDeletes(random.nextBoolean());
        faults.naiveTimestamps(random.nextBoolean());
        if (random.nextInt(3) == 0) {
            faults.swapTies(true);
        }
        if (random.nextInt(3) == 0) {
            faults.pageLimit(3 + random.nextInt(30));
        }
    }

    private void write() throws Exception {
        for (int i = 0; i < OPERATIONS; i++) {
            operate();
            if (random.nextInt(40) == 0) {
                disturb();
            }
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(writerPauseMicros)));
        }
    }

    final void operate() {
        if (random.nextInt(8) == 0) {
            emulator.advanceClock(Duration.ofSeconds(random.nextInt(MOST_SECONDS_AT_ONCE)));
        }
        writer.operate();
    }

    /** To be added to by those who can bear more. */
    void disturb() throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> connections().forEach(WatchConnection::drop);
            case 1 -> connections().forEach(connection -> connection.close(1012, "restart"));
            case 2 -> connections().forEach(WatchConnection::blackHole);
            case 3 -> emulator.restart();
            default -> {
                emulator.stop();
                operateUpTo(10);
                emulator.restart();
            }
        }
    }

    final void operateUpTo(int times) {
        for (int i = random.nextInt(times); i > 0; i--) {
            operate();
        }
    }

    final List<WatchConnection> connections() {
        return emulator.connections(users.name());
    }

    // ---- what must hold

    /** Checks what must hold after the last fault, and adds to the violations. */
    abstract void check() throws Exception;

    final boolean eventually(BooleanSupplier condition) {
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

    final boolean isLive() {
        return consumer().getConnectionStatus().state() == ConnectionState.LIVE;
    }
}
