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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.CocobaseEmulatorBuilder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context with the component set up for an emulator of its own; reconnects quickly. */
abstract class WatchTestSupport {

    protected static final String ENDPOINT = "endpoints,name=\"cocobase:*\"";
    protected static final String CONSUMER = "consumers,name=CocobaseConsumer*";

    protected final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    static final String API_KEY = "key-for-tests";

    protected CocobaseEmulator emulator;
    protected DefaultCamelContext context;
    protected final List<Exchange> routed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startEmulatorAndPrepareContext() {
        emulator = emulatorBuilder().start();
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(10);
        CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
        component.getConfiguration().setBaseUrl(emulator.baseUrl());
        component.getConfiguration().setApiKey(API_KEY);
        component.getConfiguration().setReconnectDelay(20);
        component.getConfiguration().setMaxReconnectDelay(100);
    }

    @AfterEach
    void stopContextAndEmulator() {
        context.stop();
        emulator.close();
    }

    protected CocobaseEmulatorBuilder emulatorBuilder() {
        return CocobaseEmulator.builder().apiKey(API_KEY).collection("users", "orders");
    }

    /** Starts a route that keeps copies of its Exchanges in {@link #routed}. */
    protected void startRoute(String uri) throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("route").process(exchange -> routed.add(exchange.copy()));
            }
        });
    }

    /** Starts a route whose start waits for something that happens meanwhile. */
    protected void startRoute(String uri, Runnable meanwhile) throws Exception {
        CompletableFuture<Void> happening = CompletableFuture.runAsync(meanwhile);
        startRoute(uri);
        happening.get(30, TimeUnit.SECONDS);
    }

    protected void startRoute(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    protected CocobaseConsumer consumer() {
        return consumer(context, "route");
    }

    protected static CocobaseConsumer consumer(CamelContext context, String routeId) {
        Route route = context.getRoute(routeId);
        return (CocobaseConsumer) route.getConsumer();
    }

    protected ConnectionStatus status() {
        return consumer().getConnectionStatus();
    }

    protected void awaitState(ConnectionState state) {
        await().untilAsserted(() ->
                org.assertj.core.api.Assertions.assertThat(status().state()).isEqualTo(state));
    }

    protected void awaitRouted(int count) {
        await().untilAsserted(
                        () -> org.assertj.core.api.Assertions.assertThat(routed).hasSize(count));
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(30, TimeUnit.SECONDS).pollInterval(10, TimeUnit.MILLISECONDS);
    }

    protected List<Object> headersOfRouted(String name) {
        return routed.stream().map(exchange -> exchange.getIn().getHeader(name)).toList();
    }

    protected List<Object> bodiesOfRouted() {
        return routed.stream().map(exchange -> exchange.getIn().getBody()).toList();
    }

    // ---- JMX

    /** {@return the only MBean of the context that this pattern, of its type and name, is true of} */
    protected ObjectName find(String bean) throws Exception {
        Set<ObjectName> names = server.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",type=" + bean), null);
        org.assertj.core.api.Assertions.assertThat(names).hasSize(1);
        return names.iterator().next();
    }

    protected Object get(ObjectName name, String attribute) throws Exception {
        return server.getAttribute(name, attribute);
    }
}
