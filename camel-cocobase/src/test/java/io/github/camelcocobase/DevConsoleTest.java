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

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The console as Camel finds and asks it. */
class DevConsoleTest extends WatchTestSupport {

    @BeforeEach
    void start() throws Exception {
        context.setDevConsole(true);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?connectionName=x").routeId("route").process(routed::add);
                from("cocobase:orders?reconnectDelay=1h&maxReconnectDelay=1h")
                        .routeId("orders")
                        .process(routed::add);
            }
        });
        emulator.awaitConnections("users", 1);
        emulator.awaitConnections("orders", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));
        awaitRouted(1);
        await().until(() -> consumer().report().counts().delivered() == 1);
        await().until(() -> consumer(context, "orders").report().status().isLive());
        emulator.connections("orders").get(0).close(1012, "restarting");
        // the state changes first, then what is told of the change
        await().until(() -> consumer(context, "orders").report().lastClose() != null);
    }

    @Test
    void json() {
        JsonObject all = (JsonObject) console().call(DevConsole.MediaType.JSON);

        JsonArray connections = (JsonArray) all.get("connections");
        assertThat(connections).hasSize(2);
        JsonObject orders = (JsonObject) connections.get(0);
        assertThat(orders)
                .containsEntry("connection", "watch-orders")
                .containsEntry("state", "WAITING")
                .containsEntry("failedAttempts", 1)
                .containsEntry("lastCloseCode", 1012)
                .containsEntry("lastCloseReason", "restarting")
                .containsKeys("nextAttempt", "lastError", "since");
        JsonObject users = (JsonObject) connections.get(1);
        assertThat(users)
                .containsEntry("connection", "x")
                .containsEntry("collection", "users")
                .containsEntry("server", emulator.baseUrl())
                .containsEntry("routeId", "route")
                .containsEntry("state", "LIVE")
                .containsEntry("queueDepth", 0)
                .doesNotContainKeys("lastError", "nextAttempt");
        assertThat((JsonObject) users.get("counts"))
                .containsEntry("received", 1L)
                .containsEntry("delivered", 1L)
                .containsEntry("gaps", 0L);
        assertThat(all.toJson()).doesNotContain(API_KEY);
    }

    @Test
    void text() {
        String text = (String) console().call(DevConsole.MediaType.TEXT);

        assertThat(text)
                .contains("Connection: watch-orders", "State: WAITING", "Last close code: 1012")
                .contains("Connection: x", "State: LIVE", "Collection: users", "delivered 1")
                .doesNotContain(API_KEY);
    }

    @Test
    void oneConnection() {
        String text = (String) console().call(DevConsole.MediaType.TEXT, Map.of("connection", "x"));

        assertThat(text).contains("Connection: x").doesNotContain("watch-orders");
    }

    @Test
    void aStoppedConsumerIsNotShown() throws Exception {
        context.getRouteController().stopRoute("orders");

        assertThat((String) console().call(DevConsole.MediaType.TEXT)).doesNotContain("watch-orders");
    }

    private DevConsole console() {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        return registry.resolveById("cocobase");
    }
}
