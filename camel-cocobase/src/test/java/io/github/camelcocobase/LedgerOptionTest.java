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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelcocobase.recovery.MemoryLedger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LedgerOptionTest extends RecoveryTestSupport {

    @TempDir
    Path directory;

    private void bindDataSource() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:" + directory.resolve("database") + ";DB_CLOSE_DELAY=-1");
        context.getRegistry().bind("ds", dataSource);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "file", "jdbc:#ds", "#ds", "#own"})
    void anyLedgerClosesTheGapOfARestart(String option) throws Exception {
        bindDataSource();
        context.getRegistry().bind("own", new MemoryLedger());
        String id = users.create(Map.of("name", "Ann"));
        startRoute("cocobase:users?recovery=full&documentLedger="
                + (option.equals("file") ? "file:" + directory.resolve("ledgers") : option));
        awaitRuns(1);

        context.getRouteController().stopRoute("route");
        users.delete(id);
        context.getRouteController().startRoute("route");

        awaitRouted(1);
        assertThat(typesOfRouted()).containsExactly("delete");
        if (option.equals("file")) {
            try (Stream<Path> files = Files.list(directory.resolve("ledgers"))) {
                assertThat(files).singleElement().asString().contains("users-").endsWith(".ledger");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"creates", "full"})
    void aDurableLedgerClosesTheGapOfANewContext(String recovery) throws Exception {
        String uri = "cocobase:users?recovery=" + recovery + "&documentLedger=file:" + directory.resolve("ledgers");
        startRoute(uri);
        awaitRuns(1);
        users.create(Map.of("name", "Ann"));
        awaitRouted(1);
        context.stop();
        users.create(Map.of("name", "Bob"));

        context = new DefaultCamelContext();
        CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
        component.getConfiguration().setBaseUrl(emulator.baseUrl());
        component.getConfiguration().setApiKey(API_KEY);
        settleQuickly(component);
        startRoute(uri);

        awaitRouted(2);
        awaitRuns(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"disk", "file:", "jdbc:ds", "jdbc:#", "mem"})
    void anyOtherValueIsRefusedAndSaysWhatIsAllowed(String value) {
        assertThatThrownBy(() -> startRoute("cocobase:users?documentLedger=" + value))
                .hasStackTraceContaining("Option documentLedger is \"" + value + "\"; allowed is memory, file:");
    }

    @Test
    void aDataSourceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> startRoute("cocobase:users?documentLedger=jdbc:#none"))
                .hasStackTraceContaining("no DataSource of that name");
    }

    @Test
    void aBrokenLedgerFailsTheStart() throws Exception {
        Path ledgers = directory.resolve("ledgers");
        startRoute("cocobase:users?recovery=full&documentLedger=file:" + ledgers);
        awaitRuns(1);
        context.getRouteController().stopRoute("route");
        try (Stream<Path> files = Files.list(ledgers)) {
            Files.writeString(files.findFirst().orElseThrow(), "broken");
        }

        assertThatThrownBy(() -> context.getRouteController().startRoute("route"))
                .hasStackTraceContaining("cannot be read");
        emulator.awaitNoConnections();
    }

    @Test
    void twoEndpointsDoNotShareALedgerByAccident() throws Exception {
        bindDataSource();
        startRoute("cocobase:users?documentLedger=jdbc:#ds");

        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("cocobase:users?documentLedger=jdbc:#ds&events=create")
                                .to("mock:other");
                    }
                }))
                .hasStackTraceContaining("connectionName");
    }

    @Test
    void twoEndpointsDoNotShareALedgerOfTheUsersOwn() throws Exception {
        context.getRegistry().bind("own", new MemoryLedger());
        emulator.collection("orders").create(Map.of("number", 1));
        startRoute("cocobase:users?recovery=full&documentLedger=#own");
        awaitRuns(1);
        String refusal = "Two endpoints share a document ledger (option documentLedger)";
        RouteBuilder orders = new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:orders?recovery=full&documentLedger=#own")
                        .routeId("orders")
                        .process(exchange -> routed.add(exchange.copy()));
            }
        };

        assertThatThrownBy(() -> context.addRoutes(orders)).hasStackTraceContaining(refusal);

        // it is given back at the stop
        context.getRouteController().stopRoute("route");
        context.getRouteController().startRoute("orders");
        await().until(() -> consumer(context, "orders").getRecoveryStatus().runsCompleted() == 1);
        assertThatThrownBy(() -> context.getRouteController().startRoute("route"))
                .hasStackTraceContaining(refusal);
    }
}
