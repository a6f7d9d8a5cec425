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

import java.util.Date;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.ObjectName;

import io.github.camelcocobase.client.ConnectionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What JMX shows and does, through the platform's MBean server. */
class ManagedConnectionTest extends WatchTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, CONSUMER})
    void showsTheConnectionAndCounts(String bean) throws Exception {
        startRoute("cocobase:users?connectionName=x&filter.name_ne=Skip");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);
        ObjectName name = find(bean);

        assertThat(get(name, "ConnectionName")).isEqualTo("x");
        assertThat(get(name, "ConnectionState")).isEqualTo("LIVE");
        assertThat(get(name, "ConnectedSince")).isInstanceOf(Date.class);
        assertThat(get(name, "ConnectionStateSince")).isInstanceOf(Date.class);
        assertThat(get(name, "Generation")).isEqualTo(1L);
        assertThat(get(name, "FailedAttempts")).isEqualTo(0);
        assertThat(get(name, "Reconnects")).isEqualTo(0L);
        assertThat(get(name, "Gaps")).isEqualTo(0L);
        assertThat(get(name, "LastCloseCode")).isNull();
        assertThat(get(name, "LastEventTime")).isNull();

        emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").create(Map.of("name", "Skip"));
        emulator.publish("users", "{not json");
        emulator.publish("users", "{\"event\":\"renamed\",\"data\":{\"id\":\"1\",\"data\":{}}}");

        awaitCount(name, "EventsFiltered", 1);
        awaitCount(name, "EventsDelivered", 1);
        awaitCount(name, "MessagesMalformed", 1);
        assertThat(get(name, "EventsReceived")).isEqualTo(3L);
        awaitCount(name, "EventsUnknown", 1);
        assertThat(get(name, "EventsFailed")).isEqualTo(0L);
        assertThat(get(name, "EventsDropped")).isEqualTo(0L);
        assertThat((Long) get(name, "FramesReceived")).isGreaterThanOrEqualTo(5);
        assertThat((Integer) get(name, "QueueHighWaterMark")).isGreaterThanOrEqualTo(1);
        await().untilAsserted(() -> assertThat(get(name, "QueueDepth")).isEqualTo(0));
        assertThat(get(name, "LastEventTime")).isInstanceOf(Date.class);
        assertThat(get(name, "LastFrameTime")).isInstanceOf(Date.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, CONSUMER})
    void showsHowTheLatestConnectionWasClosed(String bean) throws Exception {
        startRoute("cocobase:users?reconnectDelay=1h&maxReconnectDelay=1h");
        awaitState(ConnectionState.LIVE);
        emulator.awaitConnections("users", 1);

        emulator.connections("users").get(0).close(1012, "restarting");
        awaitState(ConnectionState.WAITING);

        ObjectName name = find(bean);
        // the state changes first, then what is told of the change
        awaitCount(name, "Gaps", 1);
        assertThat(get(name, "LastCloseCode")).isEqualTo(1012);
        assertThat(get(name, "LastCloseReason")).isEqualTo("restarting");
        assertThat((String) get(name, "LastConnectionError")).contains("1012");
        assertThat(get(name, "ConnectedSince")).isNull();
        assertThat((Date) get(name, "NextAttempt")).isInTheFuture();
        assertThat(get(name, "FailedAttempts")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, CONSUMER})
    void reconnectsOnRequest(String bean) throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);

        server.invoke(find(bean), "reconnectNow", null, null);

        await().untilAsserted(() -> assertThat(emulator.connectionAttempts()).isEqualTo(2));
        awaitState(ConnectionState.LIVE);
        assertThat(get(find(bean), "Generation")).isEqualTo(2L);
        awaitCount(find(bean), "Reconnects", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, CONSUMER})
    void showsCountsFromZeroAfterAReset(String bean) throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        ObjectName name = find(bean);
        emulator.collection("users").create(Map.of("name", "Ann"));
        awaitCount(name, "EventsDelivered", 1);

        server.invoke(name, "resetCounters", null, null);

        assertThat(get(name, "EventsDelivered")).isEqualTo(0L);
        assertThat(get(name, "EventsReceived")).isEqualTo(0L);
        assertThat(get(name, "FramesReceived")).isEqualTo(0L);
        assertThat(get(name, "QueueHighWaterMark")).isEqualTo(0);
        emulator.collection("users").create(Map.of("name", "Bob"));
        awaitCount(name, "EventsDelivered", 1);
        assertThat(get(name, "EventsReceived")).isEqualTo(1L);
    }

    @Test
    void countsOverTheStartsOfAConsumer() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));
        awaitCount(find(ENDPOINT), "EventsDelivered", 1);

        CocobaseConsumer consumer = consumer();
        consumer.stop();
        assertThat(get(find(ENDPOINT), "ConnectionState")).isEqualTo("STOPPED");
        emulator.awaitNoConnections();
        consumer.start();
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Bob"));

        awaitCount(find(ENDPOINT), "EventsDelivered", 2);
        assertThat(get(find(ENDPOINT), "EventsReceived")).isEqualTo(2L);
        assertThat(get(find(ENDPOINT), "Reconnects")).isEqualTo(0L);
    }

    @Test
    void theEndpointShowsTheConsumerThatARestartOfTheRouteMade() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        context.getRouteController().stopRoute("route");
        assertThat(get(find(ENDPOINT), "ConnectionState")).isEqualTo("STOPPED");
        context.getRouteController().startRoute("route");

        await().untilAsserted(
                        () -> assertThat(get(find(ENDPOINT), "ConnectionState")).isEqualTo("LIVE"));
        assertThat(get(find(CONSUMER), "ConnectionState")).isEqualTo("LIVE");
    }

    @Test
    void anEndpointWithoutAConsumerIsStopped() throws Exception {
        context.getEndpoint("cocobase:users?connectionName=x");
        context.start();

        ObjectName name = find(ENDPOINT);

        assertThat(get(name, "ConnectionName")).isEqualTo("x");
        assertThat(get(name, "ConnectionState")).isEqualTo("STOPPED");
        assertThat(get(name, "EventsReceived")).isEqualTo(0L);
        server.invoke(name, "reconnectNow", null, null);
        server.invoke(name, "resetCounters", null, null);
    }

    @Test
    void everyAttributeCanBeReadAndIsDescribed() throws Exception {
        startRoute("cocobase:users");

        for (String bean : new String[] {ENDPOINT, CONSUMER}) {
            ObjectName name = find(bean);
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                assertThat(attribute.getDescription()).isNotBlank();
                server.getAttribute(name, attribute.getName());
            }
        }
    }

    private void awaitCount(ObjectName name, String attribute, long count) {
        await().untilAsserted(() -> assertThat(get(name, attribute)).isEqualTo(count));
    }
}
