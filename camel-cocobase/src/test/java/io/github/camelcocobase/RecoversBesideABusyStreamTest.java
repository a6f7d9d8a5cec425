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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelcocobase.emulator.CocobaseEmulatorBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** More events come than the route can take: the queue is full all the time, and the socket waits. */
class RecoversBesideABusyStreamTest extends RecoveryTestSupport {

    private static final int BACKLOG = 30_000;

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger recovered = new AtomicInteger();

    @Override
    protected CocobaseEmulatorBuilder emulatorBuilder() {
        return super.emulatorBuilder().maxQueuedBytes(1L << 30);
    }

    private void startSlowRoute(String uri) throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("route").process(exchange -> {
                    permits.acquire();
                    boolean isLive = "live".equals(exchange.getIn().getHeader(CocobaseConstants.ORIGIN));
                    (isLive ? live : recovered).incrementAndGet();
                });
            }
        });
    }

    private void pushBacklog() {
        for (int i = 0; i < BACKLOG; i++) {
            // a state that is known: reading it gives the route nothing to do
            users.update("busy", numbered(0));
        }
        await().until(() -> consumer().getQueueDepth() >= 300);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void whatWasMissedDoesNotWaitUntilItIsIdle(int concurrentConsumers) throws Exception {
        users.create("busy", numbered(0));
        List<String> ids =
                IntStream.range(0, 100).mapToObj(i -> users.create(numbered(i))).toList();
        startSlowRoute(
                "cocobase:users?recovery=full&queueSize=400&pageSize=20&concurrentConsumers=" + concurrentConsumers);
        awaitRuns(1);
        emulator.faults().silentBatch(true);
        Map<String, Map<String, Object>> patches = new HashMap<>();
        ids.forEach(id -> patches.put(id, Map.of("changed", true)));
        users.updateAll(patches);
        pushBacklog();

        consumer().reconcileNow();

        await().until(() -> {
            permits.release(20);
            return recovered.get() >= ids.size();
        });
        assertThat(live.get()).isLessThan(BACKLOG / 2);
        permits.release(BACKLOG);
    }

    @Test
    void whatIsKnownAlreadyNeedsNoRoom() throws Exception {
        users.create("busy", numbered(0));
        IntStream.range(0, 100).forEach(i -> users.create(numbered(i)));
        startSlowRoute("cocobase:users?recovery=full&queueSize=400&pageSize=20");
        awaitRuns(1);
        pushBacklog();

        consumer().reconcileNow();

        // the route stands still: only the end of the run has to wait for it
        await().until(() -> recovery().documents() >= 101);
        permits.release(BACKLOG);
    }
}
