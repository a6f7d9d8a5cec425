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
import java.util.Properties;

import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.EventDrivenPollingConsumer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The ways in which people write and configure routes. */
class ConfiguredRoutesTest extends WatchTestSupport {

    @Test
    void aRouteInYaml() throws Exception {
        Resource yaml = ResourceHelper.fromString(
                "users.yaml",
                """
                - route:
                    id: route
                    from:
                      uri: cocobase:users
                      parameters:
                        connectionName: x
                        events: create,update
                        filter.status: active
                        concurrentConsumers: 2
                        reconnectDelay: 50ms
                        maxMessageSize: 1MB
                      steps:
                        - to: mock:out
                """);
        PluginHelper.getRoutesLoader(context).loadRoutes(yaml);
        context.start();
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(1);
        out.message(0).header(CocobaseConstants.DOCUMENT_ID).isEqualTo("2");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of("status", "left"));
        emulator.collection("users").create("2", Map.of("status", "active"));

        MockEndpoint.assertIsSatisfied(context);
        assertThat(status().name()).isEqualTo("x");
    }

    @Test
    void camelMainWithPropertiesOnly() throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("main").process(exchange -> routed.add(exchange.copy()));
            }
        });
        main.addInitialProperty("camel.component.cocobase.base-url", emulator.baseUrl());
        main.addInitialProperty("camel.component.cocobase.api-key", API_KEY);
        main.addInitialProperty("camel.component.cocobase.body-type", "json");
        main.addInitialProperty("camel.component.cocobase.reconnect-delay", "2s");
        main.addInitialProperty("camel.component.cocobase.overflow", "dropOldest");
        main.start();
        try {
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create("1", Map.of("name", "Ann"));

            awaitRouted(1);
            assertThat(bodiesOfRouted()).containsExactly("{\"name\":\"Ann\"}");
            CocobaseConfiguration configuration =
                    consumer(main.getCamelContext(), "main").getEndpoint().getConfiguration();
            assertThat(configuration.getReconnectDelay()).isEqualTo(2000);
            assertThat(configuration.getOverflow()).isEqualTo(Overflow.DROP_OLDEST);
        } finally {
            main.stop();
        }
    }

    @Test
    void theKeyFromAPropertyPlaceholder() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("my.key", API_KEY);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setApiKey(null);
        startRoute("cocobase:users?apiKey={{my.key}}");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of());

        awaitRouted(1);
        assertThat(context.getRoute("route").getEndpoint().toString()).doesNotContain(API_KEY);
    }

    @Test
    void theUriOfTheFirstPage() throws Exception {
        startRoute("cocobase:users?connectionName=x&events=update");
        emulator.awaitConnections("users", 1);
        String id = emulator.collection("users").create(Map.of());
        emulator.collection("users").update(id, Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.CONNECTION_NAME)).containsExactly("x");
    }

    @Test
    void endpointOptionsGoBeforeThoseOfTheComponent() throws Exception {
        context.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setBodyType(BodyType.JSON);
        startRoute("cocobase:users?bodyType=data");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of("a", 1));

        awaitRouted(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("a", 1));
        assertThat(context.getComponent("cocobase", CocobaseComponent.class)
                        .getConfiguration()
                        .getBodyType())
                .isEqualTo(BodyType.JSON);
    }

    @Test
    void pollEnrich() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .pollEnrich("cocobase:users?connectionName=polled", 30_000)
                        .process(exchange -> routed.add(exchange.copy()));
            }
        });
        var answer = context.createProducerTemplate().asyncSendBody("direct:ask", "?");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create("1", Map.of("name", "Ann"));

        answer.get(30, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"));
    }

    @Test
    void aConsumerTemplate() throws Exception {
        context.start();
        try (ConsumerTemplate template = context.createConsumerTemplate()) {
            assertThat(template.receive("cocobase:users", 1)).isNull();
            emulator.awaitConnections("users", 1);

            emulator.collection("users").create("1", Map.of("name", "Ann"));

            Exchange received = template.receive("cocobase:users", 30_000);
            assertThat(received.getIn().getBody()).isEqualTo(Map.of("name", "Ann"));
        }
    }

    @Test
    void howManyChangesAPollerMayLoseCanBeLowered() throws Exception {
        EventDrivenPollingConsumer poller = (EventDrivenPollingConsumer)
                context.getEndpoint("cocobase:users?pollingConsumerQueueSize=1").createPollingConsumer();

        assertThat(poller.getQueueCapacity()).isEqualTo(1);
        assertThat(poller.isBlockWhenFull()).isTrue();
    }
}
