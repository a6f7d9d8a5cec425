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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.CocobaseComponent;
import io.github.camelcocobase.CocobaseConfiguration;
import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Documents are read with the TLS, the proxy and the login that the WebSocket has. */
class RecoversOverTlsTest {

    private static Keystores keystores;

    private final CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users").start();
    private final CamelContext context = new DefaultCamelContext();
    private final CocobaseConfiguration configuration =
            context.getComponent("cocobase", CocobaseComponent.class).getConfiguration();
    private final List<String> routed = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void makeKeystores(@TempDir Path directory) throws Exception {
        keystores = new Keystores(directory);
    }

    @AfterEach
    void stop() {
        context.stop();
        emulator.close();
    }

    @Test
    void closesAGapOverTls() throws Exception {
        try (TlsFront front = front()) {
            useTls(front);

            proveThatAGapIsClosed();
        }
    }

    @Test
    void closesAGapOverTlsThroughAProxyWithALogin() throws Exception {
        try (TlsFront front = front();
                ConnectProxy proxy = new ConnectProxy("me:secret-of-the-proxy")) {
            useTls(front);
            configuration.setProxyHost("localhost");
            configuration.setProxyPort(proxy.port());
            configuration.setProxyUsername("me");
            configuration.setProxyPassword("secret-of-the-proxy");

            proveThatAGapIsClosed();

            assertThat(proxy.requests()).hasSizeGreaterThan(2).allSatisfy(head -> assertThat(head)
                    .startsWith("CONNECT localhost:" + front.port())
                    .doesNotContain(emulator.apiKey()));
        }
    }

    private TlsFront front() throws Exception {
        return new TlsFront(
                keystores.serverContext("server"),
                URI.create(emulator.baseUrl()).getPort());
    }

    private void useTls(TlsFront front) {
        configuration.setBaseUrl("https://localhost:" + front.port());
        configuration.setApiKey(emulator.apiKey());
        configuration.setSslContextParameters(keystores.trusting());
    }

    private void proveThatAGapIsClosed() throws Exception {
        emulator.collection("users").create("ann", Map.of());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?snapshot=initial&recovery=full")
                        .routeId("users")
                        .process(exchange -> routed.add(describe(exchange.getMessage())));
            }
        });
        context.start();
        // offered is not over: a snapshot that the cut interrupts would bring what happened meanwhile
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> consumer().getRecoveryStatus().runsCompleted() == 1);
        assertThat(routed).containsExactly("create ann snapshot");

        emulator.stop();
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> state() != ConnectionState.LIVE);
        emulator.collection("users").create("bob", Map.of());
        emulator.collection("users").delete("ann");
        emulator.restart();

        Awaitility.await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(routed)
                .containsExactlyInAnyOrder("create ann snapshot", "create bob recovery", "delete ann recovery"));
    }

    private CocobaseConsumer consumer() {
        return (CocobaseConsumer) context.getRoute("users").getConsumer();
    }

    private ConnectionState state() {
        return consumer().getConnectionStatus().state();
    }

    private static String describe(Message message) {
        return message.getHeader(CocobaseConstants.EVENT_TYPE) + " "
                + message.getHeader(CocobaseConstants.DOCUMENT_ID) + " "
                + message.getHeader(CocobaseConstants.ORIGIN);
    }
}
