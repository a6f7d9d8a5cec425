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
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The meters that an application with Micrometer sees. */
class MetersTest extends WatchTestSupport {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void namesAndTags() throws Exception {
        startWithRegistry();

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder(
                        "camel.cocobase.connection.live",
                        "camel.cocobase.connection.failed.attempts",
                        "camel.cocobase.connection.not.live",
                        "camel.cocobase.connection.reconnects",
                        "camel.cocobase.connection.gaps",
                        "camel.cocobase.recovery.stuck",
                        "camel.cocobase.recovery.deletes.held",
                        "camel.cocobase.queue.depth",
                        "camel.cocobase.queue.high.water.mark",
                        "camel.cocobase.frames.received",
                        "camel.cocobase.frames.last.timestamp",
                        "camel.cocobase.messages.malformed",
                        "camel.cocobase.messages.too.large",
                        "camel.cocobase.events.received",
                        "camel.cocobase.events.delivered",
                        "camel.cocobase.events.failed",
                        "camel.cocobase.events.filtered",
                        "camel.cocobase.events.unknown",
                        "camel.cocobase.events.dropped",
                        "camel.cocobase.events.foreign",
                        "camel.cocobase.events.last.timestamp");
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getTags())
                    .containsExactlyInAnyOrder(
                            Tag.of("camelContext", context.getName()),
                            Tag.of("routeId", "route"),
                            Tag.of("connection", "x"),
                            Tag.of("collection", "users"));
        });
    }

    @Test
    void everyMeterIsDocumented() throws Exception {
        startWithRegistry();

        String documentation = java.nio.file.Files.readString(java.nio.file.Path.of("../docs/operations.md"));
        for (Meter meter : registry.getMeters()) {
            assertThat(documentation).contains("`" + meter.getId().getName() + "`");
        }
    }

    @Test
    void values() throws Exception {
        startWithRegistry();
        assertThat(value("connection.live")).isEqualTo(1);
        assertThat(value("events.last.timestamp")).isZero();

        emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.publish("users", "{not json");

        await().untilAsserted(() -> {
            assertThat(value("events.received")).isEqualTo(1);
            assertThat(value("events.delivered")).isEqualTo(1);
            assertThat(value("messages.malformed")).isEqualTo(1);
        });
        assertThat(value("events.last.timestamp")).isGreaterThan(1_700_000_000);
        assertThat(value("queue.high.water.mark")).isGreaterThanOrEqualTo(1);

        emulator.stop();
        await().untilAsserted(() -> {
            assertThat(value("connection.live")).isZero();
            assertThat(value("connection.gaps")).isEqualTo(1);
            assertThat(value("connection.failed.attempts")).isPositive();
            assertThat(value("connection.not.live")).isPositive();
        });
    }

    @Test
    void aRecoveryThatIsStuck() throws Exception {
        EmulatedCollection users = emulator.collection("users");
        List<String> ids = IntStream.range(0, 150)
                .mapToObj(i -> users.create(Map.of("number", i)))
                .toList();
        startWithRegistry("&recovery=full");
        await().until(() -> consumer().getRecoveryStatus().runsCompleted() == 1);
        assertThat(value("recovery.stuck")).isZero();
        emulator.faults().silentBatch(true);
        users.deleteAll(ids);

        consumer().reconcileNow();

        await().untilAsserted(() -> {
            assertThat(value("recovery.stuck")).isEqualTo(1);
            assertThat(value("recovery.deletes.held")).isEqualTo(150);
        });
        consumer().confirmDeletes();
        awaitRouted(150);
        await().untilAsserted(() -> {
            assertThat(value("recovery.stuck")).isZero();
            assertThat(value("recovery.deletes.held")).isZero();
        });
    }

    @Test
    void aResetOfTheShownCountsDoesNotTurnAMeterBack() throws Exception {
        startWithRegistry();
        emulator.collection("users").create(Map.of("name", "Ann"));
        await().untilAsserted(() -> assertThat(value("events.delivered")).isEqualTo(1));

        consumer().resetCounters();

        assertThat(consumer().report().counts().delivered()).isZero();
        assertThat(value("events.delivered")).isEqualTo(1);
    }

    @Test
    void goneWithTheConsumer() throws Exception {
        startWithRegistry();

        context.getRouteController().stopRoute("route");

        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aRegistryThatRefusesFailsTheStartAndNothingIsLeft() throws Exception {
        AtomicBoolean refuses = new AtomicBoolean(true);
        SimpleMeterRegistry refusing = new SimpleMeterRegistry() {
            @Override
            protected <T> FunctionCounter newFunctionCounter(Meter.Id id, T object, ToDoubleFunction<T> count) {
                if (refuses.get()) {
                    throw new IllegalStateException("no room for a meter");
                }
                return super.newFunctionCounter(id, object, count);
            }
        };
        context.getRegistry().bind("metricsRegistry", refusing);
        context.start();

        assertThatThrownBy(() -> startRoute("cocobase:users")).hasStackTraceContaining("no room for a meter");

        assertThat(refusing.getMeters()).isEmpty();
        assertThat(context.getComponent("cocobase", CocobaseComponent.class).consumers())
                .isEmpty();
        // those of the Jetty client, which had been leased
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("cocobase-" + context.getName())));
        refuses.set(false);
        try (CapturedLog log = new CapturedLog("io.github.camelcocobase", Level.WARN)) {
            context.getRouteController().startRoute("route");
            awaitState(ConnectionState.LIVE);
            assertThat(log.texts(Level.WARN)).isEmpty();
        }
    }

    @Test
    void noneWithoutARegistry() throws Exception {
        startRoute("cocobase:users");
        awaitState(ConnectionState.LIVE);

        assertThat(context.getRegistry().findByType(io.micrometer.core.instrument.MeterRegistry.class))
                .isEmpty();
    }

    private void startWithRegistry() throws Exception {
        startWithRegistry("");
    }

    private void startWithRegistry(String options) throws Exception {
        context.getRegistry().bind("metricsRegistry", registry);
        startRoute("cocobase:users?connectionName=x" + options);
        emulator.awaitConnections("users", 1);
        awaitState(ConnectionState.LIVE);
    }

    private double value(String name) {
        List<Meter> found = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().equals("camel.cocobase." + name))
                .toList();
        assertThat(found).as(new TreeSet<>(names()).toString()).hasSize(1);
        return found.get(0).measure().iterator().next().getValue();
    }

    private List<String> names() {
        return registry.getMeters().stream().map(m -> m.getId().getName()).toList();
    }
}
