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

import java.util.concurrent.CompletableFuture;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.recovery.ChangeQueue;
import io.github.camelcocobase.recovery.Receipt;

/** The way to the route as the recovery sees it. What the server pushes is subject to the overflow policy. */
final class RouteQueue implements ChangeQueue {

    private final ChangeDispatcher dispatcher;
    private final EventGate gate;
    private final ConsumerCounters counters;

    RouteQueue(ChangeDispatcher dispatcher, EventGate gate, ConsumerCounters counters) {
        this.dispatcher = dispatcher;
        this.gate = gate;
        this.counters = counters;
    }

    @Override
    public boolean wants(ChangeEvent event) {
        boolean wanted = gate.decide(event) == EventGate.Decision.ROUTE;
        if (!wanted) {
            counters.filtered.increment();
        }
        return wanted;
    }

    @Override
    public boolean routes(ChangeType type) {
        return gate.routes(type);
    }

    @Override
    public void add(ChangeEvent event, Receipt receipt) {
        switch (event.origin()) {
            case LIVE -> dispatcher.offer(event, receipt);
            case SNAPSHOT, RECOVERY -> dispatcher.add(event, receipt);
        }
    }

    @Override
    public void addUnrouted(String documentId, Receipt receipt) {
        dispatcher.add(documentId, receipt::completed);
    }

    @Override
    public CompletableFuture<Void> room() {
        return dispatcher.room();
    }

    @Override
    public CompletableFuture<Void> barrier() {
        return dispatcher.barrier();
    }
}
