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
package io.github.camelcocobase.faults;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.github.camelcocobase.CocobaseComponent;
import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.client.CocobaseConnectionException;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.realtime.JettyClient;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.websocket.client.WebSocketClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A route that watches a {@link RawServer}, with everything that it does recorded: what it receives, what it reports, how
 * often it connects. When it is closed it makes sure that nothing is left: no thread, no socket, no buffer.
 */
final class Bench implements Closeable {

    static final String API_KEY = "a-very-secret-key";
    /** Begins the ids of events that are too many to be kept; a number from 0 follows. */
    static final String FLOOD = "flood-";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "bench-" + NUMBER.incrementAndGet();
    private final LogRecorder log = new LogRecorder();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Reports reports = new Reports();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger flooded = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();
    private final List<Exchange> routed = new CopyOnWriteArrayList<>();
    private final List<Closeable> toClose = new ArrayList<>();
    private final ArrayByteBufferPool.Tracking buffers = new ArrayByteBufferPool.Tracking();
    private final AtomicInteger events = new AtomicInteger();
    private final List<String> expectedErrors = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    private WebSocketClient client;
    private int buffersOfJetty;
    private RawServer server;
    private String collection = "users";
    private volatile Processor processor = exchange -> {};

    Bench() {
        context.getCamelContextExtension().setName(name);
        context.getShutdownStrategy().setTimeout(10);
        context.getRegistry().bind("reports", reports);
        option("connectionName", name);
        option("exceptionHandler", "#reports");
        option("apiKey", API_KEY);
        option("reconnectDelay", "20");
        option("maxReconnectDelay", "100");
        // what is repaired over REST is not the matter here
        PropertyBindingSupport.build()
                .withMandatory(false)
                .bind(context, component().getConfiguration(), "recovery", "none");
        client = trackedClient();
    }

    private WebSocketClient trackedClient() {
        WebSocketClient tracked = JettyClient.create("cocobase-" + name, null, null);
        tracked.getHttpClient().setByteBufferPool(buffers);
        return tracked;
    }

    // ---- before the start

    Bench option(String option, String value) {
        options.put(option, value);
        return this;
    }

    /**
     * @param written as in an endpoint's URI
     */
    Bench collection(String written) {
        collection = written;
        return this;
    }

    /** The key is set on the component, as it should be: Camel shows a URI that it cannot parse, the key included. */
    Bench keyOfComponent() {
        options.remove("apiKey");
        component().getConfiguration().setApiKey(API_KEY);
        return this;
    }

    /** The component makes the client, as it does in a user's hands; no buffers are watched then. */
    Bench ownClient() {
        client = null;
        return this;
    }

    WebSocketClient client() {
        return client;
    }

    CocobaseComponent component() {
        return context.getComponent("cocobase", CocobaseComponent.class);
    }

    DefaultCamelContext context() {
        return context;
    }

    /** What the route does, besides keeping a copy. */
    Bench route(Processor with) {
        processor = with;
        return this;
    }

    /** {@return the server that is watched; started if there is none yet} */
    RawServer server() throws Exception {
        if (server == null) {
            use(RawServer.start());
        }
        return server;
    }

    /** Watches this server. */
    RawServer use(RawServer other) {
        server = closing(other);
        options.putIfAbsent("baseUrl", other.baseUrl());
        return other;
    }

    /** Another server is behind the address that is watched. */
    void serveFrom(RawServer other) {
        server = other;
    }

    /** Watches the server through this proxy. */
    TcpProxy proxy() throws Exception {
        TcpProxy proxy = closing(new TcpProxy(server().port()));
        option("baseUrl", proxy.baseUrl());
        return proxy;
    }

    <T extends Closeable> T closing(T resource) {
        toClose.add(0, resource);
        return resource;
    }

    /** An ERROR in the log that has these words is in order. */
    Bench expectError(String words) {
        expectedErrors.add(words);
        return this;
    }

    /**
     * Jetty 12.1.6 does not give back the buffer in which it read a 101 that it then cannot make a WebSocket of, nor, now
     * and then, the one that it reads a response to while the request times out. Its pool refers to it weakly, so that it
     * is collected as garbage.
     */
    void jettyKeepsOneBuffer() {
        jettyKeepsBuffers(1);
    }

    /** The same for many connections, of which it happens with some. */
    void jettyKeepsBuffers(int most) {
        buffersOfJetty = most;
    }

    // ---- running

    void start() throws Exception {
        server();
        component().getConfiguration().setWebSocketClient(client);
        String uri = uri();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId("route").process(exchange -> {
                    note(exchange);
                    processor.process(exchange);
                });
            }
        });
        context.start();
    }

    /** {@return the URI of the endpoint, as it is for now} */
    String uri() {
        return options.entrySet().stream()
                .map(option -> option.getKey() + "=RAW(" + option.getValue() + ")")
                .collect(Collectors.joining("&", "cocobase:" + collection + "?", ""));
    }

    /** {@return the name of the connection and of the Camel context} */
    String name() {
        return name;
    }

    void startLive() throws Exception {
        start();
        awaitLive(1);
    }

    private void note(Exchange exchange) {
        count.incrementAndGet();
        String id = exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID, String.class);
        if (!id.startsWith(FLOOD)) {
            routed.add(exchange.copy());
        } else if (Integer.parseInt(id.substring(FLOOD.length())) != flooded.getAndIncrement()) {
            outOfOrder.incrementAndGet();
        }
    }

    /** {@return how many events were routed} */
    int count() {
        return count.get();
    }

    /** {@return how many of the events of a flood, which are numbered, did not follow the one before} */
    int outOfOrder() {
        return outOfOrder.get();
    }

    CocobaseConsumer consumer() {
        return (CocobaseConsumer) context.getRoute("route").getConsumer();
    }

    ConnectionStatus status() {
        return consumer().getConnectionStatus();
    }

    Reports reports() {
        return reports;
    }

    List<Exchange> routed() {
        return routed;
    }

    List<String> routedIds() {
        return routed.stream()
                .map(exchange -> exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID, String.class))
                .toList();
    }

    /** {@return the lines about this connection, from this level up} */
    List<String> logged(Level atLeast) {
        return log.lines().stream()
                .filter(line -> line.level().isMoreSpecificThan(atLeast))
                .map(LogRecorder.Line::toString)
                .filter(line -> line.contains(name))
                .toList();
    }

    List<LogRecorder.Line> allLogged() {
        return log.lines();
    }

    /** Sends this message on the live connection. */
    void send(String message) throws Exception {
        server.live().text(message);
    }

    static String event(String id) {
        return "{\"event\":\"create\",\"data\":{\"id\":\"" + id
                + "\",\"collection\":\"users\",\"data\":{\"n\":1},\"created_at\":\"2026-01-01T00:00:00Z\"}}";
    }

    /** {@return the id of an event that was sent just now} */
    String sendEvent() throws Exception {
        String id = "event-" + events.incrementAndGet();
        send(event(id));
        return id;
    }

    // ---- checks

    static ConditionFactory await() {
        return Awaitility.await()
                .atMost(Integer.getInteger("patience", 30), TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS);
    }

    static void await(Callable<Boolean> condition) {
        await().until(condition);
    }

    /** Waits until the connection is live, which the n-th attempt has to bring about. */
    void awaitLive(long attempt) {
        awaitState(ConnectionState.LIVE);
        assertThat(status().generation()).as("attempts until live").isEqualTo(attempt);
    }

    void awaitState(ConnectionState state) {
        await().untilAsserted(() -> assertThat(status().state()).isEqualTo(state));
    }

    /** Waits for a loss of the first connection, and for the second to be live. */
    void awaitReconnected() {
        awaitReconnected(2);
    }

    /** Waits for a loss, and for the connection of the n-th attempt to be live. */
    void awaitReconnected(long attempt) {
        await().untilAsserted(() -> assertThat(status().generation()).isEqualTo(attempt));
        awaitLive(attempt);
    }

    /** An event sent now arrives. */
    void proveEvents() throws Exception {
        String id = sendEvent();
        await().untilAsserted(() -> assertThat(routedIds()).contains(id));
    }

    /** Of all the sockets that there were, the one that is live is left. */
    void proveOneSocket() {
        await().untilAsserted(() -> assertThat(server.connections())
                .filteredOn(connection -> !connection.isClosed())
                .as("open sockets")
                .hasSize(1));
    }

    /** The exception handler, the log and the status tell of it. */
    void proveReported(Disconnect.Kind kind, String words) {
        await().untilAsserted(() -> assertThat(reports.all()).as("reported").anySatisfy(report -> assertThat(report)
                .isInstanceOfSatisfying(CocobaseConnectionException.class, exception -> {
                    assertThat(exception.getDisconnect().kind()).isEqualTo(kind);
                    assertThat(exception).hasMessageContaining(words);
                })));
        assertThat(logged(Level.WARN)).anySatisfy(line -> assertThat(line).contains(words));
        assertThat(status().lastDisconnect().kind()).isEqualTo(kind);
    }

    /** The exception handler is told of a message, and the connection is not touched. */
    void proveProblem(String words) {
        await().untilAsserted(() -> assertThat(reports.all()).as("reported").anySatisfy(report -> assertThat(report)
                .hasMessageContaining(words)));
        assertThat(status().isLive()).isTrue();
        assertThat(status().generation()).isEqualTo(1);
    }

    /** Nothing happened that anybody has to know of. */
    void proveUndisturbed() {
        assertThat(status().isLive()).isTrue();
        assertThat(status().generation()).isEqualTo(1);
        assertThat(reports.all()).isEmpty();
        assertThat(logged(Level.WARN)).isEmpty();
    }

    // ---- the end

    @Override
    public void close() throws IOException {
        try {
            context.stop();
            proveNothingLeft();
        } finally {
            for (Closeable resource : toClose) {
                resource.close();
            }
            log.close();
        }
    }

    /** After the context's stop. */
    void proveNothingLeft() {
        await().untilAsserted(() -> assertThat(threads()).as("threads left").isEmpty());
        if (server != null) {
            await().untilAsserted(() ->
                    assertThat(server.openSockets()).as("sockets left").isZero());
            assertThat(server.failures()).as("failures of the server's scripts").isEmpty();
        }
        assertThat(buffers.getLeaks()).as("buffers left").hasSizeLessThanOrEqualTo(buffersOfJetty);
        assertThat(log.lines().stream()
                        .filter(line -> line.level().isMoreSpecificThan(Level.ERROR)
                                && line.logger().startsWith("io.github.camelcocobase"))
                        .map(LogRecorder.Line::toString)
                        .filter(line -> expectedErrors.stream().noneMatch(line::contains)))
                .as("errors in the log")
                .isEmpty();
        assertThat(log.lines()).as("the key is in no line").noneMatch(line -> line.toString()
                .contains(API_KEY));
        assertThat(reports.all()).as("the key is in no report").noneMatch(report -> report.toString()
                .contains(API_KEY));
    }

    /** {@return how many threads work for us, those of Jetty's not counted, which come and go within their limit} */
    int threadsButJettys() {
        return (int) threads().stream()
                .filter(thread -> !thread.startsWith("cocobase-" + name + "-"))
                .count();
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.contains(name + " ")
                        || thread.contains(name + ")")
                        || thread.contains(name + "-")
                        || thread.endsWith(name))
                .toList();
    }
}
