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
package io.github.camelcocobase.faults;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tables of {@code docs/reliability.md} are the rows of the suites here, and other tests by name. With
 * {@code -Dupdate.docs=true} this test writes them; without, it fails when the page is not up to date.
 */
class ReliabilityPageTest {

    private static final Path PAGE = Path.of("../docs/reliability.md");
    private static final String MARK = "<!-- What follows is written by ReliabilityPageTest; do not edit. -->\n";
    private static final String TESTS = "io.github.camelcocobase.";

    /** A fault that a test outside of the suites provokes. */
    private record Proof(String fault, String expected, String test) {}

    private record Section(String title, String suite, Stream<FaultRow> rows, List<Proof> proofs) {}

    private static Proof proof(String fault, String expected, String test) {
        return new Proof(fault, expected, test);
    }

    private static List<Section> sections() {
        return List.of(
                new Section(
                        "Network",
                        "TcpFaultsTest",
                        TcpFaultsTest.rows(),
                        List.of(
                                proof(
                                        "the server restarts",
                                        "Live again, and events flow",
                                        "ReconnectTest#afterARestartOfTheServer"),
                                proof(
                                        "the server is away for longer",
                                        "Attempts go on; live when it is back",
                                        "ReconnectTest#afterALongerOutage"),
                                proof(
                                        "the server of a thousand endpoints restarts",
                                        "All come back, their attempts spread out, on as many threads as before",
                                        "ManyEndpointsTest#shareThreadsAndComeBackSpreadOutAfterARestart"),
                                proof(
                                        "the system's clock jumps",
                                        "Nothing: delays and timeouts go by a clock that never does",
                                        "faults.WallClockTest#decidesNothing"),
                                proof(
                                        "the monotonic clock wraps around",
                                        "Nothing",
                                        "client.realtime.ReconnectorTest#theClockMayWrapAround"))),
                new Section(
                        "HTTP",
                        "HttpFaultsTest",
                        HttpFaultsTest.rows(),
                        List.of(
                                proof(
                                        "the key is renewed while a watch is disconnected",
                                        "The next attempt uses the new one",
                                        "ReconnectTest#aRenewedKeyIsPickedUpAtTheNextAttempt"),
                                proof(
                                        "the server rejects the key of a route that runs",
                                        "Tried again at the longest delay; health is DOWN with the server's words",
                                        "ConsumerHealthTest#downAtOnceWithTheWordsOfTheServerWhenTheKeyIsRejected"),
                                proof(
                                        "baseUrl leads to another machine without TLS",
                                        "The route is not built, unless allowPlaintext is set",
                                        "BaseUrlTest#plaintextToAnotherMachineIsRefusedUnlessAllowed"))),
                new Section("TLS and proxies", "TlsFaultsTest", TlsFaultsTest.rows(), List.of()),
                new Section("WebSocket", "WebSocketFaultsTest", WebSocketFaultsTest.rows(), List.of()),
                new Section(
                        "Messages",
                        "ProtocolFaultsTest",
                        ProtocolFaultsTest.rows(),
                        List.of(
                                proof(
                                        "random bytes, and messages changed at random",
                                        "Read or called malformed; never an exception",
                                        "client.realtime.FrameParserFuzzTest"),
                                proof(
                                        "another tenant's events on the channel of our collection's name",
                                        "Dropped and counted from the first one on",
                                        "OtherTenantsTest#theirEventsAreDroppedAndCountedFromTheFirstOneOn"),
                                proof(
                                        "an unknown event name, with unknownEvents=fail",
                                        "The exception handler hears of it",
                                        "EventKindsTest#unknownEventsAreErrorsOnRequest"))),
                new Section("Names", "NameFaultsTest", NameFaultsTest.rows(), List.of()),
                new Section(
                        "Routes, starts and stops",
                        "ComponentFaultsTest",
                        ComponentFaultsTest.rows(),
                        List.of(
                                proof(
                                        "the route fails once",
                                        "The exception handler hears of it; the next event is routed",
                                        "RouteFailureTest#aFailedExchangeGoesToTheExceptionHandlerAndTheNextIsRouted"),
                                proof(
                                        "the route throws an Error",
                                        "The next event is routed",
                                        "RouteFailureTest#anErrorOfTheRouteDoesNotEndTheStream"),
                                proof(
                                        "the exception handler itself fails",
                                        "The next event is routed",
                                        "RouteFailureTest#anExceptionHandlerThatFailsDoesNotEndTheStream"),
                                proof(
                                        "the route is slower than the events come",
                                        "The queue stays bounded, the socket is read no further, nothing is lost",
                                        "SlowRouteTest#blocksTheReaderSoThatTheQueueStaysBoundedAndNothingIsLost"),
                                proof(
                                        "the route blocks for longer than livenessTimeout",
                                        "The connection is not taken for dead",
                                        "SlowRouteTest#aBlockedReaderIsNotTakenForADeadConnection"),
                                proof(
                                        "several routes do not move while their snapshots are read",
                                        "Other endpoints read their documents; pings are answered",
                                        "RecoveryUnderFaultsTest#routesThatDoNotMoveHoldUpNeitherPingsNorOtherEndpoints"),
                                proof(
                                        "the queue is full, with overflow=dropOldest",
                                        "The newest are routed; the others counted as dropped",
                                        "SlowRouteTest#dropOldestKeepsTheNewest"),
                                proof(
                                        "the queue is full, with overflow=dropNewest",
                                        "The oldest are routed; the others counted as dropped",
                                        "SlowRouteTest#dropNewestKeepsTheOldest"),
                                proof(
                                        "the queue is full, with overflow=reconnect",
                                        "Reconnected: the loss is a gap like any other",
                                        "SlowRouteTest#reconnectMakesTheLossAGap"),
                                proof(
                                        "the consumer is suspended while its queue is full",
                                        "What was received waits, and is routed after the resume",
                                        "LifecycleTest#suspendingTheConsumerItselfHoldsWhatWasReceivedUntilResume"),
                                proof(
                                        "a suspended route is started instead of resumed",
                                        "It comes back, with one connection and the ledger it had",
                                        "LifecycleTest#startingAllRoutesBringsASuspendedOneBack"),
                                proof(
                                        "a stop is given up after its timeout, and the route is started again",
                                        "What was received is routed once and in order; the next stop is clean",
                                        "LifecycleTest#aStopThatWasGivenUpGoesOnWithTheSameQueueAtTheNextStart"),
                                proof(
                                        "the route blocks for ever, and the context stops",
                                        "Stopped after the shutdown timeout; what waited is counted as dropped, and said so",
                                        "LifecycleTest#aStopThatRunsOutOfTimeDiscardsTheQueueAndSaysSo"),
                                proof(
                                        "a stop with a queue that is full",
                                        "What was received is routed before",
                                        "LifecycleTest#aGracefulStopRoutesWhatWasReceived"),
                                proof(
                                        "a stop while live",
                                        "The stop is clean, and nothing connects after it",
                                        "LifecycleTest#stopClosesTheConnectionAndLeavesNoThread"),
                                proof(
                                        "a stop while connecting",
                                        "The stop is clean, and nothing connects after it",
                                        "LifecycleTest#stopWhileConnecting"),
                                proof(
                                        "a stop while authenticating",
                                        "The stop is clean, and nothing connects after it",
                                        "LifecycleTest#stopWhileAuthenticating"),
                                proof(
                                        "a stop while waiting for the next attempt",
                                        "The stop is clean, and nothing connects after it",
                                        "LifecycleTest#stopWhileWaitingToReconnect"),
                                proof(
                                        "a start of what is started",
                                        "One connection",
                                        "LifecycleTest#startIsIdempotent"),
                                proof(
                                        "faults, writes, stops, suspensions and restarts at random, for minutes",
                                        "The order of each document, nothing after a stop, legal states, constant threads,"
                                                + " a bounded heap",
                                        "SoakTest#everythingHoldsWhateverHappens"))),
                new Section(
                        "Recovery over REST",
                        null,
                        Stream.of(),
                        List.of(
                                proof(
                                        "500 in the middle of a listing; 429; HTML; half an answer; a dropped connection;"
                                                + " smaller pages than asked for; an empty page",
                                        "It takes longer; nothing is missed, nothing is taken for deleted",
                                        "RecoveryUnderFaultsTest#aFaultOfTheServerCostsTimeAndNothingElse"),
                                proof(
                                        "every offset is answered with the same page",
                                        "The recovery fails and says so; nothing is routed",
                                        "RecoveryUnderFaultsTest#aServerThatIgnoresTheOffsetIsNotReadAsThoughItHadEverything"),
                                proof(
                                        "deletes move documents of one created_at between two pages",
                                        "Their places are counted, and read until all were seen",
                                        "TakesASnapshotTest#nothingIsSkippedIfDocumentsOfOneInstantMoveForward"),
                                proof(
                                        "the listing is refused",
                                        "The recovery fails and says so; live events go on; the next subscription tries again",
                                        "RecoveryUnderFaultsTest#aRefusalFailsTheRunAndTheNextSubscriptionTriesAgain"),
                                proof(
                                        "the listing is empty by mistake, or that of another project",
                                        "massDeleteGuard holds the deletes until they are confirmed; health is DOWN",
                                        "RecoveryUnderFaultsTest#aMassDeleteIsHeldUntilItIsConfirmed"),
                                proof(
                                        "the server answers 404 for every single document",
                                        "Not believed: two listings have to lack a document",
                                        "RecoveryUnderFaultsTest#aServerThatHidesSingleDocumentsIsNotBelievedThatTheyAreGone"),
                                proof(
                                        "a document's id that cannot stand in a path, or leads to another",
                                        "One encoded segment, or not asked for; its delete is found all the same",
                                        "RecoveryUnderFaultsTest#aDocumentThatCannotBeAskedForIsMissingFromTwoListingsWhenItIsGone"),
                                proof(
                                        "the connection is lost during a recovery",
                                        "Aborted; the next subscription starts over",
                                        "RecoveryUnderFaultsTest#aNewDisconnectAbortsAndTheNextSubscriptionStartsOver"),
                                proof(
                                        "a stop during a recovery",
                                        "It ends at once, whatever it waits for",
                                        "RecoveryUnderFaultsTest#aStopEndsWhateverIsUnderWay"),
                                proof(
                                        "a redirect",
                                        "Not followed: the key would go along",
                                        "client.rest.DocumentReaderTest#followsNoRedirect"),
                                proof(
                                        "an answer of 2 GB, one without end, a gzip bomb",
                                        "No more of it is read than allowed",
                                        "client.rest.DocumentReaderTest#readsNoMoreOfAHugeAnswerThanIsAllowed"),
                                proof(
                                        "Retry-After or X-RateLimit-Reset: seconds, a date, nonsense, years",
                                        "Waited for as long as asked, or as the backoff says if that is longer; 15 minutes at the most",
                                        "client.rest.RateLimitTest#aRefusalSaysForHowLong"),
                                proof(
                                        "Retry-After or X-RateLimit-Reset: 0, a time that has passed",
                                        "The backoff decides on the next request",
                                        "client.rest.DocumentReaderTest#leavesAServerInPeaceThatAsksForNoDelay"),
                                proof(
                                        "an error that repeats the key, with line breaks and terminal escapes",
                                        "Quoted in one line, without the key",
                                        "client.rest.DocumentReaderTest#doesNotRepeatWhatTheServerRefuses"),
                                proof(
                                        "the route fails for a document that was read",
                                        "It is offered again by the next recovery",
                                        "RecoveryUnderFaultsTest#anExchangeThatFailedIsOfferedAgain"),
                                proof(
                                        "random writes, losses, faults of the listing, restarts",
                                        "What was routed adds up to what the server has",
                                        "ConvergenceTest"))),
                new Section(
                        "The document ledger",
                        null,
                        Stream.of(),
                        List.of(
                                proof(
                                        "the process is killed between the route and the ledger",
                                        "Routed again after the restart; never lost",
                                        "SurvivesAKillTest#aRestartPicksUpWhatHappenedMeanwhile"),
                                proof(
                                        "the leader of a cluster is killed",
                                        "Another node goes on with the shared ledger",
                                        "SurvivesAKillTest#theClusterTakesOverWhereTheLeaderWasKilled"),
                                proof(
                                        "the ledger's file is damaged",
                                        "Refused with a clear error, and left as it is; never silently empty",
                                        "recovery.FileLedgerTest#refusesADamagedFileAndLeavesItAsItIs"),
                                proof(
                                        "the ledger's file is in use",
                                        "The start is refused",
                                        "recovery.FileLedgerTest#isOpenOnlyOnce"),
                                proof(
                                        "the disk is full",
                                        "Reported; what was flushed before is there when there is room again",
                                        "recovery.FullDiskTest#isReportedAndWhatWasFlushedBeforeIsThereAfterIt"),
                                proof(
                                        "the database is away for a while",
                                        "Changes are kept and written when it is back",
                                        "recovery.H2LedgerTest#keepsChangesWhileTheDatabaseIsAway"),
                                proof(
                                        "the database is away, and its pool lets everybody wait for a connection",
                                        "The route waits once, not for every document",
                                        "LedgerAwayTest#theRouteWaitsForItOnlyOnce"),
                                proof(
                                        "the ledger was written by a newer version",
                                        "Refused with a clear error, and left as it is",
                                        "recovery.FileLedgerTest#refusesANewerFormatAndLeavesItAsItIs"))),
                new Section(
                        "Secrets and forgery",
                        null,
                        Stream.of(),
                        List.of(
                                proof(
                                        "the server repeats the key in an error, an event's name, a close reason, a body that"
                                                + " is cut, in REST; as it is, URL-encoded, in base64",
                                        "Masked in logs at every level, exceptions, health, console, JMX, events, toString",
                                        "faults.SecretsTest#staySecretInTheLifeOfAConnection"),
                                proof(
                                        "the server repeats the key in the status line or a header of the upgrade's answer",
                                        "Masked, also in the exceptions behind ours",
                                        "faults.SecretsTest#staySecretWhereTheServersStatusLineRepeatsThem"),
                                proof(
                                        "a proxy takes our login, or refuses it",
                                        "The password is shown nowhere",
                                        "faults.SecretsTest#keepTheProxysPasswordSecret"),
                                proof(
                                        "line breaks and terminal escapes in what the server says",
                                        "They do not reach the log",
                                        "ConnectionLogTest#whatTheServerSaysCannotForgeALine"),
                                proof(
                                        "fields of a document that are named like headers",
                                        "No header comes of them",
                                        "HeadersTest#fieldsOfTheDocumentNeverBecomeHeaders"))));
    }

    @Test
    void thePageIsWhatTheTestsAre() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(MARK);
        String expected = page.substring(0, page.indexOf(MARK)) + MARK + tables();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run this test with -Dupdate.docs=true and commit docs/reliability.md")
                .isEqualTo(expected);
    }

    @Test
    void everyTestThatIsNamedExists() throws ClassNotFoundException {
        for (Section section : sections()) {
            for (Proof proof : section.proofs()) {
                String[] names = proof.test().split("#");
                Class<?> test = Class.forName(TESTS + names[0]);
                assertThat(tests(test)).as(proof.test()).isNotEmpty();
                if (names.length > 1) {
                    assertThat(tests(test)).as(proof.test()).contains(names[1]);
                }
            }
        }
    }

    /** {@return the names of the methods that JUnit or jqwik runs} */
    private static List<String> tests(Class<?> test) {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> Arrays.stream(method.getAnnotations())
                        .map(annotation -> annotation.annotationType().getSimpleName())
                        .anyMatch(Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property")::contains))
                .map(Method::getName)
                .toList();
    }

    @Test
    void everySuiteHasASectionAndEveryRowAName() throws IOException {
        Set<String> suites = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections()) {
            if (section.suite() != null) {
                suites.add(section.suite());
            }
            section.rows()
                    .forEach(row ->
                            assertThat(names.add(row.fault())).as(row.fault()).isTrue());
        }
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/github/camelcocobase/faults"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith("FaultsTest.java"))
                            .map(file -> file.replace(".java", "")))
                    .containsExactlyInAnyOrderElementsOf(suites);
        }
        assertThat(FaultSuite.class.getDeclaredMethods())
                .anyMatch(method -> method.isAnnotationPresent(ParameterizedTest.class));
    }

    // ---- the tables

    private static String tables() {
        StringBuilder page = new StringBuilder();
        for (Section section : sections()) {
            page.append("\n## ").append(section.title()).append("\n\n");
            page.append("| fault | expected | test |\n|---|---|---|\n");
            rows(section).forEach(row -> page.append("| ")
                    .append(cell(row.fault()))
                    .append(" | ")
                    .append(cell(row.expected()))
                    .append(" | `")
                    .append(row.test().replaceAll("^([a-z]+[.])+", ""))
                    .append("` |\n"));
        }
        return page.toString();
    }

    /** Faults of which the same is expected, one after the other, share a row. */
    private static List<Proof> rows(Section section) {
        List<Proof> rows = new ArrayList<>();
        section.rows().forEach(row -> {
            Proof last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && last.expected().equals(row.expected())) {
                rows.set(rows.size() - 1, proof(last.fault() + "<br>" + row.fault(), last.expected(), last.test()));
            } else {
                rows.add(proof(row.fault(), row.expected(), section.suite()));
            }
        });
        rows.addAll(section.proofs());
        return rows;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|")
                .replace("<br>", "\n")
                .replace("<", "&lt;")
                .replace("\n", "<br>");
    }
}
