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
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.emulator.ConnectionAttempt;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.RestRequest;
import org.apache.camel.ExchangePattern;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ConnectionOptionsTest extends WatchTestSupport {

    @ParameterizedTest
    @CsvSource({
        "'', /realtime/collections/users",
        "/, /realtime/collections/users",
        "/base/http, /base/http/realtime/collections/users",
        "/base//, /base/realtime/collections/users",
    })
    void thePathOfTheBaseUrlIsKept(String path, String expected) throws Exception {
        // where the emulator has nothing, it refuses the upgrade like a request without a key, which fails the start
        catchThrowable(() -> startRoute("cocobase:users?baseUrl=" + emulator.baseUrl() + path));

        Stream<String> watches = emulator.connectionAttemptLog().stream().map(ConnectionAttempt::path);
        Stream<String> others = emulator.restRequests().stream().map(RestRequest::path);
        assertThat(Stream.concat(watches, others)).first().isEqualTo(expected);
    }

    @Test
    void anUpgradeThatIsNotAnsweredInTimeHasFailed() throws Exception {
        emulator.faults().hangUpgrade(Faults.ALWAYS);
        startRoute("cocobase:users?connectTimeout=100");

        assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.CONNECT_FAILED);
        assertThat(status().lastError()).contains("within 100 ms");
        emulator.faults().hangUpgrade(0);
        awaitState(ConnectionState.LIVE);
    }

    @Test
    void theExchangePatternIsInOnlyUnlessAskedFor() throws Exception {
        startRoute("cocobase:users?exchangePattern=InOut");
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of());

        awaitRouted(1);
        assertThat(routed.get(0).getPattern()).isEqualTo(ExchangePattern.InOut);
        assertThat(context.getEndpoint("cocobase:orders").createExchange().getPattern())
                .isEqualTo(ExchangePattern.InOnly);
    }

    @Test
    void aWebSocketClientInTheRegistryIsUsedAndNotStopped() throws Exception {
        WebSocketClient mine = JettyClient.create("mine", null, null);
        mine.start();
        try {
            context.getRegistry().bind("mine", mine);
            context.removeComponent("cocobase");
            startRoute("cocobase:users?apiKey=" + API_KEY + "&baseUrl=" + emulator.baseUrl());
            emulator.awaitConnections("users", 1);
            assertThat(mine.getOpenSessions()).hasSize(1);

            context.stop();

            assertThat(mine.isStarted()).isTrue();
            emulator.awaitNoConnections();
        } finally {
            mine.stop();
        }
    }

    @Test
    void anHttpClientInTheRegistryIsUsedAndNotStopped() throws Exception {
        HttpClient mine = new HttpClient();
        mine.setName("mine");
        mine.start();
        try {
            context.getRegistry().bind("mine", mine);
            context.removeComponent("cocobase");
            startRoute("cocobase:users?apiKey=" + API_KEY + "&baseUrl=" + emulator.baseUrl());
            emulator.awaitConnections("users", 1);
            assertThat(mine.getDestinations()).hasSize(1);

            context.stop();

            assertThat(mine.isStarted()).isTrue();
            emulator.awaitNoConnections();
        } finally {
            mine.stop();
        }
    }

    @Test
    void aClientThatWasNotStartedIsStartedAndStoppedByUs() throws Exception {
        WebSocketClient mine = JettyClient.create("mine", null, null);
        context.getRegistry().bind("mine", mine);
        startRoute("cocobase:users?webSocketClient=#mine");
        emulator.awaitConnections("users", 1);

        context.stop();

        assertThat(mine.isStopped()).isTrue();
    }

    @Test
    void endpointsWithTheSameTlsAndProxySettingsShareAClient() throws Exception {
        startRoute("cocobase:users");
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < 20; i++) {
                    from("cocobase:orders?connectionName=orders-" + i).to("log:orders");
                }
            }
        });
        emulator.awaitConnections("orders", 20);

        long selectors = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cocobase-" + context.getName() + "-scheduler"))
                .count();
        assertThat(selectors).isEqualTo(1);
    }
}
