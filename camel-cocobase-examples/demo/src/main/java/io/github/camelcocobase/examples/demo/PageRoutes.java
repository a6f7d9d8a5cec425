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
package io.github.camelcocobase.examples.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelcocobase.CocobaseConsumer;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.undertow.UndertowConstants;
import org.apache.camel.component.undertow.UndertowConstants.EventType;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.xnio.IoUtils;

/** The page: its files over HTTP, and a WebSocket that tells it what happens and hears which button was pressed. */
class PageRoutes extends RouteBuilder {

    private static final String HTTP = "undertow:http://localhost:{{demo.port}}/";
    private static final String WEB_SOCKET = "undertow:ws://localhost:{{demo.port}}/live";

    /** Nothing but our own files, and no script inside the page: a second line of defence behind its escaping. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Cocobase cocobase;
    private final LiveDocuments documents;
    private List<Connection> shownConnections = List.of();

    PageRoutes(Cocobase cocobase, LiveDocuments documents) {
        this.cocobase = cocobase;
        this.documents = documents;
    }

    @Override
    public void configure() {
        serve("", "index.html", "text/html");
        serve("demo.css", "demo.css", "text/css");
        serve("demo.js", "demo.js", "text/javascript");
        serve("icon.svg", "icon.svg", "image/svg+xml");
        tellPages();
        hearPages();
        showConnections();
        health();
    }

    private void serve(String path, String file, String type) {
        from(HTTP + path + "?httpMethodRestrict=GET")
                .routeId(file)
                // the request's headers would go back with the response
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant(type + "; charset=utf-8"))
                .setHeader("Content-Security-Policy", constant(CONTENT_SECURITY_POLICY))
                .setHeader("X-Content-Type-Options", constant("nosniff"))
                .setBody(constant("resource:classpath:page/" + file));
    }

    private void tellPages() {
        from("direct:all-pages")
                .routeId("all-pages")
                .setHeader(UndertowConstants.SEND_TO_ALL, constant(true))
                .to("seda:pages?blockWhenFull=true");

        // one queue for all that is said, so that a page which opens hears the state before the changes that follow it
        from("seda:pages")
                .routeId("tell-pages")
                .onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.DEBUG, "A page went away: ${exception.message}")
                .end()
                .process(this::stateForNewPage)
                .marshal()
                .json()
                .convertBodyTo(String.class)
                .to(WEB_SOCKET);
    }

    private void stateForNewPage(Exchange exchange) {
        if (exchange.getMessage().getBody() == null) {
            State state = new State(cocobase.baseUrl(), cocobase.writable(), connections(), documents.state());
            exchange.getMessage().setBody(Map.of("state", state));
        }
    }

    private record State(String baseUrl, boolean writable, List<Connection> connections, LiveDocuments.State live) {}

    private void hearPages() {
        from(WEB_SOCKET + "?fireWebSocketChannelEvents=true")
                .routeId("hear-pages")
                .onException(Exception.class)
                .handled(true)
                .setBody(exceptionMessage().prepend("That did not work: "))
                .setBody(failure -> Map.of("notice", failure.getMessage().getBody()))
                .to("seda:pages")
                .end()
                .choice()
                .when(header(UndertowConstants.EVENT_TYPE_ENUM).isEqualTo(EventType.ONOPEN))
                .process(this::refuseForeignPage)
                .to("seda:pages")
                .when(body().isNotNull())
                .unmarshal()
                .json(Button.class)
                .process(pressed -> press(pressed.getMessage().getBody(Button.class)));
    }

    /** Any site that is open in the browser can reach localhost too. It must neither read here nor press buttons. */
    private void refuseForeignPage(Exchange opening) {
        String origin = opening.getMessage()
                .getHeader(UndertowConstants.EXCHANGE, WebSocketHttpExchange.class)
                .getRequestHeader("Origin");
        String port = getContext().resolvePropertyPlaceholders("{{demo.port}}");
        Set<String> ours = Set.of("http://localhost:" + port, "http://127.0.0.1:" + port);
        if (origin != null && !ours.contains(origin)) {
            IoUtils.safeClose(opening.getMessage().getHeader(UndertowConstants.CHANNEL, WebSocketChannel.class));
            opening.setRouteStop(true);
        }
    }

    private void press(Button button) {
        CocobaseConsumer consumer = watches()
                .map(route -> (CocobaseConsumer) route.getConsumer())
                .filter(watch -> watch.getEndpoint().getCollection().equals(button.collection()))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no route watches this collection"));
        switch (button.press()) {
            case "write" -> cocobase.write(button.collection(), button.id(), button.document());
            case "delete" -> cocobase.delete(button.collection(), button.id());
            case "cut" -> cocobase.cut(consumer);
            default -> throw new IllegalArgumentException("there is no such button");
        }
    }

    private void showConnections() {
        from("timer:connections?period=200")
                .routeId("connections")
                .filter(tick -> connectionsChanged())
                .setBody(tick -> Map.of("connections", shownConnections))
                .to("direct:all-pages");
    }

    private boolean connectionsChanged() {
        List<Connection> before = shownConnections;
        shownConnections = connections();
        return !shownConnections.equals(before);
    }

    private List<Connection> connections() {
        return watches().map(Connection::of).toList();
    }

    private Stream<Route> watches() {
        return getContext().getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof CocobaseConsumer consumer
                        && consumer.getConnectionStatus() != null);
    }

    /** What a load balancer asks for: ready while the connections are. */
    private void health() {
        from(HTTP + "health?httpMethodRestrict=GET")
                .routeId("health")
                .removeHeaders("*")
                .process(this::readiness)
                .marshal()
                .json();
    }

    private void readiness(Exchange exchange) {
        Map<String, String> states = new LinkedHashMap<>();
        HealthCheckHelper.invokeReadiness(getContext())
                .forEach(result ->
                        states.put(result.getCheck().getId(), result.getState().name()));
        boolean ready = !states.containsValue(HealthCheck.State.DOWN.name());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, ready ? 200 : 503);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(states);
    }
}
