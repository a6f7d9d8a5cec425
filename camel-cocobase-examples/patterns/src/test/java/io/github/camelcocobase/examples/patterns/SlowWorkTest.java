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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.emulator.EmulatedCollection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlowWorkTest extends PatternTest {

    SlowWorkTest() {
        super("slow-work");
    }

    @ParameterizedTest
    @EnumSource
    void eightDocumentsAtATimeAndEachInItsOrder(Dsl dsl) throws Exception {
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch eight = new CountDownLatch(8);
        start(dsl);
        journal.work(entry -> {
            most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
            eight.countDown();
            // all of the first eight are at work before one of them goes on
            assertThat(eight.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            Thread.yield();
            atWork.decrementAndGet();
        });
        cocobase.awaitConnections("orders", 1);

        EmulatedCollection orders = cocobase.collection("orders");
        Map<String, List<Integer>> written = new HashMap<>();
        for (int n = 0; n < 5000; n++) {
            String id = "order-" + n % 53;
            if (n < 53) {
                orders.create(id, Map.of("n", n));
            } else {
                orders.update(id, Map.of("n", n));
            }
            written.computeIfAbsent(id, key -> new ArrayList<>()).add(n);
        }

        awaitLogged("slow-work", 5000);
        assertThat(most).hasValue(8);
        Map<String, List<Integer>> invoiced = new HashMap<>();
        journal.of("slow-work").forEach(entry -> invoiced.computeIfAbsent(
                        entry.header(CocobaseConstants.DOCUMENT_ID), key -> new ArrayList<>())
                .add((Integer) entry.exchange().getMessage().getBody(Map.class).get("n")));
        assertThat(invoiced).isEqualTo(written);
    }
}
