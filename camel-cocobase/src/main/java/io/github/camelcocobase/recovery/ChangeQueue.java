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

import java.util.concurrent.CompletableFuture;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;

/** The way to the route, for what was pushed and for what was read. Changes of one document stay in their order. */
public interface ChangeQueue {

    /**
     * {@return whether the route wants a change that was read: its kind, and its data by the filter}
     *
     * @param event the change; not null
     */
    boolean wants(ChangeEvent event);

    /**
     * {@return whether the route hears of changes of a kind at all, provided that they match the filter}
     *
     * @param type the kind; not null
     */
    boolean routes(ChangeType type);

    /**
     * Queues a change. Never blocks.
     *
     * @param event the change; not null
     * @param receipt hears what becomes of it; null for nobody
     */
    void add(ChangeEvent event, Receipt receipt);

    /**
     * Queues a receipt for a change that is not for the route. It is {@linkplain Receipt#completed() completed} when its
     * turn comes.
     *
     * @param documentId whose changes it stays in order with; not null
     * @param receipt the receipt; not null
     */
    void addUnrouted(String documentId, Receipt receipt);

    /** {@return completes as soon as there is room for another change; never exceptionally} */
    CompletableFuture<Void> room();

    /** {@return completes when all that is queued or being routed now is over; never exceptionally} */
    CompletableFuture<Void> barrier();
}
