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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelcocobase.CapturedLog;
import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A key that occurs nowhere else goes through everything that can happen, and is then looked for everywhere. */
class SecretsTest {

    private static final String KEY = "canary+K3y/with=odd&characters%41~0123456789";
    private static final String PASSWORD = "canary-Pa55word+of/the=proxy";

    private final Secrets secrets = new Secrets(KEY, PASSWORD);
    private final List<CamelEvent> events = new CopyOnWriteArrayList<>();

    private static List<String> echoes() {
        return List.of(
                KEY,
                URLEncoder.encode(KEY, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(KEY.getBytes(StandardCharsets.UTF_8)),
                "x".repeat(270) + KEY,
                KEY.repeat(50));
    }

    private Bench prepared(Bench bench) {
        bench.context().setDevConsole(true);
        HealthCheckRegistry health = HealthCheckRegistry.get(bench.context());
        health.register(new ConsumersHealthCheckRepository());
        bench.context().getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, health);
        bench.context().getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                events.add(event);
            }
        });
        return bench;
    }

    private void look(Bench bench, String when) throws Exception {
        secrets.seeManagement(bench.context(), when);
        secrets.seeThreads(when);
        secrets.seeObjects(when, bench.component());
        if (bench.context().getRoute("route") != null) {
            secrets.seeObjects(
                    when,
                    bench.consumer(),
                    bench.consumer().getConnectionStatus(),
                    bench.consumer().getTraffic(),
                    bench.consumer().report());
        }
    }

    /** Nothing of ours shows a secret, and of others at INFO nothing does. What they say below that is documented. */
    private void conclude(Bench bench, CapturedLog log, boolean inTheUri) {
        secrets.seeExceptions("report", bench.reports().all());
        events.forEach(event -> secrets.see("event " + event.getType() + " " + events.indexOf(event), event));
        bench.routed()
                .forEach(exchange -> secrets.see(
                        "headers " + exchange.getExchangeId(), exchange.getIn().getHeaders()));
        Set<String> others = new TreeSet<>();
        int number = 0;
        for (CapturedLog.Line line : log.lines()) {
            boolean ours = line.logger().startsWith("io.github.camelcocobase")
                    && !line.logger().contains(".emulator.");
            if (ours || line.level().isMoreSpecificThan(Level.INFO)) {
                secrets.see("log " + number++, line.all());
            } else if (secrets.isIn(line.all())) {
                others.add(line.level() + " " + line.logger());
            }
        }
        assertThat(secrets.found()).isEmpty();
        assertThat(secrets.classes()).contains("CocobaseComponent", "CocobaseConfiguration");
        assertThat(others)
                .as("who else shows it, as docs/security.md says")
                .allMatch(line -> line.startsWith("DEBUG org.eclipse.jetty.")
                        || inTheUri && line.startsWith("TRACE org.apache.camel."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void staySecretInTheLifeOfAConnection(boolean inTheUri) throws Exception {
        try (CapturedLog log = new CapturedLog("", Level.TRACE);
                Bench bench = prepared(new Bench())) {
            CocobaseEmulator emulator =
                    CocobaseEmulator.builder().apiKey(KEY).collection("users").start();
            bench.closing(emulator::close);
            if (inTheUri) {
                bench.option("apiKey", KEY);
            } else {
                bench.keyOfComponent().component().getConfiguration().setApiKey(KEY);
            }
            bench.ownClient();
            bench.option("baseUrl", emulator.baseUrl())
                    .option("recovery", "full")
                    .option("snapshot", "initial")
                    .option("gapEvents", "true")
                    .option("unknownEvents", "fail")
                    .expectError("reading the collection failed");
            EmulatedCollection users = emulator.collection("users");
            users.create(Map.of("n", 1));
            bench.start();
            Bench.await(() -> bench.consumer().getRecoveryStatus().runsCompleted() == 1);
            look(bench, "live");

            int reported = 0;
            for (String echo : echoes()) {
                emulator.publish("users", "{\"error\":\"no " + echo + "\"}");
                emulator.publish("users", "not JSON " + echo);
                emulator.publish("users", "{\"event\":\"" + echo + "\",\"data\":{\"id\":\"x\",\"data\":{}}}");
                reported += 3;
            }
            int problems = reported;
            Bench.await(() -> bench.reports().all().size() >= problems);

            for (HttpReply reply : List.of(
                    new HttpReply(403, Map.of("x-echo", KEY), "{\"detail\":\"no " + KEY + "\"}"),
                    new HttpReply(401, Map.of(), "x".repeat(290) + KEY),
                    new HttpReply(302, Map.of("Location", "http://localhost/" + KEY), ""))) {
                emulator.faults().restReply(reply, -1, 0);
                bench.consumer().reconcileNow();
                Bench.await(() -> bench.consumer().getRecoveryStatus().phase() == RecoveryStatus.Phase.FAILED);
                look(bench, "after a refusal of REST by " + reply.status());
                emulator.faults().reset();
                long runs = bench.consumer().getRecoveryStatus().runsCompleted();
                bench.consumer().reconcileNow();
                Bench.await(() -> bench.consumer().getRecoveryStatus().runsCompleted() > runs);
            }

            for (String echo : echoes()) {
                long generation = bench.status().generation();
                String reason = "bad " + echo;
                emulator.faults().refuseUpgrade(new HttpReply(503, Map.of("x-echo", KEY), echo), 1);
                emulator.connections("users").get(0).close(1001, reason.substring(0, Math.min(123, reason.length())));
                Bench.await(() -> bench.status().generation() > generation + 1
                        && bench.status().isLive());
                look(bench, "after a close " + echoes().indexOf(echo));
            }

            emulator.faults().rejectAuth(1, "Invalid API key " + KEY);
            bench.consumer().reconnectNow();
            Bench.await(() -> bench.reports().all().toString().contains("Invalid API key"));
            Bench.await(() -> bench.status().isLive());
            look(bench, "at the end");
            bench.context().stop();
            secrets.seeThreads("after the stop");
            assertThat(secrets.classes())
                    .contains("CocobaseEndpoint", "RealtimeWatch", "WatchSession", "Disconnect", "CollectionRecovery");
            conclude(bench, log, inTheUri);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "403", "407", "503", "302", "101"})
    void staySecretWhereTheServersStatusLineRepeatsThem(String status) throws Exception {
        try (CapturedLog log = new CapturedLog("", Level.TRACE);
                Bench bench = prepared(new Bench())) {
            bench.keyOfComponent().component().getConfiguration().setApiKey(KEY);
            bench.option("failOnStartup", "true").ownClient();
            bench.server().otherwise(connection -> {
                connection.readRequest();
                connection.answer(
                        status + " no " + KEY,
                        "no " + KEY,
                        "WWW-Authenticate: Basic realm=\"" + KEY + '"',
                        "Location: http://localhost/" + KEY,
                        "Sec-WebSocket-Accept: " + KEY,
                        "Upgrade: websocket");
            });
            secrets.seeExceptions("start", List.of(catchThrowable(bench::start)));
            look(bench, "after the start");
            conclude(bench, log, false);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keepTheProxysPasswordSecret(boolean right) throws Exception {
        try (CapturedLog log = new CapturedLog("", Level.TRACE);
                Bench bench = prepared(new Bench())) {
            bench.ownClient();
            bench.server();
            ConnectProxy proxy = bench.closing(new ConnectProxy("me:" + (right ? PASSWORD : "another")));
            bench.keyOfComponent().component().getConfiguration().setApiKey(KEY);
            bench.option("proxyHost", "localhost")
                    .option("proxyPort", "" + proxy.port())
                    .option("proxyUsername", "me")
                    .option("proxyPassword", PASSWORD);
            bench.start();
            if (right) {
                bench.awaitState(ConnectionState.LIVE);
            } else {
                Bench.await(() -> bench.status().failedAttempts() >= 2);
            }
            look(bench, "with a proxy");
            // as an option of the endpoint
            conclude(bench, log, true);
        }
    }
}
