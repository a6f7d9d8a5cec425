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
package io.github.camelcocobase.builder.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelcocobase.CocobaseComponent;
import io.github.camelcocobase.CocobaseEndpoint;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelcocobase.builder.endpoint.StaticEndpointBuilders.cocobase;
import static org.assertj.core.api.Assertions.assertThat;

/** Routes that name the component and its options by methods. */
class EndpointDslTest {

    /** Of signs that a URI takes for its own. */
    private static final String API_KEY = "a&b+c=d%20e f?#{g}";

    private final BlockingQueue<String> routed = new LinkedBlockingQueue<>();

    private CocobaseEmulator cocobase;
    private DefaultCamelContext camel;

    @BeforeEach
    void prepare() {
        cocobase =
                CocobaseEmulator.builder().apiKey(API_KEY).collection("users").start();
        camel = new DefaultCamelContext();
        CocobaseComponent component = camel.getComponent("cocobase", CocobaseComponent.class);
        component.getConfiguration().setBaseUrl(cocobase.baseUrl());
        component.getConfiguration().setApiKey(API_KEY);
    }

    @AfterEach
    void stop() {
        camel.stop();
        cocobase.close();
    }

    @Test
    void inAnyRouteBuilder() throws Exception {
        start(new ActiveUsersRoute(), "direct:active-users");

        cocobase.collection("users").create("1", Map.of("status", "active"));
        cocobase.collection("users").update("1", Map.of("status", "gone"));
        cocobase.collection("users").update("1", Map.of("status", "active", "name", "Ada"));

        assertThat(routed.poll(30, TimeUnit.SECONDS)).contains("\"status\":\"active\"", "\"name\":\"Ada\"");
        assertThat(routed).isEmpty();
    }

    @Test
    void besideCamelsOwnEndpointDsl() throws Exception {
        start(new UsersRoute(), "direct:new-users");

        cocobase.collection("users").create("1", Map.of("name", "Ada"));

        assertThat(routed.poll(30, TimeUnit.SECONDS)).isEqualTo("{name=Ada}");
        assertThat(camel.getEndpoints())
                .filteredOn(CocobaseEndpoint.class::isInstance)
                .singleElement()
                .extracting(endpoint -> ((CocobaseEndpoint) endpoint).getConfiguration())
                .satisfies(options -> {
                    assertThat(options.getConnectionName()).isEqualTo("users");
                    assertThat(options.getReconnectDelay()).isEqualTo(2_000);
                });
    }

    @Test
    void aValueWithSignsOfAUriIsWrittenAsInAUri() throws Exception {
        camel.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setApiKey("another");
        start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(cocobase("users").apiKey("RAW(" + API_KEY + ")")).to("direct:users");
                    }
                },
                "direct:users");

        cocobase.collection("users").create("1", Map.of("name", "Ada"));

        assertThat(routed.poll(30, TimeUnit.SECONDS)).isEqualTo("{name=Ada}");
    }

    private void start(RoutesBuilder routes, String sink) throws Exception {
        camel.addRoutes(routes);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(sink).process(exchange -> routed.add(exchange.getMessage().getBody(String.class)));
            }
        });
        camel.start();
        cocobase.awaitConnections("users", 1);
    }

    @Test
    void whatIsCommittedIsWhatTheGeneratorWrites() throws IOException {
        assertThat(filesOf(Path.of("target/dsl/camel-endpointdsl")))
                .as("src/generated was out of date: the build has brought it up to date, commit it")
                .isEqualTo(filesOf(Path.of("src/generated/java")))
                .hasSize(2);
    }

    private static Map<String, List<String>> filesOf(Path directory) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Files.readAllLines(path));
            }
        }
        return files;
    }
}
