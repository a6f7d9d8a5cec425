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
package io.github.camelcocobase.benchmark.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.CocobaseEndpoint;
import io.github.camelcocobase.benchmark.source.CollectionServer;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Many endpoints in one context, each with a connection of its own, with or without a route behind it. */
final class Endpoints {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<CocobaseConsumer> consumers = new ArrayList<>();
    private final String server;

    Endpoints(String server) {
        this.server = server;
        context.start();
    }

    private String uri(int n) {
        return "cocobase:" + CollectionServer.COLLECTION + "?baseUrl=" + server + "&apiKey=" + CollectionServer.API_KEY
                + "&connectionName=c" + n;
    }

    void addRoutes(int count) throws Exception {
        int first = consumers.size();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int n = first; n < first + count; n++) {
                    from(uri(n)).routeId("r" + n).process(exchange -> {});
                }
            }
        });
        for (int n = first; n < first + count; n++) {
            consumers.add((CocobaseConsumer) context.getRoute("r" + n).getConsumer());
        }
    }

    void addConsumers(int count) throws Exception {
        int first = consumers.size();
        for (int n = first; n < first + count; n++) {
            CocobaseEndpoint endpoint = context.getEndpoint(uri(n), CocobaseEndpoint.class);
            CocobaseConsumer consumer = (CocobaseConsumer) endpoint.createConsumer(exchange -> {});
            consumers.add(consumer);
            consumer.start();
        }
    }

    void awaitIdle() throws InterruptedException {
        await(consumers.size(), consumer -> {
            RecoveryStatus status = consumer.getRecoveryStatus();
            return consumer.getConnectionStatus().isLive() && status.runsCompleted() > 0 && !status.isRunning();
        });
    }

    long live() {
        return consumers.stream()
                .filter(consumer -> consumer.getConnectionStatus().isLive())
                .count();
    }

    void awaitLive(long count) throws InterruptedException {
        await(count, consumer -> consumer.getConnectionStatus().isLive());
    }

    private void await(long count, Predicate<CocobaseConsumer> condition) throws InterruptedException {
        while (consumers.stream().filter(condition).count() < count) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
