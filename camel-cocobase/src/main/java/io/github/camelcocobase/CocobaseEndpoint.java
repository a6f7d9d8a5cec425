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
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelcocobase.recovery.DocumentLedger;
import io.github.camelcocobase.recovery.MemoryLedger;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Receive the document changes of a Cocobase collection as they happen. */
@ManagedResource(description = "Managed Cocobase endpoint")
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "cocobase",
        title = "Cocobase",
        syntax = "cocobase:collection",
        consumerOnly = true,
        category = {Category.CLOUD, Category.DATABASE},
        headersClass = CocobaseConstants.class)
public class CocobaseEndpoint extends DefaultEndpoint
        implements EndpointServiceLocation, ManagedConnection, ManagedRecovery {

    @UriPath(description = "The name of the collection to watch")
    @Metadata(required = true)
    private final String collection;

    @UriParam
    private final CocobaseConfiguration configuration;

    /** Null until a consumer was started. */
    private volatile CocobaseConsumer monitored;

    /** By route. They outlive a stop of the route: a restart in the same process closes its gap. */
    private final Map<String, DocumentLedger> memoryLedgers = new ConcurrentHashMap<>();

    /**
     * @param uri the endpoint's URI; not null
     * @param component the component; not null
     * @param collection the collection's name; not null
     * @param configuration the options, this endpoint's own; not null
     */
    public CocobaseEndpoint(
            String uri, CocobaseComponent component, String collection, CocobaseConfiguration configuration) {
        super(uri, component);
        this.collection = collection;
        this.configuration = configuration;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "cocobase: receives changes and cannot be written to: use it in from(\"cocobase:" + collection
                        + "\") or pollEnrich; to write documents, call the REST API of Cocobase, for example with http:");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        // a mistake in the options is to be seen when the route is built, not after something was connected
        EndpointOptions.of(collection, configuration);
        CocobaseConsumer consumer = new CocobaseConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public CocobaseComponent getComponent() {
        return (CocobaseComponent) super.getComponent();
    }

    /** {@return the collection's name} */
    @ManagedAttribute(description = "Name of the watched collection")
    public String getCollection() {
        return collection;
    }

    /** {@return the options; not null} */
    public CocobaseConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "websocket";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of(
                "collection", collection, "connectionName", EndpointOptions.connectionName(collection, configuration));
    }

    /**
     * {@return the ledger in memory of a route's consumer}
     *
     * @param routeId null for a consumer that belongs to no route, and gets one of its own
     */
    DocumentLedger memoryLedger(String routeId) {
        return routeId == null
                ? new MemoryLedger()
                : memoryLedgers.computeIfAbsent(routeId, route -> new MemoryLedger());
    }

    // ---- for JMX

    /** The consumer that the endpoint's MBean shows: the one that was started last. */
    void monitor(CocobaseConsumer consumer) {
        monitored = consumer;
    }

    @Override
    public ConnectionReport report() {
        CocobaseConsumer consumer = monitored;
        return consumer == null
                ? ConnectionReport.notStarted(EndpointOptions.connectionName(collection, configuration))
                : consumer.report();
    }

    @Override
    public void reconnectNow() {
        CocobaseConsumer consumer = monitored;
        if (consumer != null) {
            consumer.reconnectNow();
        }
    }

    @Override
    public void resetCounters() {
        CocobaseConsumer consumer = monitored;
        if (consumer != null) {
            consumer.resetCounters();
        }
    }

    @Override
    public RecoveryStatus getRecoveryStatus() {
        CocobaseConsumer consumer = monitored;
        return consumer == null ? null : consumer.getRecoveryStatus();
    }

    @Override
    public boolean reconcileNow() {
        CocobaseConsumer consumer = monitored;
        return consumer != null && consumer.reconcileNow();
    }

    @Override
    public boolean confirmDeletes() {
        CocobaseConsumer consumer = monitored;
        return consumer != null && consumer.confirmDeletes();
    }
}
