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
package io.github.camelcocobase.examples.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.CocobaseConstants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class FanOutTest extends PatternTest {

    FanOutTest() {
        super("fan-out");
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriberThatHangsMissesChangesAndHindersNobody(Dsl dsl) throws Exception {
        Semaphore mails = new Semaphore(0);
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        start(dsl);
        journal.work(entry -> {
            if (entry.routeId().equals("search")) {
                hangs.countDown();
                goOn.await();
            } else {
                mails.release();
            }
        });
        try {
            cocobase.awaitConnections("users", 1);
            List<String> written = new ArrayList<>();
            written.add(users.create(Map.of("n", 0)));
            awaitAll(hangs, mails, 1);
            for (int i = 0; i < 300; i++) {
                for (int n = 0; n < 10; n++) {
                    written.add(users.create(Map.of("n", written.size())));
                }
                // whoever keeps up has room for ten, and so misses nothing
                awaitAll(hangs, mails, 10);
            }
            await().untilAsserted(() -> assertThat(subscriber("mail")).isEqualTo(written));

            goOn.countDown();
            // the one it was busy with, and the ten that it had room for
            await().untilAsserted(() -> assertThat(subscriber("search")).isEqualTo(written.subList(0, 11)));
            written.add(users.create(Map.of("n", written.size())));
            await().untilAsserted(
                            () -> assertThat(subscriber("search")).hasSize(12).endsWith(written.get(3001)));
        } finally {
            goOn.countDown();
        }
    }

    private static void awaitAll(CountDownLatch hangs, Semaphore mails, int count) throws InterruptedException {
        assertThat(hangs.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(mails.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private List<String> subscriber(String route) {
        return journal.headers(route, CocobaseConstants.DOCUMENT_ID);
    }
}
