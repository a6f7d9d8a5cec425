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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelcocobase.client.MalformedFrameException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RouteFailureTest extends WatchTestSupport {

    @Test
    void aFailedExchangeGoesToTheExceptionHandlerAndTheNextIsRouted() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute(failingFor("1", "cocobase:users?exceptionHandler=#handler"));
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of());
        emulator.collection("users").create("2", Map.of());

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("2");
        assertThat(handler.messages()).containsExactly("no 1");
        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void anErrorOfTheRouteDoesNotEndTheStream() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("route").process(exchange -> {
                    if ("1".equals(exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID))) {
                        throw new StackOverflowError("of the route");
                    }
                    routed.add(exchange.copy());
                });
            }
        });
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of());
        emulator.collection("users").create("2", Map.of());

        awaitRouted(1);
    }

    @Test
    void theRoutesOwnErrorHandlerComesFirst() throws Exception {
        List<Exchange> dead = new CopyOnWriteArrayList<>();
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).process(dead::add);
                from("cocobase:users").routeId("route").process(exchange -> {
                    throw new IllegalStateException("no");
                });
            }
        });
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of());

        await().untilAsserted(() -> assertThat(dead).hasSize(1));
    }

    @Test
    void withBridgeErrorHandlerABadFrameIsRoutedAsAnError() throws Exception {
        List<String> errors = new CopyOnWriteArrayList<>();
        List<String> threads = new CopyOnWriteArrayList<>();
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                onException(MalformedFrameException.class).handled(true).process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    errors.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                            .getMessage());
                });
                from("cocobase:users?bridgeErrorHandler=true")
                        .routeId("route")
                        .process(exchange -> routed.add(exchange.copy()));
            }
        });
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"event\":");
        emulator.collection("users").create("2", Map.of());

        awaitRouted(1);
        assertThat(errors).singleElement().asString().contains("cannot be read").contains("{\"event\":");
        assertThat(threads).allSatisfy(thread -> assertThat(thread).contains("CocobaseDispatcher"));
    }

    @Test
    void aBadFrameGoesToTheExceptionHandlerAndTheConnectionLivesOn() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute("cocobase:users?exceptionHandler=#handler");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "[1,2]");
        emulator.publish("users", "\u001b[31mboo\n");
        emulator.publish("users", "{\"event\":\"create\",\"data\":{\"data\":{\"a\":1}}}");
        emulator.connections("users").get(0).sendBinary(new byte[] {1, 2, 3});
        emulator.collection("users").create("2", Map.of());

        awaitRouted(1);
        assertThat(handler.exceptions).hasSize(4).allMatch(MalformedFrameException.class::isInstance);
        assertThat(handler.messages().get(1)).contains("?[31mboo?");
        assertThat(handler.threads).allSatisfy(thread -> assertThat(thread).contains("CocobaseDispatcher"));
        assertThat(consumer().getTraffic().malformed()).isEqualTo(4);
        assertThat(status().generation()).isEqualTo(1);
    }

    @Test
    void anExceptionHandlerThatFailsDoesNotEndTheStream() throws Exception {
        context.getRegistry().bind("handler", new org.apache.camel.spi.ExceptionHandler() {
            @Override
            public void handleException(Throwable exception) {
                throw new IllegalStateException("the handler fails");
            }

            @Override
            public void handleException(String message, Throwable exception) {
                handleException(exception);
            }

            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                handleException(exception);
            }
        });
        startRoute(failingFor("1", "cocobase:users?exceptionHandler=#handler"));
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "[]");
        emulator.collection("users").create("1", Map.of());
        emulator.collection("users").create("2", Map.of());

        awaitRouted(1);
    }

    private RouteBuilder failingFor(String id, String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("route").process(exchange -> {
                    if (id.equals(exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID))) {
                        throw new IllegalStateException("no " + id);
                    }
                    routed.add(exchange.copy());
                });
            }
        };
    }
}
