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

import io.github.camelcocobase.client.ConnectionState;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator's readiness probe sees, asked for as Camel's own health endpoints do. */
class ConsumerHealthTest extends WatchTestSupport {

    private CocobaseComponent component;

    @BeforeEach
    void registerHealth() {
        component = context.getComponent("cocobase", CocobaseComponent.class);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(new ConsumersHealthCheckRepository());
        context.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
    }

    @Test
    void upWhileLive() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        awaitState(ConnectionState.LIVE);

        HealthCheck.Result result = readiness();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getDetails())
                .containsEntry("route.id", "route")
                .containsEntry("collection", "users")
                .containsEntry("connection.name", "x")
                .containsEntry("connection.state", "LIVE")
                .containsEntry("connection.failed.attempts", 0)
                .containsKey("connection.since")
                .doesNotContainKey("connection.next.attempt");
    }

    @Test
    void upForTheGracePeriodAfterALossAndDownAfterIt() throws Exception {
        component.setHealthGracePeriod(600_000);
        startRoute("cocobase:users?reconnectDelay=1h&maxReconnectDelay=1h");
        awaitState(ConnectionState.LIVE);

        emulator.stop();
        awaitState(ConnectionState.WAITING);

        HealthCheck.Result within = readiness();
        assertThat(within.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(within.getDetails())
                .containsEntry("connection.state", "WAITING")
                .containsEntry("connection.failed.attempts", 1)
                .containsKeys("connection.last.error", "connection.next.attempt");

        component.setHealthGracePeriod(0);
        HealthCheck.Result after = readiness();
        assertThat(after.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(after.getMessage()).get().asString().contains("watch-users", "not connected for", "broke");
    }

    @Test
    void downUntilTheFirstConnection() throws Exception {
        component.setHealthGracePeriod(600_000);
        emulator.stop();
        startRoute("cocobase:users");
        awaitState(ConnectionState.WAITING);

        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(readiness().getMessage()).get().asString().contains("not connected yet");

        emulator.restart();
        awaitState(ConnectionState.LIVE);
        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void downAtOnceWithTheWordsOfTheServerWhenTheKeyIsRejected() throws Exception {
        component.setHealthGracePeriod(600_000);
        startRoute("cocobase:users");
        awaitState(ConnectionState.LIVE);

        emulator.apiKey("another-key");
        consumer().reconnectNow();
        awaitState(ConnectionState.REJECTED);

        HealthCheck.Result result = readiness();
        assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result.getMessage()).get().asString().contains("does not accept the API key", "Invalid API key");
        assertThat(result.toString() + result.getDetails()).doesNotContain(API_KEY);
    }

    @Test
    void downWhenTheWatchGaveUp() throws Exception {
        component.setHealthGracePeriod(600_000);
        startRoute("cocobase:users?maxReconnectAttempts=1");
        awaitState(ConnectionState.LIVE);

        emulator.stop();
        awaitState(ConnectionState.STOPPED);

        assertThat(readiness().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(readiness().getMessage()).get().asString().contains("gave up after");
    }

    @Test
    void isNoneOfTheLivenessChecks() throws Exception {
        emulator.stop();
        startRoute("cocobase:users");
        awaitState(ConnectionState.WAITING);

        assertThat(consumer().getHealthCheck().isLiveness()).isFalse();
        assertThat(HealthCheckHelper.invokeLiveness(context, "full")).isEmpty();
    }

    @Test
    void isUnknownWhenDisabledOnTheComponent() throws Exception {
        component.setHealthCheckConsumerEnabled(false);
        emulator.stop();
        startRoute("cocobase:users");
        awaitState(ConnectionState.WAITING);

        HealthCheck.Result own = consumer().getHealthCheck().call();
        assertThat(own.getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void aCheckThatSomebodySetIsKept() throws Exception {
        startRoute("cocobase:users");
        CocobaseConsumer consumer = consumer();
        HealthCheck other = new CocobaseConsumerHealthCheck(consumer, "other");
        consumer.setHealthCheck(other);

        consumer.stop();
        consumer.start();

        assertThat(consumer.getHealthCheck()).isSameAs(other);
    }

    private HealthCheck.Result readiness() {
        HealthCheckRepository consumers =
                HealthCheckHelper.getHealthCheckRepository(context, "consumers", HealthCheckRepository.class);
        HealthCheck check = consumers.stream()
                .filter(c -> c.getId().equals("consumer:route"))
                .findFirst()
                .orElseThrow();
        return check.call(Map.of(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS));
    }
}
