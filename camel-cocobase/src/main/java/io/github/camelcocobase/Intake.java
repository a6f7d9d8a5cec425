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

import java.util.HashMap;
import java.util.Map;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.CocobaseConnectionException;
import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.WatchListener;
import io.github.camelcocobase.recovery.CollectionRecovery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket's side of the queue: takes what the watch brings, leaves out what is not ours or not wanted, and lets the
 * recovery, the log and the counters know of every change of the connection.
 */
final class Intake implements WatchListener {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final CocobaseConsumer consumer;
    private final CocobaseEndpoint endpoint;
    private final EventGate gate;
    private final ChangeDispatcher dispatcher;
    private final TenantGuard tenants;
    private final CollectionRecovery recovery;
    private final ConsumerCounters counters;
    private final ConnectionHistory history;
    private final ConnectionLog log;
    private final LogContext logContext;

    /**
     * @param question leads to an answer to {@link #tenants()}
     * @param recovery null for none
     */
    Intake(
            CocobaseConsumer consumer,
            EventGate gate,
            ChangeDispatcher dispatcher,
            Runnable question,
            CollectionRecovery recovery,
            ConsumerCounters counters,
            ConnectionHistory history,
            ConnectionLog log,
            LogContext logContext) {
        this.consumer = consumer;
        this.endpoint = consumer.getEndpoint();
        this.gate = gate;
        this.dispatcher = dispatcher;
        this.tenants = new TenantGuard(this::accept, counters.foreign::increment, question, System::nanoTime);
        this.recovery = recovery;
        this.counters = counters;
        this.history = history;
        this.log = log;
        this.logContext = logContext;
    }

    /** {@return who wants to know the collection's id} */
    TenantGuard tenants() {
        return tenants;
    }

    // ---- events

    @Override
    public void onEvent(ChangeEvent event) {
        tenants.pass(event, consumer.isCollectionIdKnown());
    }

    private void accept(ChangeEvent event) {
        switch (gate.decide(event)) {
            case ROUTE -> offer(event, true);
            case FILTERED -> {
                counters.filtered.increment();
                offer(event, false);
            }
            case IGNORED -> counters.unknown.increment();
            case FAILED -> {
                counters.unknown.increment();
                onProblem(new CocobaseException("An event of the unknown name \"" + gate.shownName(event)
                        + "\" came in (option unknownEvents)"));
            }
        }
    }

    private void offer(ChangeEvent event, boolean wanted) {
        if (recovery != null) {
            recovery.live(event, wanted);
        } else if (wanted) {
            dispatcher.offer(event, null);
        }
    }

    @Override
    public void onProblem(CocobaseException problem) {
        dispatcher.offer(new Delivery.Problem(problem));
    }

    // ---- the connection

    @Override
    public void onStatus(ConnectionStatus previous, ConnectionStatus current) {
        history.changed(previous, current);
        boolean stopped = current.state() == ConnectionState.STOPPED && current.lastError() == null;
        if (previous.isLive() && !stopped) {
            counters.gaps.increment();
        }
        tellOthers(previous, current);
        if (current.isLive()) {
            subscribed(current);
        }
        if (recovery != null && current.isLive() != previous.isLive()) {
            if (current.isLive()) {
                recovery.subscribed();
            } else {
                recovery.unsubscribed();
            }
        }
        Disconnect disconnect = current.lastDisconnect();
        if (disconnect != null && disconnect != previous.lastDisconnect() && isForHandler(previous, current)) {
            onProblem(new CocobaseConnectionException(
                    "Connection " + current.name() + ": " + disconnect.describe(), disconnect));
        }
    }

    /** What fails here must not keep the recovery from hearing of the change. */
    private void tellOthers(ConnectionStatus previous, ConnectionStatus current) {
        try {
            endpoint.getComponent().statusObserver().accept(previous, current);
            logContext.run(() -> log.log(previous, current));
            endpoint.getComponent().events().changed(endpoint, consumer.getRouteId(), previous, current);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: telling of a change of the connection failed", current.name(), e);
        }
    }

    private void subscribed(ConnectionStatus current) {
        if (current.connections() > 1) {
            counters.reconnects.increment();
            if (endpoint.getConfiguration().isGapEvents()) {
                offerGap(current);
            }
        }
        tenants.subscribed();
    }

    private void offerGap(ConnectionStatus current) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(CocobaseConstants.GAP_START, current.lastLost());
        headers.put(CocobaseConstants.GAP_END, current.connectedSince());
        Disconnect loss = history.lastLoss();
        if (loss != null) {
            headers.put(CocobaseConstants.CLOSE_CODE, loss.closeCode());
            headers.put(CocobaseConstants.CLOSE_REASON, loss.describe());
        }
        Document nothing = new Document(null, endpoint.getCollection(), null, DocumentData.empty(), null, null);
        dispatcher.offer(new Delivery.Gap(
                new ChangeEvent(ChangeType.UNKNOWN, "gap", nothing, null, Origin.LIVE, System.currentTimeMillis()),
                headers));
    }

    /**
     * The log tells of every loss. The exception handler hears of what it can do something about: a message that was too
     * large, a rejected key, the end of all attempts; and of every first failure when somebody has set one up.
     */
    private boolean isForHandler(ConnectionStatus previous, ConnectionStatus current) {
        Disconnect.Kind kind = current.lastDisconnect().kind();
        return switch (kind) {
            case REQUESTED -> false;
            case MESSAGE_TOO_LARGE -> true;
            default -> {
                boolean gaveUp = current.state() == ConnectionState.STOPPED;
                boolean listening = endpoint.isBridgeErrorHandler() || endpoint.getExceptionHandler() != null;
                yield gaveUp || listening && (previous.isLive() || current.failedAttempts() == 1);
            }
        };
    }
}
