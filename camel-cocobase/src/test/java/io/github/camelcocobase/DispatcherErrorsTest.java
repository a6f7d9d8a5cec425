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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.PatientExecutor;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An {@code Error} that the JVM survives must not keep what waits from the route. */
class DispatcherErrorsTest {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final AtomicBoolean failsOnce = new AtomicBoolean(true);
    private final List<String> routed = new CopyOnWriteArrayList<>();

    /** Has no thread for the first task. */
    private final Executor shortOfThreads = task -> {
        if (failsOnce.getAndSet(false)) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        threads.execute(task);
    };

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void anEventThatFindsNoThreadIsRoutedALittleLater() {
        ChangeDispatcher dispatcher = dispatcher(new PatientExecutor(shortOfThreads, timer), new Reader());

        dispatcher.offer(event("1"), null);

        awaitRouted("1");
    }

    @Test
    void theNextEventAsksForAThreadAgain() {
        ChangeDispatcher dispatcher = dispatcher(shortOfThreads, new Reader());

        dispatcher.offer(event("1"), null);
        dispatcher.offer(event("2"), null);

        awaitRouted("1", "2");
        Awaitility.await().until(() -> dispatcher.pending() == 0);
    }

    @Test
    void aReaderThatFailsToGoOnIsAskedAgainAndCostsNoEvent() {
        Reader reader = new Reader();
        reader.resumeFailsOnce.set(true);
        ChangeDispatcher dispatcher = dispatcher(threads, reader);
        dispatcher.hold();
        for (int i = 1; i <= 4; i++) {
            dispatcher.offer(event("" + i), null);
        }
        assertThat(reader.pauses).hasPositiveValue();

        dispatcher.release();

        awaitRouted("1", "2", "3", "4");
        assertThat(reader.resumeFailsOnce).isFalse();
        assertThat(reader.resumes).hasValue(1);
        Awaitility.await().until(() -> dispatcher.pending() == 0);
    }

    private ChangeDispatcher dispatcher(Executor executor, ChangeDispatcher.Reader reader) {
        return new ChangeDispatcher("users", executor, 1, 4, Overflow.BLOCK, this::route, reader, () -> {});
    }

    private boolean route(Delivery delivery, Runnable whenDone) {
        routed.add(((Delivery.Change) delivery).event().document().id());
        return true;
    }

    private void awaitRouted(String... ids) {
        Awaitility.await().untilAsserted(() -> assertThat(routed).containsExactly(ids));
    }

    private static ChangeEvent event(String id) {
        Document document = new Document(id, "users", null, DocumentData.empty(), null, null);
        return new ChangeEvent(ChangeType.CREATE, "create", document, null, Origin.LIVE, 0);
    }

    private static final class Reader implements ChangeDispatcher.Reader {
        private final AtomicBoolean resumeFailsOnce = new AtomicBoolean();
        private final AtomicInteger pauses = new AtomicInteger();
        private final AtomicInteger resumes = new AtomicInteger();

        @Override
        public void pause() {
            pauses.incrementAndGet();
        }

        @Override
        public void resume() {
            if (resumeFailsOnce.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            resumes.incrementAndGet();
        }
    }
}
