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
package io.github.camelcocobase.recovery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CreationBookTest {

    private final Queue<Receipt> queued = new ArrayDeque<>();

    private final ChangeQueue queue = new ChangeQueue() {
        @Override
        public boolean wants(ChangeEvent event) {
            return false;
        }

        @Override
        public boolean routes(ChangeType type) {
            return false;
        }

        @Override
        public void add(ChangeEvent event, Receipt receipt) {
            queued.add(receipt);
        }

        @Override
        public void addUnrouted(String documentId, Receipt receipt) {
            queued.add(receipt);
        }

        @Override
        public CompletableFuture<Void> room() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> barrier() {
            return CompletableFuture.completedFuture(null);
        }
    };

    private static final Instant CREATED_AT = Instant.parse("2026-01-01T00:00:00Z");

    private final DocumentLedger ledger = new MemoryLedger();

    private CreationBook open() {
        return new CreationBook(queue, new BufferedLedger("test", ledger, () -> {}), Tuning.ALL);
    }

    /** Also where a server sends the year 1 for a time that it does not know. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00.000000001Z",
                "1969-12-31T23:59:59.5Z",
                "1970-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void whatItHasLearnedIsKnownWhenItIsOpenedAgain(String time) {
        open().learn("1", Instant.parse(time));

        CreationBook again = open();

        assertThat(again.knows("1")).isTrue();
        assertThat(ledger.get("1")).isEqualTo(markOf(time));
    }

    @Test
    void aCreateIsOwedAlsoAfterAnUpdateHasFailedAndTheBooksWereClosed() {
        CreationBook book = open();
        book.live(event(ChangeType.CREATE), true);
        book.live(event(ChangeType.UPDATE), true);
        queued.forEach(Receipt::failed);

        assertThat(open().owesCreate("1")).isTrue();
    }

    @Test
    void aCreateThatIsUnderWayIsNotLearned() {
        CreationBook book = open();
        book.live(event(ChangeType.CREATE), true);

        book.learn("1", CREATED_AT);

        assertThat(book.knows("1")).isFalse();
        assertThat(open().knows("1")).isFalse();
        queued.forEach(Receipt::completed);
        assertThat(open().knows("1")).isTrue();
    }

    private static ChangeEvent event(ChangeType type) {
        Document document = new Document("1", "users", null, DocumentData.empty(), CREATED_AT, null);
        return new ChangeEvent(type, type.eventName(), document, null, Origin.LIVE, 0);
    }

    /** As all versions have written it. */
    private static Fingerprint markOf(String time) {
        Instant instant = Instant.parse(time);
        return new Fingerprint(instant.getEpochSecond() | 1L << 62, instant.getNano());
    }
}
