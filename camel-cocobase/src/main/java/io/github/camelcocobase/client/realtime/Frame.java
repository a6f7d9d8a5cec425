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

import io.github.camelcocobase.client.ChangeEvent;

/** What one text message of the server means. */
public sealed interface Frame {

    /**
     * A document changed.
     *
     * @param event the change; not null; the id of its document is null only if its type is
     *     {@link io.github.camelcocobase.client.ChangeType#UNKNOWN}
     * @param claimedCollection the name of the collection that the server says the document is in; null where it does
     *     not say. A name other than the watched collection's means another collection's event
     */
    record Change(ChangeEvent event, String claimedCollection) implements Frame {}

    /**
     * The subscription is confirmed.
     *
     * @param collectionId what the server calls the collection: its name (cloud) or its id (self-hosted); null where it
     *     says nothing
     * @param publishes false when the server says that it will send no changes, for the lack of a part that it needs
     */
    record Confirmed(String collectionId, boolean publishes) implements Frame {
        Confirmed(String collectionId) {
            this(collectionId, true);
        }
    }

    /**
     * The server reports an error, usually before it closes.
     *
     * @param message the server's words; not null
     * @param detail more of them; null where there are none
     */
    record ServerError(String message, String detail) implements Frame {}

    /** A sign of life that carries nothing else: {@code pong}, {@code ping}, {@code heartbeat}. */
    record Heartbeat() implements Frame {}

    /** A well-formed object that says nothing about documents, such as the reply to a changed filter. */
    record Notice() implements Frame {}

    /**
     * Not a message that we understand. The connection lives on.
     *
     * @param reason what is wrong, in words for a log; has no part of the message
     */
    record Malformed(String reason) implements Frame {}
}
