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

import java.util.Map;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Dialect;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.emulator.CocobaseEmulatorBuilder;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.Profile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The option {@code dialect=selfHosted}. */
class SelfHostedTest extends WatchTestSupport {

    @Override
    protected CocobaseEmulatorBuilder emulatorBuilder() {
        return super.emulatorBuilder().profile(Profile.SELF_HOSTED);
    }

    @BeforeEach
    void chooseDialect() {
        context.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setDialect(Dialect.SELF_HOSTED);
    }

    @Test
    void createUpdateAndDeleteBecomeExchanges() throws Exception {
        startRoute("cocobase:users?dialect=selfHosted");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").update(id, Map.of("name", "Bob"));
        emulator.collection("users").delete(id);

        awaitRouted(3);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("create", "update", "delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsOnly(id);
        assertThat(headersOfRouted(CocobaseConstants.COLLECTION)).containsOnly("users");
        assertThat(headersOfRouted(CocobaseConstants.COLLECTION_ID))
                .containsOnly(emulator.collection("users").id());
        assertThat(bodiesOfRouted().subList(0, 2)).containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"));
    }

    @Test
    void aCollectionMayBeNamedByItsId() throws Exception {
        String collectionId = emulator.collection("users").id();
        startRoute("cocobase:" + collectionId);
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.COLLECTION_ID)).containsExactly(collectionId);
    }

    @Test
    void comesBackAfterTheServerRestarted() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.restart();
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(status().reconnects()).isEqualTo(1);
    }

    /** Its events carry no time of creation; the listing's rows do. */
    @Test
    void whatItHasPushedIsNotReadOnceMore() throws Exception {
        RecoveryTestSupport.settleQuickly(context.getComponent("cocobase", CocobaseComponent.class));
        EmulatedCollection users = emulator.collection("users");
        users.create(Map.of("n", 0));
        startRoute("cocobase:users?recovery=creates");
        await().until(() -> consumer().getRecoveryStatus().runsCompleted() == 1);
        users.create(Map.of("n", 1));
        awaitRouted(1);

        for (int gap = 1; gap < 3; gap++) {
            emulator.stop();
            await().until(() -> !status().isLive());
            users.create(Map.of("n", 10 * gap));
            emulator.restart();
            awaitRouted(1 + gap);
            long runs = 1 + gap;
            await().until(() -> consumer().getRecoveryStatus().runsCompleted() == runs);
        }

        assertThat(bodiesOfRouted()).containsExactly(Map.of("n", 1), Map.of("n", 10), Map.of("n", 20));
    }

    @Test
    void aRejectedKeyFailsTheStart() {
        assertThatThrownBy(() -> startRoute("cocobase:users?apiKey=wrong"))
                .hasStackTraceContaining("Invalid API key")
                .hasStackTraceContaining("check option apiKey");
    }

    @Test
    void aMissingCollectionMayAppearLater() throws Exception {
        startRoute("cocobase:later");
        await().untilAsserted(() ->
                assertThat(status().lastDisconnect().kind()).isEqualTo(Disconnect.Kind.COLLECTION_MISSING));

        emulator.collection("later").create(Map.of("n", 1));

        awaitState(ConnectionState.LIVE);
        emulator.collection("later").create(Map.of("n", 2));
        await().untilAsserted(() -> assertThat(bodiesOfRouted()).contains(Map.of("n", 2)));
    }

    @Test
    void anEventOfAnotherCollectionsIdIsDropped() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.publish(
                "users",
                "{\"action\":\"created\",\"collection_id\":\"c2a22222-2222-4222-8222-222222222222\","
                        + "\"document_id\":\"foreign\",\"document\":{\"n\":1}}");
        String id = emulator.collection("users").create(Map.of("n", 2));

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(id);
        assertThat(consumer().getTraffic().foreign()).isEqualTo(1);
    }

    @Test
    void aReplyToAChangedFilterIsNoEvent() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"message\":\"Filter updated\",\"filter\":{\"Actions\":null}}");
        emulator.collection("users").create(Map.of("n", 1));

        awaitRouted(1);
    }

    @Test
    void theServerGetsConditionsOfEqualityAsJsonValues() throws Exception {
        startRoute("cocobase:users?filterMode=server&filter.name=Ann&filter.age_eq=18&filter.active=true");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create(Map.of("name", "Bob", "age", 18, "active", true));
        emulator.collection("users").create(Map.of("name", "Ann", "age", 18, "active", true));

        awaitRouted(1);
        assertThat(bodiesOfRouted()).containsExactly(Map.of("name", "Ann", "age", 18, "active", true));
        assertThat(emulator.authFrames())
                .singleElement()
                .asString()
                .contains("\"filter\":{", "\"name\":\"Ann\"", "\"age\":18", "\"active\":true")
                .doesNotContain("actions");
    }

    @Test
    void theServerIsNotAskedForWhatItCannotDo() {
        assertThatThrownBy(() -> startRoute("cocobase:users?filterMode=both&filter.age_gte=18"))
                .hasStackTraceContaining("Option filterMode is both")
                .hasStackTraceContaining("age_gte");
    }
}
