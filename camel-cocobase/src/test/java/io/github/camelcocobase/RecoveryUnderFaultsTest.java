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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.emulator.RestRequest;
import io.github.camelcocobase.emulator.WatchConnection;
import io.github.camelcocobase.recovery.RecoveryStatus;
import io.github.camelcocobase.recovery.TunedRecovery;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class RecoveryUnderFaultsTest extends RecoveryTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"500", "429", "html", "truncated", "dropped", "smaller pages", "empty page"})
    void aFaultOfTheServerCostsTimeAndNothingElse(String fault) throws Exception {
        List<String> ids =
                IntStream.range(0, 60).mapToObj(i -> users.create(numbered(i))).toList();
        startRoute("cocobase:users?recovery=full&pageSize=25");
        awaitRuns(1);

        whileDisconnected(() -> {
            users.update(ids.get(50), numbered(1000));
            users.delete(ids.get(10));
            users.create(numbered(2000));
            switch (fault) {
                case "500" -> emulator.faults().restReply(new HttpReply(500, Map.of(), "broken"), 2, 1);
                case "429" -> emulator.faults().rest429RetryAfter(1, "0");
                case "html" -> emulator.faults().restHtml(1);
                case "truncated" -> emulator.faults().restTruncatedBody(2);
                case "dropped" -> emulator.faults().restDrop(2);
                case "smaller pages" -> emulator.faults().pageLimit(7);
                default -> emulator.faults().restEmptyList(1);
            }
        });

        awaitRouted(3);
        assertThat(typesOfRouted()).containsExactlyInAnyOrder("update", "create", "delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).contains(ids.get(50), ids.get(10));
    }

    @Test
    void aDocumentThatCannotBeAskedForIsMissingFromTwoListingsWhenItIsGone() throws Exception {
        List<String> unaskable = List.of("..", "a\u0000b", "\u001b[31m", "x".repeat(2000));
        unaskable.forEach(id -> users.create(id, Map.of()));
        users.create("../admin?x#y", Map.of());
        users.create("stays", Map.of());
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        emulator.clearObservations();

        whileDisconnected(() -> {
            unaskable.forEach(users::delete);
            users.delete("../admin?x#y");
        });

        awaitRouted(5);
        assertThat(typesOfRouted()).containsOnly("delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID))
                .containsExactlyInAnyOrder("..", "a\u0000b", "\u001b[31m", "x".repeat(2000), "../admin?x#y");
        assertThat(emulator.restRequests())
                .extracting(RestRequest::path)
                .contains("/collections/users/documents/..%2Fadmin%3Fx%23y")
                .allMatch(path -> path.matches("/collections/users/documents(/(\\.\\.%2Fadmin%3Fx%23y|stays))?"));
    }

    @Test
    void aServerThatIgnoresTheOffsetIsNotReadAsThoughItHadEverything() throws Exception {
        IntStream.range(0, 60).forEach(i -> users.create(numbered(i)));
        startRoute("cocobase:users?recovery=full&pageSize=25");
        awaitRuns(1);
        emulator.faults().restIgnoreOffset(true);

        consumer().reconcileNow();

        await().until(() -> recovery().phase() == RecoveryStatus.Phase.FAILED);
        assertThat(recovery().lastError()).contains("same page for every offset");
        assertThat(recovery().isStuck()).isTrue();
        assertThat(consumer().alarm()).contains("same page for every offset");
        assertThat(routed).isEmpty();
    }

    @Test
    void aRefusalFailsTheRunAndTheNextSubscriptionTriesAgain() throws Exception {
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        emulator.faults().restReply(new HttpReply(403, Map.of(), "{\"detail\":\"Not for you\"}"), Faults.ALWAYS, 0);
        consumer().reconcileNow();
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.FAILED);
        assertThat(recovery().lastError()).contains("403").contains("Not for you");
        assertThat(status().state()).isEqualTo(ConnectionState.LIVE);

        emulator.faults().reset();
        whileDisconnected(() -> users.create(numbered(1)));

        awaitRouted(1);
        assertThat(consumer().alarm()).isNull();
    }

    @Test
    void anExchangeThatFailedIsOfferedAgain() throws Exception {
        for (String recovery : List.of("creates", "full")) {
            AtomicBoolean failing = new AtomicBoolean(true);
            startRoute(new RouteBuilder() {
                @Override
                public void configure() {
                    from("cocobase:users?recovery=" + recovery)
                            .routeId(recovery)
                            .process(exchange -> {
                                if (failing.get()) {
                                    throw new IllegalStateException("The route fails");
                                }
                                routed.add(exchange.copy());
                            });
                }
            });
            CocobaseConsumer consumer = consumer(context, recovery);
            consumer.setExceptionHandler(new QuietExceptionHandler());
            await().until(() -> consumer.getRecoveryStatus().runsCompleted() == 1);
            String created = users.create(Map.of("name", "Ann"));
            await().until(() -> consumer.report().counts().failed() == 1);
            consumer.reconcileNow();
            await().until(() -> consumer.report().counts().failed() == 2);

            failing.set(false);
            consumer.reconcileNow();

            await().until(() -> !routed.isEmpty());
            assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(created);
            assertThat(typesOfRouted()).containsExactly("create");
            assertThat(originsOfRouted()).containsExactly("recovery");
            context.getRouteController().stopRoute(recovery);
            context.removeRoute(recovery);
            routed.clear();
        }
    }

    @Test
    void aDeleteThatFailedIsOfferedAgain() throws Exception {
        String id = users.create(Map.of("name", "Ann"));
        AtomicBoolean failing = new AtomicBoolean(true);
        startRoute("cocobase:users?recovery=full", () -> failing.getAndSet(false));
        awaitRuns(1);
        users.delete(id);
        await().until(() -> consumer().report().counts().failed() == 1);

        consumer().reconcileNow();

        awaitRouted(1);
        assertThat(typesOfRouted()).containsExactly("delete");
        awaitRuns(2);
        consumer().reconcileNow();
        awaitRuns(3);
        assertThat(routed).hasSize(1);
    }

    @Test
    void whatTheRouteDoesToTheBodyDoesNotMakeItADifferentDocument() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            @SuppressWarnings("unchecked")
            public void configure() {
                from("cocobase:users?recovery=full").routeId("route").process(exchange -> {
                    exchange.getIn().getBody(Map.class).put("added", "by the route");
                    routed.add(exchange.copy());
                });
            }
        });
        awaitRuns(1);
        users.create(Map.of("name", "Ann"));
        awaitRouted(1);

        consumer().reconcileNow();
        awaitRuns(2);

        assertThat(routed).hasSize(1);
    }

    @Test
    void deletesThatWereNotPublishedAreFoundByTheReconcile() throws Exception {
        emulator.faults().silentDeletes(true);
        List<String> ids =
                IntStream.range(0, 5).mapToObj(i -> users.create(numbered(i))).toList();
        startRoute("cocobase:users?recovery=full&reconcileInterval=100");
        awaitRuns(1);

        users.delete(ids.get(2));

        awaitRouted(1);
        assertThat(typesOfRouted()).containsExactly("delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(ids.get(2));
    }

    @Test
    void aServerThatHidesSingleDocumentsIsNotBelievedThatTheyAreGone() throws Exception {
        emulator.faults().restNoSingleDocuments(true).silentDeletes(true);
        List<String> ids =
                IntStream.range(0, 30).mapToObj(i -> users.create(numbered(i))).toList();
        startRoute("cocobase:users?recovery=full&pageSize=20");
        awaitRuns(1);

        emulator.faults().restEmptyList(1);
        consumer().reconcileNow();
        awaitRuns(2);
        assertThat(routed).isEmpty();

        users.delete(ids.get(7));
        consumer().reconcileNow();
        awaitRuns(3);
        awaitRouted(1);
        assertThat(typesOfRouted()).containsExactly("delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(ids.get(7));
    }

    @Test
    void whatFailedOnAServerThatHidesSingleDocumentsIsLookedForInTheListing() throws Exception {
        emulator.faults().restNoSingleDocuments(true).silentDeletes(true);
        AtomicBoolean failing = new AtomicBoolean(true);
        startRoute("cocobase:users?recovery=creates", failing::get);
        awaitRuns(1);
        String kept = users.create(Map.of("name", "Ann"));
        String gone = users.create(Map.of("name", "Bob"));
        await().until(() -> consumer().report().counts().failed() == 2);
        users.delete(gone);

        failing.set(false);
        consumer().reconcileNow();

        awaitRouted(2);
        assertThat(routed)
                .extracting(
                        exchange -> exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID),
                        exchange -> exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE))
                .containsExactlyInAnyOrder(tuple(kept, "create"), tuple(gone, "delete"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty list", "another project's documents"})
    void aMassDeleteIsHeldUntilItIsConfirmed(String why) throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 150).forEach(i -> ids.add(users.create(numbered(i))));
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        emulator.faults().silentBatch(true);
        users.deleteAll(ids);
        if (why.startsWith("another")) {
            users.createAll(IntStream.range(0, 150).mapToObj(i -> numbered(-i)).toList());
        }

        consumer().reconcileNow();
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.HELD);

        assertThat(routed).isEmpty();
        assertThat(recovery().deletesHeld()).isEqualTo(150);
        assertThat(consumer().alarm()).contains("150").contains("confirmDeletes");
        consumer().confirmDeletes();
        awaitRouted(why.startsWith("another") ? 300 : 150);
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.IDLE);
        assertThat(consumer().alarm()).isNull();
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsAll(ids);
    }

    @Test
    void liveEventsFlowWhileTheCollectionIsRead() throws Exception {
        IntStream.range(0, 40).forEach(i -> users.create(numbered(i)));
        startRoute("cocobase:users?recovery=full&pageSize=20");
        awaitRuns(1);
        emulator.faults().restHang(1);
        consumer().reconcileNow();
        await().until(() -> recovery().requests() > 0 && recovery().isRunning());

        users.create(Map.of("name", "live"));

        awaitRouted(1);
        assertThat(originsOfRouted()).containsExactly("live");
        assertThat(recovery().isRunning()).isTrue();
    }

    @Test
    void anErrorOfTheJvmEndsTheRunAndNotTheRecovery() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        context.getComponent("cocobase", CocobaseComponent.class)
                .recoveryFactory((settings, ledger, queue, scheduler, readers) -> TunedRecovery.create(
                        settings,
                        ledger,
                        queue,
                        scheduler,
                        observer -> {
                            if (!failed.getAndSet(true)) {
                                throw new NoClassDefFoundError("a class that is gone");
                            }
                            return readers.apply(observer);
                        },
                        SETTLE_TIME,
                        Set.of()));
        startRoute("cocobase:users?recovery=full");
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.FAILED);
        assertThat(consumer().alarm()).contains("a class that is gone");

        consumer().reconcileNow();

        awaitRuns(1);
        assertThat(consumer().alarm()).isNull();
    }

    @Test
    void aCollectionThatTheServerWantsToBeReadLaterDoesNotHoldUpOthers() throws Exception {
        emulator.collection("orders");
        emulator.faults().restReply(new HttpReply(503, Map.of("Retry-After", "60"), "{\"detail\":\"Later\"}"), 1, 0);
        startRoute("cocobase:users?recovery=full");
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.RETRYING);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:orders?recovery=full").routeId("orders").process(exchange -> {});
            }
        });

        await().until(() -> consumer(context, "orders").getRecoveryStatus().runsCompleted() == 1);

        assertThat(recovery().phase()).isEqualTo(RecoveryStatus.Phase.RETRYING);
    }

    @Test
    void routesThatDoNotMoveHoldUpNeitherPingsNorOtherEndpoints() throws Exception {
        List<String> stuck = List.of("users", "teams", "roles", "rights");
        stuck.forEach(name ->
                IntStream.range(0, 300).forEach(i -> emulator.collection(name).create(numbered(i))));
        IntStream.range(0, 10).forEach(i -> emulator.collection("orders").create(numbered(i)));
        CountDownLatch blocked = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String name : stuck) {
                    from("cocobase:" + name + "?snapshot=initial&queueSize=20&pingInterval=50&livenessTimeout=2s")
                            .routeId(name)
                            .process(exchange -> blocked.await(30, TimeUnit.SECONDS));
                }
                from("cocobase:orders?snapshot=initial")
                        .routeId("route")
                        .process(exchange -> routed.add(exchange.copy()));
            }
        });
        context.start();
        try {
            // each keeps its turn for a while before it lets others read
            for (String name : stuck) {
                await().until(() ->
                        consumer(context, name).getRecoveryStatus().phase() == RecoveryStatus.Phase.DELIVERING);
            }
            awaitRouted(10);
            for (String name : stuck) {
                WatchConnection connection = emulator.connections(name).get(0);
                int pings = connection.pingsReceived();
                await().until(() -> connection.pingsReceived() > pings + 3);
                assertThat(consumer(context, name).getConnectionStatus().isLive())
                        .isTrue();
                assertThat(consumer(context, name).report().queueDepth()).isLessThan(20);
            }
        } finally {
            blocked.countDown();
        }
        for (String name : stuck) {
            await().until(() -> consumer(context, name).report().counts().delivered() == 300);
        }
    }

    @Test
    void aStopEndsWhateverIsUnderWay() throws Exception {
        IntStream.range(0, 40).forEach(i -> users.create(numbered(i)));
        emulator.faults().restHang(Faults.ALWAYS);
        startRoute("cocobase:users?recovery=full");
        await().until(() -> recovery().requests() > 0);

        context.getRouteController().stopRoute("route");

        emulator.awaitNoConnections();
        assertThat(context.getRouteController().getRouteStatus("route").isStopped())
                .isTrue();
    }

    @Test
    void aNewDisconnectAbortsAndTheNextSubscriptionStartsOver() throws Exception {
        IntStream.range(0, 40).forEach(i -> users.create(numbered(i)));
        startRoute("cocobase:users?recovery=full&pageSize=20");
        awaitRuns(1);
        emulator.faults().restHang(1);
        users.create(numbered(100));
        awaitRouted(1);
        emulator.faults().silentBatch(true);
        users.createAll(List.of(numbered(200)));
        consumer().reconcileNow();
        await().until(() -> recovery().requests() > 0 && recovery().isRunning());

        emulator.connections("users").forEach(WatchConnection::drop);

        awaitRouted(2);
        assertThat(originsOfRouted()).containsExactly("live", "recovery");
    }
}
