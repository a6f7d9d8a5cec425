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
import java.util.concurrent.TimeUnit;

import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes that block keep at the most each other waiting, never the thread that reads all the sockets. */
class RoutesNeverRunOnTheReadersThreadTest extends WatchTestSupport {

    private static final int ENDPOINTS = 20;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<String> threads = new CopyOnWriteArrayList<>();

    @Test
    void withMoreBlockedRoutesThanThreads() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < ENDPOINTS; i++) {
                    from("cocobase:users?connectionName=c" + i).process(exchange -> {
                        threads.add(Thread.currentThread().getName());
                        gate.await(30, TimeUnit.SECONDS);
                    });
                }
            }
        });
        emulator.awaitConnections("users", ENDPOINTS);

        emulator.collection("users").create("u", Map.of());
        await().untilAsserted(() -> assertThat(threads).hasSize(16));
        // all sockets are read on, also those whose events have to wait for a thread
        for (Route route : context.getRoutes()) {
            CocobaseConsumer consumer = (CocobaseConsumer) route.getConsumer();
            await().untilAsserted(
                            () -> assertThat(consumer.getTraffic().events()).isEqualTo(1));
        }
        gate.countDown();

        await().untilAsserted(() -> assertThat(threads).hasSize(ENDPOINTS));
        assertThat(threads).allMatch(name -> name.contains("CocobaseDispatcher"));
    }
}
