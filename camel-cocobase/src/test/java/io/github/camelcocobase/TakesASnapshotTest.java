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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.github.camelcocobase.emulator.RestRequest;
import io.github.camelcocobase.recovery.CollectionRecovery;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TakesASnapshotTest extends RecoveryTestSupport {

    private static final Pattern OFFSET = Pattern.compile("offset=(\\d+)");

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

    /**
     * More rows are deleted than two pages have in common, so that the next page does not begin where the one before it has
     * ended; and the times of creation do not tell, for they are all the same.
     */
    @ParameterizedTest
    @CsvSource({"none, 0, 0", "none, 0, 5", "none, 30, 0", "full, 0, 0", "full, 0, 5", "full, 30, 0", "full, 30, 35"})
    void nothingIsSkippedIfDocumentsOfOneInstantMoveForward(String recovery, int older, int firstDeleted)
            throws Exception {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, older).forEach(i -> ids.add(users.create(numbered(i))));
        emulator.faults().tiedTimestamps(true).silentBatch(true).restDelay(Duration.ofMillis(50));
        IntStream.range(older, older + 60).forEach(i -> ids.add(users.create(numbered(i))));
        startRoute("cocobase:users?snapshot=initial&pageSize=20&recovery=" + recovery);
        await().until(() -> !requestsAt(older + 10).isEmpty());

        users.deleteAll(Set.copyOf(ids.subList(firstDeleted, firstDeleted + 15)));

        awaitRuns(1);
        List<String> left = new ArrayList<>(ids);
        left.subList(firstDeleted, firstDeleted + 15).clear();
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID))
                .map(String::valueOf)
                .containsAll(left);
        assertThat(bodiesOfRouted().stream().filter(Objects::nonNull)).doesNotHaveDuplicates();
    }

    @Test
    void deletesThatSkipNothingCostNoRequest() throws Exception {
        List<String> ids =
                IntStream.range(0, 100).mapToObj(i -> users.create(numbered(i))).toList();
        emulator.faults().silentBatch(true).restDelay(Duration.ofMillis(50));
        startRoute("cocobase:users?snapshot=initial&pageSize=20&recovery=none");
        await().until(() -> !requestsAt(10).isEmpty());
        // among them rows that two pages have in common, whichever two they are
        List<String> gone = List.of(ids.get(0), ids.get(5), ids.get(25), ids.get(35), ids.get(45), ids.get(55));

        users.deleteAll(Set.copyOf(gone));

        awaitRuns(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID))
                .map(String::valueOf)
                .containsAll(ids.stream().filter(id -> !gone.contains(id)).toList());
        // at 0, 10, 20 up to 80
        assertThat(emulator.restRequests().stream().filter(request -> offset(request) >= 0))
                .hasSize(9);
    }

    private List<RestRequest> requestsAt(int offset) {
        return emulator.restRequests().stream()
                .filter(request -> offset(request) == offset)
                .toList();
    }

    private static int offset(RestRequest request) {
        Matcher offset = OFFSET.matcher(String.valueOf(request.query()));
        return offset.find() ? Integer.parseInt(offset.group(1)) : -1;
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
