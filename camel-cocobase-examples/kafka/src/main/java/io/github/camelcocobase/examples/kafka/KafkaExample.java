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
package io.github.camelcocobase.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.examples.shop.Shop;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything on one machine: a Kafka broker, the database of the ledger, two sources in processes of their own, and three
 * workers in this one. Every now and then the source that watches is killed, and the other takes over. README.md says
 * how to run it.
 */
public final class KafkaExample implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("example");
    private static final int PARTITIONS = 6;
    private static final int SECONDS_TO_LIVE = 30;

    private final Path directory = Files.createTempDirectory("cocobase-kafka");
    private final Shop shop = Shop.open(System.getenv());
    private final KafkaBroker broker = KafkaBroker.start(directory.resolve("broker"));
    private final LedgerDatabase ledger = LedgerDatabase.start(directory.resolve("ledger"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** The one that was started first watches. */
    private final Deque<Process> sources = new ArrayDeque<>();

    private int started;

    private KafkaExample() throws Exception {
        broker.createTopics(PARTITIONS, "orders", "orders-failed");
        LOG.info("A Kafka broker at {}, its records in {}", broker.address(), directory);
    }

    public static void main(String[] args) throws Exception {
        try (KafkaExample example = new KafkaExample()) {
            example.run();
        }
    }

    private void run() throws Exception {
        // in time, and whatever ends us
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sources.forEach(Process::destroyForcibly)));
        startSource();
        startSource();
        timer.scheduleAtFixedRate(this::killTheOneThatWatches, SECONDS_TO_LIVE, SECONDS_TO_LIVE, TimeUnit.SECONDS);
        shop.start(Duration.ofMillis(700));

        Main workers = new Main();
        workers.configure().withProfile("worker");
        workers.addOverrideProperty("camel.component.kafka.brokers", broker.address());
        workers.run();
    }

    private void startSource() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put(Shop.BASE_URL, shop.baseUrl());
        environment.put(Shop.API_KEY, shop.apiKey());
        environment.put("KAFKA_BROKERS", broker.address());
        environment.put("LEDGER_URL", ledger.url());
        environment.put("CLUSTER_DIRECTORY", directory.resolve("cluster").toString());
        environment.put("NODE_NAME", "source " + List.of("A", "B", "C", "D").get(started++ % 4));
        sources.add(SourceProcess.start(environment, ProcessBuilder.Redirect.INHERIT));
    }

    private void killTheOneThatWatches() {
        LOG.info("The source that watches is killed (kill -9)");
        sources.remove().destroyForcibly();
        try {
            startSource();
        } catch (IOException e) {
            LOG.error("No other source can be started", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        sources.forEach(Process::destroyForcibly);
        shop.close();
        ledger.close();
        broker.close();
    }
}
