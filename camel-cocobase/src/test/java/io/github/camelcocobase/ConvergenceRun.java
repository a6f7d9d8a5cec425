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
import java.util.Set;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.recovery.TunedRecovery.Step;
import org.apache.camel.Exchange;

/**
 * One history with a route that keeps a replica by {@code recovery=full}.
 *
 * <p>What is checked: the route never hears of a delete that did not happen; what the recovery read is never older than
 * what the route had heard before; on a server that publishes everything the replica is equal to the collection as soon as
 * the last gap is closed, without any reconcile; on any server it is after one reconcile.
 */
final class ConvergenceRun extends RandomHistory {

    private final Replica replica;
    private final boolean publishesEverything;
    private final boolean keepsOrder;

    ConvergenceRun(CocobaseEmulator emulator, long seed, Set<Step> off, Duration patience) {
        super(emulator, "users-" + seed + "-" + off.hashCode(), seed, off, patience);
        this.publishesEverything = random.nextInt(2) == 0;
        this.keepsOrder = publishesEverything || random.nextInt(2) == 0;
        this.failOneIn = publishesEverything ? 0 : random.nextInt(3) * 8;
        this.replica = new Replica(ROUTE, writer, () -> keepsOrder, violations::add);
    }

    @Override
    String options() {
        return "recovery=full&snapshot=initial";
    }

    @Override
    void hear(Exchange exchange) {
        replica.hear(exchange.getIn());
    }

    @Override
    void apply(Exchange exchange) {
        replica.apply(exchange.getIn());
    }

    @Override
    void switchOnFaults(Faults faults) {
        super.switchOnFaults(faults);
        if (!publishesEverything) {
            faults.silentDeletes(random.nextBoolean());
            faults.silentBatch(random.nextBoolean());
            faults.reorderNeighbours(!keepsOrder);
            faults.restErrorRate(random.nextInt(3) * 0.03, seed);
        }
    }

    @Override
    void disturb() throws Exception {
        if (!publishesEverything && random.nextInt(3) == 0) {
            emulator.faults().restEmptyList(1);
        }
        super.disturb();
    }

    @Override
    void check() {
        if (publishesEverything && !eventually(() -> isLive() && replica.isEqual())) {
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

    private String difference() {
        return replica.difference() + "; " + consumer().getRecoveryStatus();
    }
}
