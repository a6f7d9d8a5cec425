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
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.CocobaseConnectionException;
import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.client.CollectionWatch;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.LogText;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.WatchListener;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.recovery.CollectionRecovery;
import io.github.camelcocobase.recovery.Receipt;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.eclipse.jetty.client.HttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes the changes of a collection. A {@link CollectionWatch} brings them, the {@link EventGate} chooses, the
 * {@link ChangeDispatcher} queues them, and each becomes an Exchange when its turn has come.
 *
 * <p>A graceful stop or suspension of the route closes the connection first and then routes what was received, within
 * Camel's shutdown timeout. {@link #suspend()} itself starts nothing new: what was received waits until
 * {@link #resume()}.
 */
@ManagedResource(description = "Managed Cocobase consumer")
public class CocobaseConsumer extends DefaultConsumer
        implements Suspendable, ShutdownAware, ManagedConnection, ManagedRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(CocobaseConsumer.class);

    /** How long a stop waits for the socket to be closed politely. */
    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

    private final CocobaseEndpoint endpoint;
    private final ConsumerCounters counters = new ConsumerCounters();
    private final ConnectionHistory history = new ConnectionHistory(System::nanoTime);
    private volatile CollectionWatch.Traffic trafficBefore = CollectionWatch.Traffic.NONE;

    private volatile String connectionName;
    private volatile ClientPool.Lease lease;
    private volatile CollectionWatch watch;
    private volatile ChangeDispatcher dispatcher;
    private volatile RecoveryLink recoveryLink;
    private volatile TenantGuard tenantGuard;
    private volatile CollectionIdQuestion collectionIdQuestion;
    private volatile ConsumerMeters meters = ConsumerMeters.NONE;
    private volatile LogContext logContext;
    private volatile boolean draining;

    public CocobaseConsumer(CocobaseEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    public CocobaseEndpoint getEndpoint() {
        return endpoint;
    }

    // ---- life

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        offerHealthCheck();
        history.started();
        logContext =
                new LogContext(endpoint.getCamelContext(), getRouteId(), getConnectionName(), endpoint.getCollection());
        CocobaseConfiguration configuration = endpoint.getConfiguration();
        EndpointOptions options = EndpointOptions.of(endpoint.getCollection(), configuration);
        CocobaseComponent component = endpoint.getComponent();
        lease = component.clients().lease(configuration);
        try {
            endpoint.monitor(this);
            component.consumers().add(this);
            meters = ConsumerMeters.register(this);
            draining = false;
            // what the watches of former starts brought still counts
            trafficBefore = getTraffic();
            watch = null;
            connectionName = options.watch().name();
            dispatcher = new ChangeDispatcher(
                    connectionName,
                    component.dispatcherThreads(configuration.getConcurrentConsumers()),
                    configuration.getConcurrentConsumers(),
                    configuration.getQueueSize(),
                    configuration.getOverflow(),
                    this::process,
                    new SocketReader(),
                    this::overflowed);
            component.connectionNames().announce(connectionName);
            EventGate gate = new EventGate(options, configuration.getUnknownEvents(), configuration.isFilterDeletes());
            recoveryLink = options.recovery().isActive() ? openRecovery(options, gate) : null;
            collectionIdQuestion = new CollectionIdQuestion(
                    new DocumentReader(lease.http(), options.rest(), DocumentReader.Observer.NONE),
                    component.recoveryThreads().scheduler(),
                    this::collectionIdAnswered);
            Listener listener = new Listener(
                    gate,
                    recoveryLink == null ? null : recoveryLink.recovery(),
                    new ConnectionLog(
                            endpoint.getCollection(), options.watch().baseUrl().toString()),
                    collectionIdQuestion::ask);
            watch = lease.client().watch(options.watch(), listener);
            awaitFirstOutcome(options);
        } catch (Exception e) {
            release();
            throw e;
        }
    }

    private RecoveryLink openRecovery(EndpointOptions options, EventGate gate) {
        CocobaseComponent component = endpoint.getComponent();
        HttpClient http = lease.http();
        return new RecoveryLink(
                options,
                endpoint.getCamelContext(),
                component.recoveryThreads(),
                component.recoveryFactory(),
                endpoint.memoryLedger(getRouteId()),
                new RouteQueue(dispatcher, gate, counters),
                observer -> new DocumentReader(
                        http, options.rest(), new LearningObserver(observer, this::learnCollectionId)));
    }

    // ---- whose events are ours

    private void learnCollectionId(String id) {
        TenantGuard guard = tenantGuard;
        if (guard != null && guard.learned(id)) {
            collectionWasMadeAnew(id);
        }
    }

    private void collectionIdAnswered(String id) {
        TenantGuard guard = tenantGuard;
        if (guard != null && guard.answered(id)) {
            collectionWasMadeAnew(id);
        }
    }

    private void collectionWasMadeAnew(String id) {
        LOG.warn("{}: the collection has another id now, {}: it was deleted and made anew", connectionName, id);
        reconcileNow();
    }

    /**
     * The first connection to a server with a key is waited for, so that a wrong key fails the start. Others are not: a
     * thousand endpoints must not wait one after the other for a server that does not answer.
     */
    private void awaitFirstOutcome(EndpointOptions options) throws Exception {
        StartupProbe probe = endpoint.getComponent().startupProbe();
        boolean failOnStartup = endpoint.getConfiguration().isFailOnStartup();
        if (!failOnStartup && probe.isKnown(options.watch())) {
            return;
        }
        Duration patience = options.watch()
                .connectTimeout()
                .plus(options.watch().subscribeTimeout())
                .plusSeconds(1);
        ConnectionStatus outcome;
        try {
            outcome = watch.firstOutcome().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // waiting for its turn among many handshakes
            outcome = watch.status();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The first outcome is never exceptional", e);
        }
        probe.remember(options.watch(), outcome);
        if (outcome.state() == ConnectionState.REJECTED || failOnStartup && !outcome.isLive()) {
            throw new CocobaseConnectionException(
                    "Connection " + outcome.name() + " to " + options.watch().baseUrl() + " for collection "
                            + LogText.clean(endpoint.getCollection(), 100) + " failed at the start: "
                            + outcome.lastError()
                            + (outcome.state() == ConnectionState.REJECTED ? "; check option apiKey" : ""),
                    outcome.lastDisconnect());
        }
    }

    private void offerHealthCheck() {
        if (getHealthCheck() == null) {
            // the repository of Camel's consumers finds it here
            CocobaseConsumerHealthCheck healthCheck = new CocobaseConsumerHealthCheck(this, getRouteId());
            healthCheck.setCamelContext(endpoint.getCamelContext());
            setHealthCheck(healthCheck);
        }
        getHealthCheck().setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
    }

    @Override
    protected void doSuspend() throws Exception {
        watch.suspend();
        if (!draining) {
            dispatcher.hold();
        }
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        draining = false;
        dispatcher.release();
        watch.resume();
    }

    @Override
    protected void doStop() throws Exception {
        release();
        super.doStop();
    }

    private void release() throws Exception {
        ChangeDispatcher stopped = dispatcher;
        if (stopped != null) {
            stopped.hold();
        }
        RecoveryLink link = recoveryLink;
        if (link != null) {
            link.stop();
        }
        if (collectionIdQuestion != null) {
            collectionIdQuestion.stop(CLOSE_PATIENCE);
        }
        if (watch != null) {
            watch.close(CLOSE_PATIENCE);
        }
        if (stopped != null) {
            discard(stopped, "at the stop");
        }
        if (link != null) {
            recoveryLink = null;
            link.close();
        }
        meters.remove();
        if (lease != null) {
            endpoint.getComponent().consumers().remove(this);
            endpoint.getComponent().connectionNames().retract(connectionName);
            lease.release();
            lease = null;
        }
    }

    private void discard(ChangeDispatcher from, String when) {
        int discarded = from.discard();
        if (discarded > 0) {
            counters.dropped.add(discarded);
            LOG.warn("{}: {} received events were not routed {}", connectionName, discarded, when);
        }
    }

    // ---- graceful shutdown, driven by Camel's ShutdownStrategy

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        // called right before suspend(): this is a graceful stop or suspension, so what was received is routed
        draining = true;
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        ChangeDispatcher current = dispatcher;
        return current == null || current.isHeld() ? 0 : current.pending();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        ChangeDispatcher current = dispatcher;
        if (current == null) {
            return;
        }
        if (forced) {
            current.hold();
            discard(current, "within the shutdown timeout");
        } else if (suspendOnly && isSuspended()) {
            current.hold();
        }
        draining = false;
    }

    // ---- from the socket

    private final class Listener implements WatchListener {

        private final EventGate gate;
        private final CollectionRecovery recovery;
        private final ConnectionLog log;
        private final TenantGuard tenants;

        /**
         * @param recovery null for none
         * @param question leads to an answer to the tenant guard
         */
        private Listener(EventGate gate, CollectionRecovery recovery, ConnectionLog log, Runnable question) {
            this.gate = gate;
            this.recovery = recovery;
            this.log = log;
            this.tenants = new TenantGuard(this::accept, counters.foreign::increment, question, System::nanoTime);
            tenantGuard = this.tenants;
        }

        @Override
        public void onEvent(ChangeEvent event) {
            CollectionWatch current = watch;
            tenants.pass(event, current != null && current.collectionId() != null);
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
                    onProblem(new CocobaseException("An event of the unknown name \""
                            + LogText.clean(event.event(), 100) + "\" came in (option unknownEvents)"));
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

        @Override
        public void onStatus(ConnectionStatus previous, ConnectionStatus current) {
            history.changed(previous, current);
            logContext.run(() -> log.log(previous, current));
            endpoint.getComponent().events().changed(endpoint, getRouteId(), previous, current);
            boolean stopped = current.state() == ConnectionState.STOPPED && current.lastError() == null;
            if (previous.isLive() && !stopped) {
                counters.gaps.increment();
            }
            if (current.isLive() && current.connections() > 1) {
                counters.reconnects.increment();
                offerGap(current);
            }
            if (current.isLive()) {
                tenants.subscribed();
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

        private void offerGap(ConnectionStatus current) {
            if (!endpoint.getConfiguration().isGapEvents()) {
                return;
            }
            Map<String, Object> headers = new HashMap<>();
            headers.put(CocobaseConstants.GAP_START, current.lastLost());
            headers.put(CocobaseConstants.GAP_END, current.connectedSince());
            Disconnect loss = history.lastLoss();
            if (loss != null) {
                headers.put(CocobaseConstants.CLOSE_CODE, loss.closeCode());
                headers.put(CocobaseConstants.CLOSE_REASON, loss.describe());
            }
            Document nothing = new Document(null, endpoint.getCollection(), null, DocumentData.EMPTY, null, null);
            dispatcher.offer(new Delivery.Gap(
                    new ChangeEvent(ChangeType.UNKNOWN, "gap", nothing, null, Origin.LIVE, System.currentTimeMillis()),
                    headers));
        }

        /**
         * The log tells of every loss. The exception handler hears of what it can do something about: a message that was
         * too large, a rejected key, the end of all attempts; and of every first failure when somebody has set one up.
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

    private final class SocketReader implements ChangeDispatcher.Reader {
        // events may come in before the watch is known here; the next event asks again
        @Override
        public void pause() {
            CollectionWatch current = watch;
            if (current != null) {
                current.pauseReading();
            }
        }

        @Override
        public void resume() {
            CollectionWatch current = watch;
            if (current != null) {
                current.resumeReading();
            }
        }
    }

    private void overflowed() {
        counters.dropped.increment();
        Overflow overflow = endpoint.getConfiguration().getOverflow();
        long dropped = counters.dropped.sum();
        if (Long.bitCount(dropped) == 1) {
            LOG.warn(
                    "{}: the queue of {} events is full; {} dropped so far (option overflow is {})",
                    connectionName,
                    endpoint.getConfiguration().getQueueSize(),
                    dropped,
                    overflow);
        }
        if (overflow == Overflow.RECONNECT) {
            CollectionWatch current = watch;
            if (current != null) {
                current.drop(Disconnect.of(Disconnect.Kind.OVERFLOW, "The queue is full", null));
            }
        }
    }

    // ---- to the route

    private boolean process(Delivery delivery, Runnable whenDone) {
        if (delivery instanceof Delivery.Change change) {
            return route(change.event(), Map.of(), change.receipt(), whenDone);
        }
        if (delivery instanceof Delivery.Gap gap) {
            return route(gap.event(), gap.headers(), null, whenDone);
        }
        if (delivery instanceof Delivery.Step step) {
            step.action().run();
            return true;
        }
        Delivery.Problem problem = (Delivery.Problem) delivery;
        logContext.run(() -> handle(problem.exception()));
        return true;
    }

    private void handle(CocobaseException problem) {
        try {
            getExceptionHandler().handleException(problem.getMessage(), problem);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the exception handler failed", connectionName, e);
        }
    }

    /**
     * @param receipt null for none
     */
    private boolean route(ChangeEvent event, Map<String, Object> headers, Receipt receipt, Runnable whenDone) {
        if (receipt != null) {
            receipt.routing();
        }
        Exchange exchange = createExchange(false);
        try {
            fill(exchange, event);
            headers.forEach((name, value) -> setIfKnown(exchange.getIn(), name, value));
            return getAsyncProcessor().process(exchange, doneSync -> {
                done(exchange, receipt);
                if (!doneSync) {
                    whenDone.run();
                }
            });
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            done(exchange, receipt);
            return true;
        }
    }

    private void done(Exchange exchange, Receipt receipt) {
        try {
            Exception exception = exchange.getException();
            if (receipt != null) {
                settle(receipt, exception == null && !exchange.isRollbackOnly());
            }
            if (exception == null) {
                counters.completed.increment();
            } else {
                counters.failed.increment();
                getExceptionHandler().handleException("Error processing exchange", exchange, exception);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the exception handler failed", connectionName, e);
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void settle(Receipt receipt, boolean completed) {
        try {
            if (completed) {
                receipt.completed();
            } else {
                receipt.failed();
            }
        } catch (RuntimeException e) {
            LOG.error("{}: what the route has completed could not be noted down", connectionName, e);
        }
    }

    private void fill(Exchange exchange, ChangeEvent event) {
        Message message = exchange.getIn();
        Document document = event.document();
        message.setBody(endpoint.getConfiguration().getBodyType().bodyOf(event));
        message.setHeader(CocobaseConstants.EVENT_TYPE, event.event());
        message.setHeader(CocobaseConstants.DOCUMENT_ID, document.id());
        message.setHeader(CocobaseConstants.COLLECTION, document.collection());
        message.setHeader(CocobaseConstants.CONNECTION_NAME, connectionName);
        message.setHeader(CocobaseConstants.ORIGIN, event.origin().headerValue());
        message.setHeader(CocobaseConstants.MESSAGE_TIMESTAMP, event.receivedAtMillis());
        setIfKnown(message, CocobaseConstants.COLLECTION_ID, document.collectionId());
        setIfKnown(message, CocobaseConstants.CREATED_AT, document.createdAt());
        setIfKnown(message, CocobaseConstants.UPDATED_AT, document.updatedAt());
        setIfKnown(message, CocobaseConstants.OLD_DATA, event.oldData());
    }

    private static void setIfKnown(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    // ---- for health, JMX and applications

    /** {@return the connection's state, one consistent view of it; null before the first start} */
    public ConnectionStatus getConnectionStatus() {
        CollectionWatch current = watch;
        return current == null ? null : current.status();
    }

    /** {@return figures of what has come in over all starts; not null} */
    public CollectionWatch.Traffic getTraffic() {
        CollectionWatch current = watch;
        return current == null ? trafficBefore : trafficBefore.plus(current.traffic());
    }

    @Override
    public ConnectionReport report() {
        CollectionWatch current = watch;
        ChangeDispatcher queue = dispatcher;
        if (current == null || queue == null) {
            return ConnectionReport.notStarted(getConnectionName());
        }
        CollectionWatch.Traffic traffic = getTraffic();
        return new ConnectionReport(
                current.status(),
                history.lastClose(),
                counters.sinceReset(traffic),
                queue.size(),
                queue.highWaterMark(),
                instant(traffic.lastFrameAtMillis()),
                instant(traffic.lastEventAtMillis()));
    }

    /** {@return all counts since the consumer was made; they never go back} */
    EventCounts totals() {
        return counters.total(getTraffic());
    }

    private static Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }

    @Override
    public String getConnectionName() {
        return EndpointOptions.connectionName(endpoint.getCollection(), endpoint.getConfiguration());
    }

    /** {@return for how long the subscription has not been confirmed; zero while it is} */
    Duration notLiveFor() {
        return history.notLiveFor();
    }

    /** {@return why the consumer is not healthy, whatever its connection's state; null if there is no such reason} */
    String alarm() {
        RecoveryStatus status = getRecoveryStatus();
        if (status == null || !status.isStuck()) {
            return null;
        }
        return status.phase() == RecoveryStatus.Phase.HELD
                ? status.deletesHeld() + " of " + status.ledgerSize()
                        + " known documents are missing from the server's listing; confirm the deletes by the operation"
                        + " confirmDeletes, or look at the API key and the server (option massDeleteGuard)"
                : "what was missed cannot be read: " + status.lastError();
    }

    @Override
    public RecoveryStatus getRecoveryStatus() {
        RecoveryLink link = recoveryLink;
        return link == null ? null : link.recovery().status();
    }

    @Override
    public boolean reconcileNow() {
        RecoveryLink link = recoveryLink;
        return link != null && link.recovery().reconcileNow();
    }

    @Override
    public boolean confirmDeletes() {
        RecoveryLink link = recoveryLink;
        return link != null && link.recovery().confirmDeletes();
    }

    @Override
    public void reconnectNow() {
        CollectionWatch current = watch;
        if (current != null) {
            current.reconnectNow("Reconnecting on request");
        }
    }

    @Override
    public void resetCounters() {
        counters.reset(getTraffic());
        ChangeDispatcher current = dispatcher;
        if (current != null) {
            current.resetHighWaterMark();
        }
    }
}
