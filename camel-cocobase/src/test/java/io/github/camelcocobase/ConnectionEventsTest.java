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
import java.util.concurrent.CountDownLatch;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.event.ConnectedEvent;
import io.github.camelcocobase.event.ConnectionEvent;
import io.github.camelcocobase.event.DisconnectedEvent;
import io.github.camelcocobase.event.GapEvent;
import io.github.camelcocobase.event.RejectedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Camel's event notifiers hear. */
class ConnectionEventsTest extends WatchTestSupport {

    private final List<ConnectionEvent> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean hangs;

    @BeforeEach
    void listen() {
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) throws Exception {
                if (event instanceof ConnectionEvent connectionEvent) {
                    heard.add(connectionEvent);
                    if (hangs) {
                        never.await();
                    }
                }
            }
        });
    }

    @Test
    void connectedDisconnectedAndTheGap() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);

        emulator.connections("users").get(0).close(1012, "restarting");
        await().untilAsserted(() -> assertThat(heard).hasSize(4));

        assertThat(heard)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("ConnectedEvent", "DisconnectedEvent", "ConnectedEvent", "GapEvent");
        assertThat(heard).allSatisfy(event -> {
            assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
            assertThat(event.getConnectionName()).isEqualTo("x");
            assertThat(event.getRouteId()).isEqualTo("route");
            assertThat(event.getSource()).isSameAs(consumer().getEndpoint());
            assertThat(event.getTimestamp()).isPositive();
        });
        assertThat(((ConnectedEvent) heard.get(0)).isReconnect()).isFalse();
        assertThat(((DisconnectedEvent) heard.get(1)).getDisconnect().closeCode())
                .isEqualTo(1012);
        assertThat(((ConnectedEvent) heard.get(2)).isReconnect()).isTrue();
        GapEvent gap = (GapEvent) heard.get(3);
        assertThat(gap.getStart()).isBeforeOrEqualTo(gap.getEnd());
        assertThat(heard.get(1)).asString().startsWith("DisconnectedEvent[x: The server closed");
    }

    @Test
    void aRejectedKeyIsToldOnce() throws Exception {
        startRoute("cocobase:users?reconnectDelay=1&maxReconnectDelay=5");
        awaitState(ConnectionState.LIVE);

        emulator.apiKey("another-key");
        consumer().reconnectNow();
        await().until(() -> status().failedAttempts() >= 3);

        await().untilAsserted(() -> assertThat(heard).hasSize(3));
        assertThat(heard.get(2)).isInstanceOf(RejectedEvent.class);
        assertThat(((RejectedEvent) heard.get(2)).getDisconnect().message()).contains("Invalid API key");
        assertThat(heard.toString()).doesNotContain(API_KEY);
    }

    @Test
    void aStopIsADisconnect() throws Exception {
        startRoute("cocobase:users");
        awaitState(ConnectionState.LIVE);

        context.getRouteController().stopRoute("route");

        await().untilAsserted(() -> assertThat(heard).hasSize(2));
        assertThat(heard.get(1)).isInstanceOf(DisconnectedEvent.class);
    }

    @Test
    void aNotifierThatHangsHoldsUpNoConnection() throws Exception {
        hangs = true;
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        await().untilAsserted(() -> assertThat(heard).hasSize(1));

        emulator.connections("users").get(0).close(1012, "restarting");
        await().until(() -> status().isLive() && status().connections() == 2);
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(heard).hasSize(1);
        never.countDown();
    }

    @Test
    void aNotifierThatFailsDoesNotKeepTheNextFromHearing() throws Exception {
        context.getManagementStrategy().getEventNotifiers().add(0, new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ConnectionEvent) {
                    throw new IllegalStateException("Not interested");
                }
            }
        });
        startRoute("cocobase:users");

        await().untilAsserted(() -> assertThat(heard).hasSize(1));
    }
}
