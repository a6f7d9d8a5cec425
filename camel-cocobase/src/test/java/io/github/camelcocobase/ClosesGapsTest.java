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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.recovery.CollectionRecovery;
import io.github.camelcocobase.recovery.RecoveryStatus;
import io.github.camelcocobase.recovery.TunedRecovery;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ClosesGapsTest extends RecoveryTestSupport {

    @Test
    void createsThatWereMissedAreRoutedOldestFirst() throws Exception {
        users.create(Map.of("name", "before"));
        startRoute("cocobase:users");
        awaitRuns(1);

        whileDisconnected(() -> {
            users.create(Map.of("name", "Ann"));
            users.create(Map.of("name", "Bob"));
        });

        awaitRouted(2);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"));
        assertThat(typesOfRouted()).containsOnly("create");
        assertThat(originsOfRouted()).containsOnly("recovery");
    }

    /** {@return the id of a document that is created while disconnected; afterwards the server refuses to list it} */
    private String missWhileNothingCanBeRead() {
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        String missed = users.create(Map.of("name", "missed"));
        emulator.faults().restReply(new HttpReply(403, Map.of(), "{}"), Faults.ALWAYS, 0);
        emulator.restart();
        await().until(() -> recovery().phase() == RecoveryStatus.Phase.FAILED);
        return missed;
    }

    /** How young the youngest document is tells nothing about what was created before it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasMissedIsReadAlsoAfterMuchYoungerDocumentsHaveCome(boolean stoppedMeanwhile) throws Exception {
        users.create(Map.of("name", "before"));
        startRoute("cocobase:users");
        awaitRuns(1);
        missWhileNothingCanBeRead();

        emulator.publish(
                "users",
                "{\"event\":\"create\",\"data\":{\"id\":\"young\",\"data\":{\"name\":\"young\"},\"created_at\":\""
                        + Instant.now().plus(Duration.ofMinutes(10)) + "\"}}");
        awaitRouted(1);
        emulator.faults().reset();
        if (stoppedMeanwhile) {
            context.getRouteController().stopRoute("route");
            context.getRouteController().startRoute("route");
            awaitRuns(1);
        } else {
            consumer().reconcileNow();
            awaitRuns(2);
        }

        awaitRouted(2);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "young"), Map.of("name", "missed"));
        // and now it is known
        long runs = recovery().runsCompleted();
        consumer().reconcileNow();
        awaitRuns(runs + 1);
        assertThat(routed).hasSize(2);
    }

    /** Who asks for creates has heard nothing of a document by an update. */
    @ParameterizedTest
    @ValueSource(strings = {"creates", "full"})
    void aDocumentThatChangesBeforeItIsReadIsCreatedAllTheSame(String mode) throws Exception {
        startRoute("cocobase:users?events=create&recovery=" + mode);
        awaitRuns(1);
        users.create(Map.of("name", "first"));
        awaitRouted(1);
        String missed = missWhileNothingCanBeRead();

        users.update(missed, Map.of("name", "changed"));
        await().until(() -> consumer().report().counts().filtered() == 1);
        emulator.faults().reset();
        consumer().reconcileNow();
        awaitRuns(2);

        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "first"), Map.of("name", "changed"));
        assertThat(typesOfRouted()).containsOnly("create");
    }

    @ParameterizedTest
    @CsvSource({"creates, false", "creates, true", "full, false", "full, true"})
    void aDocumentThatChangesWhileItIsReadIsCreatedAllTheSame(String mode, boolean snapshot) throws Exception {
        users.create(Map.of("name", "before"));
        startRoute("cocobase:users?events=create&recovery=" + mode + (snapshot ? "&snapshot=initial" : ""));
        awaitRuns(1);
        int routedBefore = snapshot ? 1 : 0;
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        String missed = users.create(Map.of("name", "missed"));
        emulator.faults().restDelay(Duration.ofMillis(300));
        int requests = emulator.restRequests().size();
        emulator.restart();
        emulator.awaitRestRequests(requests + 1, Duration.ofSeconds(30));

        users.update(missed, Map.of("name", "changed"));
        awaitRuns(2);

        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID))
                .hasSize(routedBefore + 1)
                .last()
                .isEqualTo(missed);
        assertThat(typesOfRouted()).containsOnly("create");
    }

    @ParameterizedTest
    @CsvSource({"creates, false", "creates, true", "full, false", "full, true"})
    void aCreateThatFailedIsOwedAlsoAfterAnUpdateThatTheRouteDoesNotWant(String mode, boolean updateWaits)
            throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        CountDownLatch updated = new CountDownLatch(updateWaits ? 1 : 0);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?events=create&recovery=" + mode)
                        .routeId("route")
                        .process(exchange -> {
                            updated.await();
                            if (fails.get()) {
                                throw new IllegalStateException("The route fails");
                            }
                            routed.add(exchange.copy());
                        });
            }
        });
        consumer().setExceptionHandler(new QuietExceptionHandler());
        awaitRuns(1);
        String failed = users.create(Map.of("name", "failed"));
        if (!updateWaits) {
            await().until(() -> consumer().report().counts().failed() == 1);
        }
        users.update(failed, Map.of("name", "changed"));
        await().until(() -> consumer().report().counts().filtered() == 1);
        updated.countDown();
        await().until(() -> consumer().report().counts().failed() == 1);
        fails.set(false);

        whileDisconnected(() -> {});

        awaitRouted(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "changed"));
    }

    @Test
    void whatWasThereBeforeTheStartIsNotRoutedAlsoWhenAnEventComesBeforeTheFirstReading() throws Exception {
        String old = users.create(Map.of("name", "old"));
        users.create(Map.of("name", "before"));
        context.getComponent("cocobase", CocobaseComponent.class)
                .recoveryFactory((settings, ledger, queue, scheduler, readers) -> TunedRecovery.create(
                        settings, ledger, queue, scheduler, readers, Duration.ofMillis(500), Set.of()));
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        users.update(old, Map.of("name", "changed"));
        users.create(Map.of("name", "live"));
        awaitRuns(1);

        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "changed"), Map.of("name", "live"));
    }

    /** Also if the update failed, and is offered once more before. */
    @Test
    void theCreateFollowsAnUpdateThatFailed() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        startRoute("cocobase:users", fails::get);
        awaitRuns(1);
        String missed = missWhileNothingCanBeRead();
        users.update(missed, Map.of("name", "changed"));
        await().until(() -> consumer().report().counts().failed() == 1);
        emulator.faults().reset();
        consumer().reconcileNow();
        await().until(() -> consumer().report().counts().failed() > 1);
        awaitRuns(2);
        fails.set(false);

        whileDisconnected(() -> {});

        await().untilAsserted(() -> assertThat(typesOfRouted()).contains("create"));
    }

    /** A document that changes with each question must not make a snapshot begin anew. */
    @ParameterizedTest
    @ValueSource(strings = {"creates", "full"})
    void aDocumentThatNeverRestsDoesNotKeepASnapshotFromItsEnd(String mode) throws Exception {
        String hot = users.create(numbered(0));
        for (int i = 1; i < 30; i++) {
            users.create(numbered(i));
        }
        emulator.faults().restDelay(Duration.ofMillis(100));
        startRoute("cocobase:users?snapshot=initial&recovery=" + mode);
        emulator.awaitConnections("users", 1);
        AtomicInteger number = new AtomicInteger(1000);
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            users.update(hot, numbered(number.getAndIncrement()));
            return recovery().runsCompleted() >= 1;
        });

        assertThat(routed.stream()
                        .filter(exchange -> !hot.equals(exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID))))
                .hasSize(29);
        assertThat(consumer().alarm()).isNull();
    }

    /** What the route waits for begins with its first subscription, not when all is learned that was there before. */
    @ParameterizedTest
    @ValueSource(strings = {"create,update,delete", "create"})
    void whatIsCreatedInAGapBeforeEverythingIsLearnedIsRouted(String events) throws Exception {
        for (int i = 0; i < 40; i++) {
            users.create(numbered(i));
        }
        emulator.faults().restDelay(Duration.ofMillis(100));
        startRoute("cocobase:users?recovery=full&pageSize=4&events=" + events);
        await().until(() -> recovery().documents() > 4);
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        String missed = users.create(Map.of("name", "missed"));
        emulator.restart();
        emulator.awaitConnections("users", 1);
        if (events.equals("create")) {
            users.update(missed, Map.of("name", "missed"));
        }
        emulator.faults().reset();
        awaitRuns(1);

        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "missed"));
        assertThat(typesOfRouted()).containsOnly("create");
        assertThat(originsOfRouted()).containsOnly("recovery");
    }

    @Test
    void whatIsCreatedInAGapBeforeAnythingWasReadIsRoutedIfALiveCreateCameBefore() throws Exception {
        users.create(Map.of("name", "old"));
        emulator.faults().restReply(new HttpReply(503, Map.of(), "{}"), Faults.ALWAYS, 0);
        startRoute("cocobase:users?recovery=full");
        emulator.awaitConnections("users", 1);
        users.create(Map.of("name", "live"));
        awaitRouted(1);
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        users.create(Map.of("name", "missed"));
        emulator.faults().reset();
        emulator.restart();
        awaitRuns(1);

        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "live"), Map.of("name", "missed"));
    }

    /** Whose state is known is offered by a snapshot once more, and by the next recovery if the route failed on it. */
    @Test
    void whatASnapshotHasFailedToBringIsOfferedAgain() throws Exception {
        users.create(Map.of("name", "known"));
        AtomicBoolean fails = new AtomicBoolean();
        startRoute("cocobase:users?recovery=full&snapshot=always&events=create", fails::get);
        awaitRuns(1);
        awaitRouted(1);
        fails.set(true);
        context.getRouteController().stopRoute("route");
        context.getRouteController().startRoute("route");
        consumer().setExceptionHandler(new QuietExceptionHandler());
        await().until(() -> consumer().report().counts().failed() == 1);
        awaitRuns(1);
        fails.set(false);

        whileDisconnected(() -> {});

        awaitRouted(2);
        assertThat(typesOfRouted()).containsOnly("create");
    }

    @Test
    void theCreateOfADocumentThatNeverRestedFollowsWhenItRests() throws Exception {
        startRoute("cocobase:users");
        awaitRuns(1);
        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        String hot = users.create(numbered(0));
        emulator.faults().restDelay(Duration.ofMillis(300));
        emulator.restart();
        emulator.awaitConnections("users", 1);
        AtomicInteger number = new AtomicInteger(1);
        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            users.update(hot, numbered(number.getAndIncrement()));
            return recovery().runsCompleted() >= 2;
        });

        // by the second reading if it rested for a moment, else by a third one
        await().untilAsserted(() -> assertThat(typesOfRouted()).contains("create"));
    }

    /** It was there long before; how old it is says nothing about what was missed. */
    @Test
    void anUpdateOfAnOldDocumentThatIsUnderWayDoesNotMakeYoungerOnesNew() throws Exception {
        for (int i = 0; i < 3; i++) {
            users.create(numbered(i));
            emulator.advanceClock(Duration.ofMinutes(10));
        }
        String old = users.documents().get(0).id();
        CountDownLatch goOn = new CountDownLatch(1);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users").routeId("route").process(exchange -> {
                    goOn.await();
                    routed.add(exchange.copy());
                });
            }
        });
        awaitRuns(1);
        users.update(old, Map.of("name", "changed"));
        await().until(() -> consumer().report().counts().received() == 1);

        emulator.stop();
        await().until(() -> status().state() != ConnectionState.LIVE);
        users.create(Map.of("name", "missed"));
        emulator.restart();
        awaitState(ConnectionState.LIVE);
        goOn.countDown();
        awaitRuns(2);

        assertThat(typesOfRouted()).containsExactly("update", "create");
        assertThat(bodiesOfRouted()).last().isEqualTo(Map.of("name", "missed"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void aRouteMayChangeTheBodyOfAGapAndOfADelete() throws Exception {
        String id = users.create(Map.of("name", "Ann"));
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=full&gapEvents=true")
                        .routeId("route")
                        .process(exchange -> {
                            exchange.getIn().getBody(Map.class).put("source", "x");
                            routed.add(exchange.copy());
                        });
            }
        });
        awaitRuns(1);

        whileDisconnected(() -> users.delete(id));

        awaitRouted(2);
        await().until(() -> consumer().report().counts().delivered() == 2);
        assertThat(typesOfRouted()).containsExactly("gap", "delete");
        assertThat(bodiesOfRouted()).containsOnly(Map.of("source", "x"));
    }

    @Test
    void createsThatTheRouteHasCompletedAreNotRoutedAgain() throws Exception {
        startRoute("cocobase:users");
        awaitRuns(1);
        users.create(Map.of("name", "live"));
        awaitRouted(1);

        whileDisconnected(() -> users.create(Map.of("name", "missed")));

        awaitRouted(2);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "live"), Map.of("name", "missed"));
    }

    @Test
    void moreCreatesThanAPageHoldsAreAllRoutedInOrder() throws Exception {
        for (int i = 0; i < 50; i++) {
            users.create(numbered(-i - 1));
        }
        startRoute("cocobase:users?pageSize=20");
        awaitRuns(1);

        whileDisconnected(() -> IntStream.range(0, 130).forEach(i -> users.create(numbered(i))));

        awaitRouted(130);
        assertThat(bodiesOfRouted())
                .containsExactlyElementsOf(IntStream.range(0, 130)
                        .mapToObj(RecoveryTestSupport::numbered)
                        .toList());
    }

    @Test
    void aPageMayHoldOneDocument() throws Exception {
        IntStream.range(0, 3).forEach(i -> users.create(numbered(-i - 1)));
        emulator.advanceClock(Duration.ofMinutes(10));
        users.create(numbered(0));
        startRoute("cocobase:users?pageSize=1");
        awaitRuns(1);

        try (CapturedLog log = new CapturedLog(CollectionRecovery.class.getName(), Level.WARN)) {
            whileDisconnected(() -> IntStream.range(1, 4).forEach(i -> users.create(numbered(i))));

            awaitRouted(3);
            assertThat(bodiesOfRouted()).containsExactly(numbered(1), numbered(2), numbered(3));
            assertThat(log.texts(Level.WARN)).noneMatch(text -> text.contains("reading again"));
        }
    }

    @Test
    void createsOfTheSameInstantAreAllRouted() throws Exception {
        startRoute("cocobase:users?pageSize=20");
        awaitRuns(1);
        emulator.faults().tiedTimestamps(true).swapTies(true);

        whileDisconnected(() -> IntStream.range(0, 130).forEach(i -> users.create(numbered(i))));

        awaitRouted(130);
        assertThat(bodiesOfRouted()).doesNotHaveDuplicates();
    }

    @Test
    void timesWithoutZoneAreComparedLikeAnyOther() throws Exception {
        emulator.faults().naiveTimestamps(true);
        users.create(Map.of("name", "before"));
        startRoute("cocobase:users");
        awaitRuns(1);

        whileDisconnected(() -> users.create(Map.of("name", "missed")));

        awaitRouted(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "missed"));
    }

    @Test
    void fullRecoveryRoutesWhatWasCreatedUpdatedAndDeleted() throws Exception {
        String kept = users.create(Map.of("name", "kept"));
        String changed = users.create(Map.of("name", "changed"));
        String gone = users.create(Map.of("name", "gone"));
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        assertThat(routed).isEmpty();

        List<String> created = new ArrayList<>();
        whileDisconnected(() -> {
            users.update(changed, Map.of("name", "new"));
            users.delete(gone);
            created.add(users.create(Map.of("name", "created")));
        });

        awaitRouted(3);
        assertThat(typesOfRouted()).containsExactly("update", "create", "delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(changed, created.get(0), gone);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "new"), Map.of("name", "created"), Map.of());
        assertThat(originsOfRouted()).containsOnly("recovery");
        assertThat(kept).isNotIn(headersOfRouted(CocobaseConstants.DOCUMENT_ID));
    }

    @Test
    void withoutRecoveryNothingIsRead() throws Exception {
        startRoute("cocobase:users?recovery=none");
        emulator.awaitConnections("users", 1);

        emulator.stop();
        users.create(Map.of("name", "missed"));
        emulator.restart();
        emulator.awaitConnections("users", 1);
        users.create(Map.of("name", "live"));

        awaitRouted(1);
        assertThat(emulator.restRequests()).isEmpty();
        assertThat(consumer().getRecoveryStatus()).isNull();
        assertThat(consumer().reconcileNow()).isFalse();
    }

    /** A listing is not filtered by the server, whoever filters what is pushed. */
    @ParameterizedTest
    @CsvSource({"creates, local, 0", "full, local, 0", "creates, server, 0", "full, server, 0", "full, server, 1"})
    void changesThatTheRouteDoesNotWantAreNotRouted(String mode, String filterMode, int ofSnapshot) throws Exception {
        users.create(Map.of("name", "Ann"));
        users.create(Map.of("name", "Bob"));
        startRoute("cocobase:users?filter.name=Ann&recovery=" + mode + "&filterMode=" + filterMode
                + (ofSnapshot == 0 ? "" : "&snapshot=initial"));
        awaitRuns(1);

        whileDisconnected(() -> {
            users.create(Map.of("name", "Ann"));
            users.create(Map.of("name", "Bob"));
        });

        awaitRouted(ofSnapshot + 1);
        assertThat(bodiesOfRouted()).containsOnly(Map.of("name", "Ann"));
    }

    @Test
    void theGapItselfIsRoutedOnRequest() throws Exception {
        startRoute("cocobase:users?gapEvents=true");
        awaitRuns(1);

        emulator.stop(1012, "service restart");
        users.create(Map.of("name", "missed"));
        emulator.restart();

        awaitRouted(2);
        assertThat(typesOfRouted()).containsExactly("gap", "create");
        var gap = routed.get(0).getIn();
        assertThat(gap.getHeader(CocobaseConstants.GAP_START, java.time.Instant.class))
                .isBefore(gap.getHeader(CocobaseConstants.GAP_END, java.time.Instant.class));
        assertThat(gap.getHeader(CocobaseConstants.CLOSE_CODE)).isEqualTo(1012);
        assertThat(gap.getHeader(CocobaseConstants.CLOSE_REASON, String.class)).contains("service restart");
        assertThat(gap.getBody()).isEqualTo(Map.of());
    }
}
