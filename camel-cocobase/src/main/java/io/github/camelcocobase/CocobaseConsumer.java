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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelcocobase.client.CocobaseConnectionException;
import io.github.camelcocobase.client.CollectionWatch;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.LogText;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.recovery.RecoveryStatus;
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
    private volatile Intake intake;
    private volatile CollectionIdQuestion collectionIdQuestion;
    private volatile ConsumerMeters meters = ConsumerMeters.NONE;
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
        if (lease != null) {
            // Camel starts a suspended consumer as it starts a stopped one, but it still has all that it needs
            doResume();
            return;
        }
        offerHealthCheck();
        history.started();
        LogContext logContext =
                new LogContext(endpoint.getCamelContext(), getRouteId(), getConnectionName(), endpoint.getCollection());
        CocobaseConfiguration configuration = endpoint.getConfiguration();
        EndpointOptions options = EndpointOptions.of(endpoint.getCollection(), configuration);
        CocobaseComponent component = endpoint.getComponent();
        lease = component.clients().lease(configuration);
        try {
            connectionName = options.watch().name();
            component.connectionNames().announce(connectionName);
            endpoint.monitor(this);
            component.consumers().add(this);
            meters = ConsumerMeters.register(this);
            draining = false;
            // what the watches of former starts brought still counts
            trafficBefore = getTraffic();
            watch = null;
            dispatcher = new ChangeDispatcher(
                    connectionName,
                    component.dispatcherThreads(configuration.getConcurrentConsumers()),
                    configuration.getConcurrentConsumers(),
                    configuration.getQueueSize(),
                    configuration.getOverflow(),
                    new ChangeRoute(this, connectionName, configuration.getBodyType(), counters, logContext),
                    new SocketReader(),
                    this::overflowed);
            EventGate gate = new EventGate(options, configuration.getUnknownEvents(), configuration.isFilterDeletes());
            recoveryLink = options.recovery().isActive() ? openRecovery(options, gate) : null;
            collectionIdQuestion = new CollectionIdQuestion(
                    connectionName,
                    new DocumentReader(lease.http(), options.rest(), DocumentReader.Observer.NONE),
                    component.recoveryThreads().questions(),
                    this::collectionIdAnswered);
            intake = new Intake(
                    this,
                    gate,
                    dispatcher,
                    collectionIdQuestion::ask,
                    recoveryLink == null ? null : recoveryLink.recovery(),
                    counters,
                    history,
                    new ConnectionLog(
                            endpoint.getCollection(), options.watch().baseUrl().toString()),
                    logContext);
            watch = lease.client().watch(options.watch(), intake);
            awaitFirstOutcome(options);
        } catch (Exception | Error e) {
            try {
                release();
            } catch (Exception e2) {
                e.addSuppressed(e2);
            }
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

    /** {@return whether the watch itself checks whose events come in, by the id that some servers say} */
    boolean isCollectionIdKnown() {
        CollectionWatch current = watch;
        return current != null && current.collectionId() != null;
    }

    private void learnCollectionId(String id) {
        Intake current = intake;
        if (current != null && current.tenants().learned(id)) {
            collectionWasMadeAnew(id);
        }
    }

    private void collectionIdAnswered(String id) {
        Intake current = intake;
        if (current != null && current.tenants().answered(id)) {
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

    /** Whatever fails here: clients that are not given back would go on for ever. */
    private void release() throws Exception {
        try {
            disconnect();
        } finally {
            giveBack();
        }
    }

    private void disconnect() {
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
    }

    /** The start may have failed at any point: what it did not come to is not undone. */
    private void giveBack() throws Exception {
        ClientPool.Lease given = lease;
        if (given == null) {
            return;
        }
        lease = null;
        try {
            CocobaseComponent component = endpoint.getComponent();
            component.connectionNames().retract(connectionName);
            component.consumers().remove(this);
            meters.remove();
        } finally {
            given.release();
        }
    }

    private void discard(ChangeDispatcher from, String when) {
        // in the order in which an event moves on, so that none is overlooked
        Intake source = intake;
        int discarded = source == null ? 0 : source.tenants().discard();
        discarded += from.discard();
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
        if (current == null || current.isHeld()) {
            return 0;
        }
        // in the order in which an event moves on, so that none is overlooked
        Intake source = intake;
        int waiting = source == null ? 0 : source.tenants().waiting();
        return waiting + current.pending();
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

    // ---- the queue and the socket

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
