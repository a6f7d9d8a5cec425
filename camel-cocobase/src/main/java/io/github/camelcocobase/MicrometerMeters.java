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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

import io.github.camelcocobase.recovery.RecoveryStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.spi.Registry;

/**
 * The meters of a consumer in Micrometer; names and tags are part of the component's contract and stand in
 * {@code docs/operations.md}. Only to be touched through {@link ConsumerMeters}.
 */
final class MicrometerMeters implements ConsumerMeters {

    private static final String PREFIX = "camel.cocobase.";

    /** The name that camel-micrometer binds its registry to. */
    private static final String REGISTRY_NAME = "metricsRegistry";

    private final MeterRegistry registry;
    private final CocobaseConsumer consumer;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    private MicrometerMeters(MeterRegistry registry, CocobaseConsumer consumer) {
        this.registry = registry;
        this.consumer = consumer;
        String routeId = consumer.getRouteId();
        this.tags = Tags.of(
                "camelContext",
                consumer.getEndpoint().getCamelContext().getName(),
                "routeId",
                routeId == null ? "" : routeId,
                "connection",
                consumer.getConnectionName(),
                "collection",
                consumer.getEndpoint().getCollection());
    }

    static ConsumerMeters register(CocobaseConsumer consumer) {
        MeterRegistry registry = find(consumer.getEndpoint().getCamelContext().getRegistry());
        if (registry == null) {
            return NONE;
        }
        MicrometerMeters meters = new MicrometerMeters(registry, consumer);
        try {
            meters.registerConnection();
            meters.registerRecovery();
            meters.registerCounts();
        } catch (RuntimeException e) {
            meters.remove();
            throw e;
        }
        return meters;
    }

    /** Where camel-micrometer finds it too. */
    private static MeterRegistry find(Registry registry) {
        MeterRegistry named = registry.lookupByNameAndType(REGISTRY_NAME, MeterRegistry.class);
        if (named != null) {
            return named;
        }
        Set<? extends MeterRegistry> found = registry.findByType(CompositeMeterRegistry.class);
        if (found.size() != 1) {
            found = registry.findByType(MeterRegistry.class);
        }
        return found.size() == 1 ? found.iterator().next() : null;
    }

    private void registerConnection() {
        gauge("connection.live", "1 while the subscription is confirmed", c -> isLive(c) ? 1 : 0);
        gauge("connection.failed.attempts", "Attempts that failed in a row", c -> c.report()
                .status()
                .failedAttempts());
        time("connection.not.live", "For how long the subscription has not been confirmed", c -> c.notLiveFor()
                .toMillis());
        gauge("queue.depth", "Events that wait for the route", c -> c.report().queueDepth());
        gauge("queue.high.water.mark", "The most events that waited at a time", c -> c.report()
                .queueHighWaterMark());
        time("frames.last.timestamp", "When a frame came in last, since the epoch", c -> c.getTraffic()
                .lastFrameAtMillis());
        time("events.last.timestamp", "When a change came in last, since the epoch", c -> c.getTraffic()
                .lastEventAtMillis());
    }

    private void registerRecovery() {
        gauge("recovery.stuck", "1 while what was missed cannot be read, or deletes are held back", c -> {
            RecoveryStatus recovery = c.getRecoveryStatus();
            return recovery != null && recovery.isStuck() ? 1 : 0;
        });
        gauge("recovery.deletes.held", "Deletes that massDeleteGuard holds back", c -> {
            RecoveryStatus recovery = c.getRecoveryStatus();
            return recovery == null ? 0 : recovery.deletesHeld();
        });
    }

    private void registerCounts() {
        counter("connection.reconnects", "Confirmed subscriptions after the first", EventCounts::reconnects);
        counter("connection.gaps", "Confirmed subscriptions that were lost", EventCounts::gaps);
        counter("frames.received", "WebSocket frames, pings and pongs included", EventCounts::frames);
        counter("messages.malformed", "Messages that could not be read", EventCounts::malformed);
        counter("messages.too.large", "Messages larger than maxMessageSize", EventCounts::tooLarge);
        counter("events.received", "Changes received", EventCounts::received);
        counter("events.delivered", "Changes that the route completed", EventCounts::delivered);
        counter("events.failed", "Changes that the route failed on", EventCounts::failed);
        counter("events.filtered", "Changes that events and filter left out", EventCounts::filtered);
        counter("events.unknown", "Events of an unknown name", EventCounts::unknown);
        counter("events.dropped", "Changes dropped by overflow or a stop", EventCounts::dropped);
        counter("events.foreign", "Changes of other collections, dropped", EventCounts::foreign);
    }

    private static boolean isLive(CocobaseConsumer consumer) {
        return consumer.report().status().isLive();
    }

    private void counter(String name, String description, ToLongFunction<EventCounts> count) {
        meters.add(FunctionCounter.builder(PREFIX + name, consumer, c -> count.applyAsLong(c.totals()))
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void gauge(String name, String description, ToDoubleFunction<CocobaseConsumer> value) {
        meters.add(Gauge.builder(PREFIX + name, consumer, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    private void time(String name, String description, ToDoubleFunction<CocobaseConsumer> millis) {
        meters.add(TimeGauge.builder(PREFIX + name, consumer, TimeUnit.MILLISECONDS, millis)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    @Override
    public void remove() {
        meters.forEach(registry::remove);
        meters.clear();
    }
}
