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

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestSettings;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.Profile;
import io.github.camelcocobase.recovery.RecoveryScheduler;
import org.awaitility.Awaitility;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Events wait for the answer, so there has to be one, whether or not a thread is free for the question. */
class CollectionIdQuestionTest {

    private static final String KEY = "key-for-tests";

    private final CocobaseEmulator emulator = CocobaseEmulator.builder()
            .apiKey(KEY)
            .profile(Profile.SERVER)
            .collection("users")
            .start();
    private final WebSocketClient client = JettyClient.create("test", null, null);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** What would run if there were a thread. */
    private final Queue<Runnable> inLine = new ConcurrentLinkedQueue<>();

    private final List<String> answers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        timer.shutdownNow();
        client.stop();
        emulator.close();
    }

    private CollectionIdQuestion question(Executor threads) {
        RestSettings settings = new RestSettings(
                "users", URI.create(emulator.baseUrl()), () -> KEY, DataForm.MAP, Duration.ofSeconds(10), 100_000);
        return new CollectionIdQuestion(
                "users",
                new DocumentReader(client.getHttpClient(), settings, DocumentReader.Observer.NONE),
                new RecoveryScheduler(threads, timer),
                answers::add);
    }

    private void awaitAnswers(String... expected) {
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(answers)
                .containsExactly(expected));
    }

    @Test
    void anIdThatComesAfterThePatienceIsOverStillCounts() {
        question(inLine::add).ask();

        awaitAnswers((String) null);
        inLine.remove().run();

        awaitAnswers(null, emulator.collection("users").id());
    }

    @Test
    void thatThereIsNoneIsSaidOnce() {
        CollectionIdQuestion question = question(inLine::add);
        question.ask();
        awaitAnswers((String) null);

        question.ask();
        // its answer is of no use any more
        inLine.remove().run();
        assertThat(answers).containsExactly((String) null);
        inLine.remove().run();

        awaitAnswers(null, emulator.collection("users").id());
    }

    @Test
    void aThreadThatCannotBeHadIsAsGoodAsNoAnswer() {
        question(task -> {
                    throw new OutOfMemoryError("unable to create native thread");
                })
                .ask();

        awaitAnswers((String) null);
    }

    @Test
    void aStopNeitherWaitsForAQuestionThatHasNotBegunNorLetsItBeAnswered() {
        CollectionIdQuestion question = question(inLine::add);
        question.ask();

        long begin = System.nanoTime();
        question.stop(Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));

        inLine.remove().run();
        assertThat(answers).isEmpty();
    }
}
