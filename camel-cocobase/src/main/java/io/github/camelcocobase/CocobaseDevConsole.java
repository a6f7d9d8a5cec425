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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.Component;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Camel's developer console {@code cocobase}: every connection with its state and counts, as text and as JSON. */
@DevConsole(
        name = "cocobase",
        displayName = "Cocobase",
        description = "Connections to Cocobase: their state, counts and queues")
public class CocobaseDevConsole extends AbstractDevConsole {

    /** Option: only the connection of this name. */
    public static final String CONNECTION = "connection";

    public CocobaseDevConsole() {
        super("camel", "cocobase", "Cocobase", "Connections to Cocobase: their state, counts and queues");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (CocobaseConsumer consumer : consumers(options)) {
            describe(consumer).forEach((name, value) -> {
                boolean first = name.equals("connection");
                text.append(first ? "\n    " : "        ").append(title(name)).append(": ");
                if (value instanceof Map<?, ?> counts) {
                    counts.forEach((what, count) ->
                            text.append(what).append(' ').append(count).append("  "));
                } else {
                    text.append(value);
                }
                text.append('\n');
            });
        }
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray connections = new JsonArray();
        for (CocobaseConsumer consumer : consumers(options)) {
            connections.add(new JsonObject(describe(consumer)));
        }
        JsonObject root = new JsonObject();
        root.put("connections", connections);
        return root;
    }

    private List<CocobaseConsumer> consumers(Map<String, Object> options) {
        Object only = options.get(CONNECTION);
        List<CocobaseConsumer> consumers = new ArrayList<>();
        for (String name : getCamelContext().getComponentNames()) {
            Component component = getCamelContext().hasComponent(name);
            if (component instanceof CocobaseComponent cocobase) {
                consumers.addAll(cocobase.consumers());
            }
        }
        consumers.removeIf(consumer -> only != null && !only.equals(consumer.getConnectionName()));
        consumers.sort(Comparator.comparing(CocobaseConsumer::getConnectionName));
        return consumers;
    }

    private static Map<String, Object> describe(CocobaseConsumer consumer) {
        ConnectionReport report = consumer.report();
        ConnectionStatus status = report.status();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("connection", status.name());
        all.put("collection", consumer.getEndpoint().getCollection());
        all.put("server", consumer.getEndpoint().getServiceUrl());
        putIfKnown(all, "routeId", consumer.getRouteId());
        all.put("state", status.state().name());
        all.put("since", status.since().toString());
        putIfKnown(all, "connectedSince", status.connectedSince());
        putIfKnown(all, "nextAttempt", status.nextAttempt());
        all.put("generation", status.generation());
        all.put("failedAttempts", status.failedAttempts());
        putIfKnown(all, "lastError", status.lastError());
        if (report.lastClose() != null) {
            all.put("lastCloseCode", report.lastClose().closeCode());
            putIfKnown(all, "lastCloseReason", report.lastClose().closeReason());
        }
        putIfKnown(all, "lastFrame", report.lastFrame());
        putIfKnown(all, "lastEvent", report.lastEvent());
        all.put("queueDepth", report.queueDepth());
        all.put("queueHighWaterMark", report.queueHighWaterMark());
        all.put("counts", counts(report.counts()));
        if (consumer.getRecoveryStatus() != null) {
            all.put("recovery", recovery(consumer.getRecoveryStatus()));
        }
        return all;
    }

    private static JsonObject recovery(RecoveryStatus status) {
        JsonObject all = new JsonObject();
        all.put("phase", status.phase().name());
        putIfKnown(all, "kind", status.kind());
        all.put("documents", status.documents());
        all.put("expected", status.expected());
        all.put("pages", status.pages());
        all.put("requests", status.requests());
        all.put("documentsPerSecond", Math.round(status.documentsPerSecond()));
        all.put("creates", status.creates());
        all.put("updates", status.updates());
        all.put("deletes", status.deletes());
        all.put("deletesHeld", status.deletesHeld());
        all.put("runsCompleted", status.runsCompleted());
        putIfKnown(all, "lastCompleted", status.lastCompleted());
        putIfKnown(all, "lastError", status.lastError());
        putIfKnown(all, "ledgerError", status.ledgerError());
        return all;
    }

    private static JsonObject counts(EventCounts counts) {
        JsonObject all = new JsonObject();
        all.put("frames", counts.frames());
        all.put("received", counts.received());
        all.put("delivered", counts.delivered());
        all.put("failed", counts.failed());
        all.put("filtered", counts.filtered());
        all.put("unknown", counts.unknown());
        all.put("dropped", counts.dropped());
        all.put("foreign", counts.foreign());
        all.put("malformed", counts.malformed());
        all.put("tooLarge", counts.tooLarge());
        all.put("gaps", counts.gaps());
        all.put("reconnects", counts.reconnects());
        return all;
    }

    private static void putIfKnown(Map<String, Object> all, String name, Object value) {
        if (value != null) {
            all.put(name, value.toString());
        }
    }

    private static String title(String name) {
        StringBuilder title = new StringBuilder();
        for (char c : name.toCharArray()) {
            if (Character.isUpperCase(c)) {
                title.append(' ');
            }
            title.append(title.length() == 0 ? Character.toUpperCase(c) : Character.toLowerCase(c));
        }
        return title.toString();
    }
}
