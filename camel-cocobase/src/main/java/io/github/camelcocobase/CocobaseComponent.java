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

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;

import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.realtime.JettyVersion;
import io.github.camelcocobase.recovery.CollectionRecovery;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/** The component {@code cocobase}: holds what all its endpoints share. */
@Component("cocobase")
public class CocobaseComponent extends DefaultComponent implements SSLContextParametersAware {

    private static final String FILTER_PREFIX = "filter.";

    @Metadata(description = "The options that all endpoints start from")
    private CocobaseConfiguration configuration = new CocobaseConfiguration();

    @Metadata(label = "security", defaultValue = "false", description = "Enable usage of global SSL context parameters")
    private boolean useGlobalSslContextParameters;

    // not from HealthCheckComponent, which brings an option for producers too
    @Metadata(
            label = "health",
            defaultValue = "true",
            description = "Used for enabling or disabling all consumer based health checks from this component")
    private boolean healthCheckConsumerEnabled = true;

    @Metadata(
            label = "health",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "How long a connection that was lost may be away before the consumer's health check is DOWN. A"
                            + " rejected API key, and a connection that has never been made, are DOWN at once.")
    private long healthGracePeriod = 30_000;

    private volatile ScheduledExecutorService timer;
    private volatile DispatcherThreads dispatcherThreads;
    private volatile ClientPool clients;
    private volatile StartupProbe startupProbe;
    private volatile RecoveryThreads recoveryThreads;
    private volatile RecoveryLink.Factory recoveryFactory = CollectionRecovery::new;
    private volatile BiConsumer<ConnectionStatus, ConnectionStatus> statusObserver = (previous, current) -> {};
    private volatile EventPublisher events;
    private final Set<CocobaseConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final ConnectionNames connectionNames = new ConnectionNames();

    public CocobaseComponent() {}

    /**
     * @param context the context, may be null
     */
    public CocobaseComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        CocobaseConfiguration own = configuration.copy();
        if (own.getSslContextParameters() == null) {
            own.setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        CocobaseEndpoint endpoint = new CocobaseEndpoint(uri, this, remaining, own);
        Map<String, Object> filter = PropertiesHelper.extractProperties(parameters, FILTER_PREFIX);
        setProperties(endpoint, parameters);
        if (!filter.isEmpty()) {
            own.setFilter(filter);
        }
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        JettyVersion.check();
        super.doInit();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        timer = newTimer();
        dispatcherThreads = new DispatcherThreads(getCamelContext(), this, timer);
        clients = new ClientPool(getCamelContext(), timer);
        startupProbe = new StartupProbe();
        recoveryThreads = new RecoveryThreads(getCamelContext(), this, timer);
        events = new EventPublisher(getCamelContext(), this);
    }

    private ScheduledExecutorService newTimer() {
        ThreadPoolProfile profile = new ThreadPoolProfile("cocobase-timer");
        profile.setPoolSize(1);
        // Camel's own limit of 1000 tasks is one per connection, and the next one's timeouts would be refused
        profile.setMaxQueueSize(-1);
        return getCamelContext().getExecutorServiceManager().newScheduledThreadPool(this, "CocobaseTimer", profile);
    }

    @Override
    protected void doStop() throws Exception {
        // consumers are stopped by now; a route that blocks for ever must not hold up the stop. Camel also stops
        // what was never started, or not to the end
        if (dispatcherThreads != null) {
            dispatcherThreads.shutdownNow();
        }
        if (recoveryThreads != null) {
            recoveryThreads.shutdown();
        }
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
        }
        if (events != null) {
            events.shutdown();
        }
        super.doStop();
    }

    /** {@return the Jetty clients, while the component is started} */
    ClientPool clients() {
        return clients;
    }

    /**
     * {@return the threads that run the routes; shared by all endpoints}
     *
     * @param atLeast how many of them one endpoint wants to use at the same time
     */
    Executor dispatcherThreads(int atLeast) {
        return dispatcherThreads.atLeast(atLeast);
    }

    /** {@return tells Camel's event notifiers of connections} */
    EventPublisher events() {
        return events;
    }

    /** {@return the consumers that are started; changes with them} */
    Set<CocobaseConsumer> consumers() {
        return consumers;
    }

    StartupProbe startupProbe() {
        return startupProbe;
    }

    RecoveryThreads recoveryThreads() {
        return recoveryThreads;
    }

    RecoveryLink.Factory recoveryFactory() {
        return recoveryFactory;
    }

    /** For tests that change the recovery's ways. */
    void recoveryFactory(RecoveryLink.Factory factory) {
        this.recoveryFactory = factory;
    }

    /** {@return hears of every change of every connection's state, right when it happens} */
    BiConsumer<ConnectionStatus, ConnectionStatus> statusObserver() {
        return statusObserver;
    }

    /** For tests that look at every change. */
    void statusObserver(BiConsumer<ConnectionStatus, ConnectionStatus> observer) {
        this.statusObserver = observer;
    }

    ConnectionNames connectionNames() {
        return connectionNames;
    }

    /** {@return the options that all endpoints start from; not null} */
    public CocobaseConfiguration getConfiguration() {
        return configuration;
    }

    /** Sets the options that all endpoints start from; not null. */
    public void setConfiguration(CocobaseConfiguration configuration) {
        this.configuration = configuration;
    }

    /** {@return whether the consumers' health checks are enabled} */
    public boolean isHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    /** Enables or disables the health checks of the consumers that are started from now on. */
    public void setHealthCheckConsumerEnabled(boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    /** {@return how long a lost connection may be away before health is DOWN, in milliseconds} */
    public long getHealthGracePeriod() {
        return healthGracePeriod;
    }

    /** Sets how long a lost connection may be away before health is DOWN; in milliseconds, 0 or more. */
    public void setHealthGracePeriod(long healthGracePeriod) {
        this.healthGracePeriod = healthGracePeriod;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
