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

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.CocobaseEmulatorBuilder;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.emulator.Profile;
import io.github.camelcocobase.emulator.RestRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Another tenant's collection of the same name must not reach the route. */
class OtherTenantsTest extends RecoveryTestSupport {

    @Override
    protected CocobaseEmulatorBuilder emulatorBuilder() {
        // the profile whose events state the collection's id
        return CocobaseEmulator.builder()
                .apiKey(API_KEY)
                .profile(Profile.SERVER)
                .collection("users", "orders");
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
}
