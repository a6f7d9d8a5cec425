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
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.WatchConnection;
import org.apache.camel.Exchange;

/**
 * One history with a route that is to hear of each new document, by {@code recovery=creates}.
 *
 * <p>What is checked: each document that was created after the first confirmed subscription, and still exists when the last
 * gap is closed, was completed as a create by the route at least once, whatever failed, and although the route was stopped
 * meanwhile if its ledger outlives that. A later change of a document whose create the route failed on counts as well.
 */
final class CreatesRun extends RandomHistory {

    private final Path ledger;
    private final Set<String> existedBefore = new HashSet<>();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<String> completed = ConcurrentHashMap.newKeySet();

    /** @param ledger a directory of this history's own, or null for the memory */
    CreatesRun(CocobaseEmulator emulator, long seed, Path ledger, Duration patience) {
        super(emulator, "creates-" + seed, seed, Set.of(), patience);
        this.ledger = ledger;
        this.failOneIn = random.nextInt(3) * 8;
    }

    @Override
    String options() {
        return "recovery=creates" + (random.nextBoolean() ? "&events=create" : "")
                + (ledger == null ? "" : "&documentLedger=RAW(file:" + ledger + ")");
    }

    @Override
    void started() {
        if (!eventually(this::hasSettled)) {
            violations.add("the route does not start: " + consumer().getRecoveryStatus());
        }
        existedBefore.addAll(writer.documents().keySet());
    }

    private boolean hasSettled() {
        return isLive()
                && consumer().getRecoveryStatus().runsCompleted() > 0
                && !consumer().getRecoveryStatus().isRunning();
    }

    @Override
    void hear(Exchange exchange) {
        if ("create".equals(exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE))) {
            heard.add(id(exchange));
        }
    }

    @Override
    void apply(Exchange exchange) {
        // an update that is completed after a create that failed has brought the document, too
        if (heard.contains(id(exchange))) {
            completed.add(id(exchange));
        }
    }

    private static String id(Exchange exchange) {
        return exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID, String.class);
    }

    @Override
    void switchOnFaults(Faults faults) {
        super.switchOnFaults(faults);
        faults.silentDeletes(random.nextBoolean());
        faults.restErrorRate(random.nextInt(3) * 0.03, seed);
    }

    @Override
    void disturb() throws Exception {
        if (ledger == null || random.nextInt(3) > 0) {
            super.disturb();
            return;
        }
        context.getRouteController().stopRoute(ROUTE);
        operateUpTo(10);
        context.getRouteController().startRoute(ROUTE);
    }

    @Override
    void check() {
        failOneIn = 0;
        // what the route failed on is offered again after the next gap
        if (!eventually(this::isLive)) {
            violations.add("the route does not come back");
        }
        connections().forEach(WatchConnection::drop);
        if (!eventually(() -> hasSettled() && missing().isEmpty())) {
            violations.add("never completed: " + missing() + "; " + consumer().getRecoveryStatus());
        }
    }

    private Set<String> missing() {
        Set<String> missing = new HashSet<>(writer.documents().keySet());
        missing.removeAll(existedBefore);
        missing.removeAll(completed);
        return missing;
    }
}
