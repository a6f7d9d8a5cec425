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

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A page is asked for while the rows of the one before it wait for the route. */
class ReadsAheadTest extends RecoveryTestSupport {

    private static final int DOCUMENTS = 30;
    private static final int PAGE_SIZE = 20;

    private final Semaphore permits = new Semaphore(0);
    private List<String> ids;

    private void readWhileTheRouteStandsStill() throws Exception {
        ids = IntStream.range(0, DOCUMENTS)
                .mapToObj(i -> users.create(numbered(i)))
                .toList();
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=full&queueSize=20&pageSize=" + PAGE_SIZE)
                        .routeId("route")
                        .process(exchange -> permits.acquire())
                        .process(routed::add);
            }
        });
        awaitRuns(1);
        emulator.faults().silentBatch(true);
        Map<String, Map<String, Object>> patches = new HashMap<>();
        ids.forEach(id -> patches.put(id, Map.of("state", "missed")));
        users.updateAll(patches);
        int before = emulator.restRequests().size();

        consumer().reconcileNow();

        emulator.awaitRestRequests(before + 2, Duration.ofSeconds(20));
        await().until(() -> consumer().getQueueDepth() >= PAGE_SIZE / 2 - 1);
        assertThat(recovery().documents()).isEqualTo(PAGE_SIZE);
    }

    @Test
    void aStateThatWasReadAheadNeverFollowsANewerEvent() throws Exception {
        readWhileTheRouteStandsStill();
        String last = ids.get(DOCUMENTS - 1);
        long received = consumer().report().counts().received();
        users.update(last, Map.of("state", "newest"));
        await().until(() -> consumer().report().counts().received() > received);

        permits.release(10 * DOCUMENTS);

        awaitRuns(2);
        assertThat(statesOf(last)).isNotEmpty().last().isEqualTo("newest");
        assertThat(statesOf(ids.get(DOCUMENTS - 2))).containsExactly("missed");
    }

    @Test
    void aDocumentThatIsDeletedAfterItWasReadAheadDoesNotComeBack() throws Exception {
        readWhileTheRouteStandsStill();
        String last = ids.get(DOCUMENTS - 1);
        long received = consumer().report().counts().received();
        users.delete(last);
        await().until(() -> consumer().report().counts().received() > received);

        permits.release(10 * DOCUMENTS);

        awaitRuns(2);
        assertThat(routed.stream()
                        .filter(exchange -> last.equals(exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID)))
                        .map(exchange -> exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE)))
                .last()
                .isEqualTo("delete");
    }

    @Test
    void stoppingDoesNotWaitForWhatWasAskedForAhead() throws Exception {
        readWhileTheRouteStandsStill();
        emulator.faults().restDelay(Duration.ofMinutes(5));

        permits.release(10 * DOCUMENTS);
        context.getRouteController().stopRoute("route");

        assertThat(context.getInflightRepository().size()).isZero();
    }

    private List<Object> statesOf(String id) {
        return routed.stream()
                .filter(exchange -> id.equals(exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID)))
                .map(exchange -> exchange.getIn().getBody(Map.class).get("state"))
                .map(Object.class::cast)
                .toList();
    }
}
