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
package io.github.camelcocobase.client.realtime;

import java.lang.reflect.Proxy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.jetty.websocket.api.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** When Jetty is asked for the next frame. */
class DemandTest {

    private final Queue<Runnable> later = new ConcurrentLinkedQueue<>();
    private final Demand demand = new Demand("users", JettyReading::isUnderWay, later::add);
    private final AtomicInteger asked = new AtomicInteger();

    private final AtomicInteger disconnected = new AtomicInteger();
    private Error error;

    DemandTest() {
        demand.open((Session)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Session.class}, (p, method, a) -> {
                    if (method.getName().equals("disconnect")) {
                        disconnected.incrementAndGet();
                        return null;
                    }
                    assertThat(method.getName()).isEqualTo("demand");
                    if (error != null) {
                        throw error;
                    }
                    asked.incrementAndGet();
                    return null;
                }));
    }

    /** It would stall: Jetty takes the demand for made. */
    @Test
    void anErrorEndsTheConnection() {
        error = new OutOfMemoryError("unable to create native thread");

        demand.next();
        assertThat(disconnected).hasValue(0);
        later.remove().run();

        assertThat(disconnected).hasValue(1);
    }

    @Test
    void asksAtOnceWhileNothingIsWithheld() {
        demand.next();

        assertThat(asked).hasValue(1);
    }

    @Test
    void asksForWhatIsOwedOnce() throws InterruptedException {
        demand.withhold();
        onAThread(demand::next);
        assertThat(asked).hasValue(0);

        demand.resume();
        demand.resume();

        assertThat(asked).hasValue(1);
        assertThat(later).isEmpty();
    }

    @Test
    void owesNothingBeforeAFrameWasRead() {
        demand.withhold();
        demand.resume();

        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "12.0.25, true",
        "12.1.0, true",
        "12.1.6, true",
        "12.1.9, true",
        "12.1.10, false",
        "12.1.11, false",
        "12.2.0, false",
        "13.0.0, false",
        "12.1.9-SNAPSHOT, true",
        "12.10.3, false"
    })
    void knowsWhichJettyLosesDemands(String version, boolean loses) {
        assertThat(JettyReading.losesDemand(version)).isEqualTo(loses);
    }

    /** Jetty 12.1.6 would never read again: {@link JettyReading}. */
    @Test
    void doesNotAskWhileTheThreadThatHasReadIsStillInJettysLoop() throws InterruptedException {
        WebSocketConnection loop = new WebSocketConnection();
        demand.withhold();
        Thread reader = loop.start(demand::next);

        demand.resume();
        demand.resume();
        assertThat(asked).hasValue(0);
        assertThat(later).hasSize(1);
        later.remove().run();
        assertThat(asked).hasValue(0);

        loop.end(reader);
        later.remove().run();
        assertThat(asked).hasValue(1);
        assertThat(later).isEmpty();
    }

    @Test
    void canBeWithheldAgainWhileItWaitsForThatThread() throws InterruptedException {
        WebSocketConnection loop = new WebSocketConnection();
        demand.withhold();
        Thread reader = loop.start(demand::next);
        demand.resume();
        demand.withhold();
        loop.end(reader);

        later.remove().run();
        assertThat(asked).hasValue(0);

        demand.resume();
        assertThat(asked).hasValue(1);
    }

    private static void onAThread(Runnable call) throws InterruptedException {
        Thread thread = new Thread(call);
        thread.start();
        thread.join();
    }

    /** A loop of the name that Jetty's has, which stays where it is lost when a demand comes. */
    private static final class WebSocketConnection {
        private final CountDownLatch frameRead = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);

        Thread start(Runnable afterFrame) throws InterruptedException {
            Thread thread = new Thread(() -> fillAndParse(afterFrame));
            thread.start();
            frameRead.await();
            return thread;
        }

        private void fillAndParse(Runnable afterFrame) {
            afterFrame.run();
            frameRead.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void end(Thread thread) throws InterruptedException {
            over.countDown();
            thread.join();
        }
    }
}
