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
package io.github.camelcocobase.examples.kafka;

import io.github.camelcocobase.ManagedRecovery;
import io.github.camelcocobase.emulator.WatchConnection;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A load of changes through a real broker to three workers, without and with a connection that is cut. */
class ThroughKafkaTest extends KafkaTestSupport {

    private static final int CHANGES = 100_000;
    private static final int CUTS = 10;
    /** So many changes happen at once, also during a gap. */
    private static final int BURST = 250;
    /** The shop is no faster than the workers: what a server does for a source that is too slow is not tested here. */
    private static final int UNDER_WAY = 2_000;

    @BeforeEach
    void startSource() {
        Main source = Source.camel("source", directory.resolve("cluster"));
        source.addOverrideProperty("camel.component.cocobase.base-url", cocobase.baseUrl());
        source.addOverrideProperty("camel.component.cocobase.api-key", cocobase.apiKey());
        source.addOverrideProperty("camel.beans.ledger.url", ledger.url());
        // cut so often, it would wait longer and longer
        source.addOverrideProperty("camel.component.cocobase.reconnect-delay", "100ms");
        source.addOverrideProperty("camel.component.cocobase.max-reconnect-delay", "1s");
        start(source);
        cocobase.awaitConnections("orders", 1, PATIENCE);
        ManagedRecovery recovery = source.getCamelContext().getEndpoints().stream()
                .filter(ManagedRecovery.class::isInstance)
                .map(ManagedRecovery.class::cast)
                .findFirst()
                .orElseThrow();
        // the snapshot of nothing: what is written before its end may be read and come before what is pushed
        await().until(() -> recovery.getRecoveryRuns() == 1);
    }

    /** Changes that the source sees, and those who work as well, before there are many more. */
    private void changeWatched(int times) {
        for (int left = times; left > 0; left -= BURST) {
            await().until(() -> written - journal.count() < UNDER_WAY);
            change(Math.min(left, BURST));
        }
    }

    @Test
    void everyChangeReachesAWorkerInOrder() {
        changeWatched(CHANGES / 5);

        await().until(() -> journal.count() >= written);
        assertThat(journal.withoutRepetitions()).isEqualTo(done);
        assertThatTheWorkWasShared();
    }

    @Test
    void nothingIsLostWhenTheConnectionIsCut() {
        long merged = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            changeWatched(CHANGES / CUTS / 2);
            cocobase.connections("orders").forEach(WatchConnection::drop);
            // what happens before the source is back, nobody tells it
            change(BURST);
            cocobase.awaitConnections("orders", 1, PATIENCE);
            change(BURST);
            await().untilAsserted(this::assertThatTheWorkersKnowTheTruth);
            merged += written - journal.count();
            written = journal.count();
            changeWatched(CHANGES / CUTS / 2 - 2 * BURST);
        }

        await().untilAsserted(this::assertThatTheWorkersKnowTheTruth);
        assertThat(done.values().stream().mapToInt(list -> list.size()).sum()).isEqualTo(CHANGES);
        // only what was on its way when the connection broke, or came before it was back, can have been merged
        assertThat(merged).isLessThan(CUTS * (UNDER_WAY + 2L * BURST));
        assertThatNoOrderWentBackwards();
        assertThatTheWorkWasShared();
    }
}
