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
import java.util.Map;
import java.util.stream.IntStream;

import io.github.camelcocobase.recovery.CollectionRecovery;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TakesASnapshotTest extends RecoveryTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {"none", "creates", "full"})
    void everythingThatExistsIsRoutedOldestFirst(String recovery) throws Exception {
        IntStream.range(0, 250).forEach(i -> users.create(numbered(i)));

        startRoute("cocobase:users?snapshot=initial&recovery=" + recovery);

        awaitRouted(250);
        assertThat(bodiesOfRouted())
                .containsExactlyElementsOf(IntStream.range(0, 250)
                        .mapToObj(RecoveryTestSupport::numbered)
                        .toList());
        assertThat(typesOfRouted()).containsOnly("create");
        assertThat(originsOfRouted()).containsOnly("snapshot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"creates", "full"})
    void initialIsOnceInTheLifeOfALedger(String recovery) throws Exception {
        users.create(Map.of("name", "Ann"));
        startRoute("cocobase:users?snapshot=initial&recovery=" + recovery);
        awaitRuns(1);

        whileDisconnected(() -> users.create(Map.of("name", "Bob")));
        context.getRouteController().stopRoute("route");
        users.create(Map.of("name", "Carl"));
        context.getRouteController().startRoute("route");

        awaitRouted(3);
        assertThat(bodiesOfRouted())
                .containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"), Map.of("name", "Carl"));
        assertThat(originsOfRouted()).containsExactly("snapshot", "recovery", "recovery");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "creates", "full"})
    void alwaysIsAtEveryStart(String recovery) throws Exception {
        users.create(Map.of("name", "Ann"));
        startRoute("cocobase:users?snapshot=always&recovery=" + recovery);
        awaitRuns(1);

        context.getRouteController().stopRoute("route");
        context.getRouteController().startRoute("route");

        awaitRouted(2);
        assertThat(bodiesOfRouted()).containsOnly(Map.of("name", "Ann"));
        assertThat(originsOfRouted()).containsOnly("snapshot");
    }

    @Test
    void anEmptyCollectionIsASnapshotToo() throws Exception {
        startRoute("cocobase:users?snapshot=initial&recovery=full");
        awaitRuns(1);

        users.create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(originsOfRouted()).containsExactly("live");
    }

    @Test
    void isTakenAlsoIfTellingOfTheConnectionFails() throws Exception {
        users.create(Map.of("name", "Ann"));
        context.getComponent("cocobase", CocobaseComponent.class).statusObserver((previous, current) -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        startRoute("cocobase:users?snapshot=initial&recovery=full");

        awaitRouted(1);
    }

    @Test
    void aLongOneTellsHowFarItIs() throws Exception {
        IntStream.range(0, 60).forEach(i -> users.create(numbered(i)));
        // nine pages, since they overlap; the first line comes after 5 s
        emulator.faults().restDelay(Duration.ofMillis(900));
        try (CapturedLog log = new CapturedLog(CollectionRecovery.class.getName(), Level.INFO)) {
            startRoute("cocobase:users?snapshot=initial&pageSize=15");
            awaitRouted(60);
            awaitRuns(1);

            assertThat(log.texts(Level.INFO))
                    .anyMatch(
                            line -> line.matches("watch-users: snapshot: read \\d+ of about 60 documents on \\d pages,"
                                    + " \\d+/s, about \\d+ s left; offered \\d+ creates, 0 updates, 0 deletes"))
                    .last()
                    .asString()
                    .matches("watch-users: completed after \\d+ ms; snapshot: read 60 documents on \\d+ pages,"
                            + " \\d+/s; offered 60 creates, 0 updates, 0 deletes");
        }
    }
}
