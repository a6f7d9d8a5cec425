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
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.recovery.RecoveryStatus;
import io.github.camelcocobase.recovery.TunedRecovery;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** For tests of what happens around a gap; the subscription is given hardly any time to settle. */
abstract class RecoveryTestSupport extends WatchTestSupport {

    static final Duration SETTLE_TIME = Duration.ofMillis(30);

    protected EmulatedCollection users;

    @BeforeEach
    void settleQuickly() {
        users = emulator.collection("users");
        settleQuickly(context.getComponent("cocobase", CocobaseComponent.class));
    }

    static void settleQuickly(CocobaseComponent component) {
        component.recoveryFactory((settings, ledger, queue, scheduler, readers) ->
                TunedRecovery.create(settings, ledger, queue, scheduler, readers, SETTLE_TIME, Set.of()));
    }

    /** Starts a route that keeps copies of the Exchanges that it does not fail with. */
    protected void startRoute(String uri, BooleanSupplier fails) throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("route").process(exchange -> {
                    if (fails.getAsBoolean()) {
                        throw new IllegalStateException("The route fails");
                    }
                    routed.add(exchange.copy());
                });
            }
        });
        consumer().setExceptionHandler(new QuietExceptionHandler());
    }

    protected RecoveryStatus recovery() {
        return consumer().getRecoveryStatus();
    }

    protected void awaitRuns(long count) {
        await().untilAsserted(() -> assertThat(recovery().runsCompleted()).isEqualTo(count));
    }

    /** Cuts the connection, does something, and lets the consumer come back. */
    protected void whileDisconnected(Runnable changes) {
        long runs = recovery().runsCompleted();
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        changes.run();
        emulator.restart();
        awaitState(ConnectionState.LIVE);
        awaitRuns(runs + 1);
    }

    protected List<String> typesOfRouted() {
        return routed.stream()
                .map(exchange -> exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE, String.class))
                .toList();
    }

    protected List<String> originsOfRouted() {
        return routed.stream()
                .map(exchange -> exchange.getIn().getHeader(CocobaseConstants.ORIGIN, String.class))
                .toList();
    }

    protected static Map<String, Object> numbered(int number) {
        return Map.of("number", number);
    }
}
