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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.CocobaseEmulatorBuilder;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.emulator.Profile;
import io.github.camelcocobase.emulator.RestRequest;
import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** Another tenant's collection of the same name must not reach the route. */
class OtherTenantsTest extends RecoveryTestSupport {

    @Override
    protected CocobaseEmulatorBuilder emulatorBuilder() {
        // the profile whose events state the collection's id
        return CocobaseEmulator.builder()
                .apiKey(API_KEY)
                .profile(Profile.SERVER)
                .collection("users");
    }

    @Test
    void theirEventsAreDroppedAndCountedFromTheFirstOneOn() throws Exception {
        emulator.faults().crossTenantLeak(true);
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);

        users.create(Map.of("name", "Ann"));
        users.create(Map.of("name", "Bob"));

        awaitRouted(2);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"));
        await().until(() -> consumer().report().counts().foreign() == 2);
        assertThat(consumer().report().counts().received()).isEqualTo(2);
        assertThat(emulator.restRequests()).extracting(RestRequest::path).containsExactly("/collections/users");
    }

    @Test
    void theListingTellsWithoutAQuestion() throws Exception {
        emulator.faults().crossTenantLeak(true);
        users.create(Map.of("name", "before"));
        startRoute("cocobase:users");
        awaitRuns(1);

        users.create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"));
        await().until(() -> consumer().report().counts().foreign() == 1);
        assertThat(emulator.restRequests()).extracting(RestRequest::path).doesNotContain("/collections/users");
    }

    @Test
    void nothingIsHeldBackWhereTheServerDoesNotTell() throws Exception {
        emulator.faults().restReply(new HttpReply(404, Map.of(), "{\"detail\":\"Not Found\"}"), Faults.ALWAYS, 0);
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);

        users.create(Map.of("name", "Ann"));
        users.create(Map.of("name", "Bob"));

        awaitRouted(2);
        assertThat(bodiesOfRouted()).isEqualTo(List.of(Map.of("name", "Ann"), Map.of("name", "Bob")));
    }

    @Test
    void aStopWaitsForTheAnswerAndRoutesWhatWaitedForIt() throws Exception {
        emulator.faults().restDelay(Duration.ofMillis(1500));
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);
        users.create(Map.of("name", "Ann"));
        await().until(() -> consumer().getPendingExchangesSize() == 1);
        assertThat(routed).isEmpty();

        context.getRouteController().stopRoute("route");

        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"));
    }

    /** Their readings keep all the threads that there are for readings. */
    @Test
    void slowSnapshotsOfOthersDoNotHoldUpTheQuestion() throws Exception {
        int others = RecoveryThreads.MAX_THREADS;
        IntStream.range(0, others).forEach(i -> emulator.collection("slow" + i).create(numbered(i)));
        CompletableFuture<Void> released = new CompletableFuture<>();
        try {
            startSlowRoutes(others, "?snapshot=initial", released);
            await().untilAsserted(() -> assertThat(IntStream.range(0, others)
                            .mapToObj(i -> consumer(context, "slow" + i))
                            .map(slow -> slow.getRecoveryStatus().phase()))
                    .containsOnly(RecoveryStatus.Phase.DELIVERING));
            startRoute("cocobase:users");
            emulator.awaitConnections("users", 1);
            emulator.faults().crossTenantLeak(true);

            users.create(Map.of("name", "Ann"));

            await().atMost(10, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann")));
            assertThat(consumer().report().counts().foreign()).isEqualTo(1);
            assertThat(recovery().runsCompleted()).isZero();
            assertTimeout(
                    Duration.ofSeconds(8), () -> context.getRouteController().stopRoute("route"));
        } finally {
            released.complete(null);
        }
    }

    @Test
    void manyQuestionsThatAreNotAnsweredDoNotHoldUpAnother() throws Exception {
        startWithMoreQuestionsThanThreads();

        users.create(Map.of("name", "Ann"));

        // as long as it waits for one question, not for those before it
        await().atMost(5, TimeUnit.SECONDS).until(() -> routed.size() == 1);
    }

    @Test
    void whatStillWaitsForTheAnswerAtAStopIsCountedAndLogged() throws Exception {
        startWithMoreQuestionsThanThreads();
        users.create(Map.of("name", "Ann"));
        CocobaseConsumer consumer = consumer();
        await().until(() -> consumer.getPendingExchangesSize() == 1);

        try (CapturedLog log = new CapturedLog(CocobaseConsumer.class.getName(), Level.WARN)) {
            consumer.stop();

            assertThat(log.texts(Level.WARN))
                    .containsExactly("watch-users: 1 received events were not routed at the stop");
        }
        assertThat(consumer.totals().dropped()).isEqualTo(1);
        assertThat(routed).isEmpty();
    }

    /** Routes that keep no thread while they wait. */
    private void startSlowRoutes(int count, String options, CompletableFuture<Void> released) throws Exception {
        for (int i = 0; i < count; i++) {
            emulator.collection("slow" + i);
        }
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < count; i++) {
                    from("cocobase:slow" + i + options).routeId("slow" + i).process(new AsyncProcessorSupport() {
                        @Override
                        public boolean process(Exchange exchange, AsyncCallback callback) {
                            released.thenRun(() -> callback.done(false));
                            return false;
                        }
                    });
                }
            }
        });
        for (int i = 0; i < count; i++) {
            emulator.awaitConnections("slow" + i, 1);
        }
    }

    /** A route that asks nothing yet, and others that keep each thread for questions, and one of them waits for one. */
    private void startWithMoreQuestionsThanThreads() throws Exception {
        int others = RecoveryThreads.MAX_QUESTION_THREADS + 1;
        emulator.faults().restHang(Faults.ALWAYS);
        startSlowRoutes(others, "?recovery=none", CompletableFuture.completedFuture(null));
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);
        for (int i = 0; i < others; i++) {
            CocobaseConsumer slow = consumer(context, "slow" + i);
            emulator.collection("slow" + i).create(Map.of());
            await().until(() -> slow.getPendingExchangesSize() == 1);
        }
    }
}
