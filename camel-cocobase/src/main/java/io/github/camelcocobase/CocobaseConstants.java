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

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of the Exchanges that the component makes. */
public final class CocobaseConstants {

    @Metadata(
            label = "consumer",
            description =
                    "What happened: create, update or delete; gap (gapEvents=true); or the server's own name of an event"
                            + " that is none of these (unknownEvents=deliver)",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelCocobaseEventType";

    @Metadata(label = "consumer", description = "The id of the document that changed", javaType = "String")
    public static final String DOCUMENT_ID = "CamelCocobaseDocumentId";

    @Metadata(
            label = "consumer",
            description = "The name of the collection, as in the endpoint URI",
            javaType = "String")
    public static final String COLLECTION = "CamelCocobaseCollection";

    @Metadata(
            label = "consumer",
            description = "The id of the collection, where the server sends it",
            javaType = "String")
    public static final String COLLECTION_ID = "CamelCocobaseCollectionId";

    @Metadata(
            label = "consumer",
            description = "The name of the connection that received the change",
            javaType = "String")
    public static final String CONNECTION_NAME = "CamelCocobaseConnectionName";

    @Metadata(
            label = "consumer",
            description =
                    "When the document was created, by the server's clock; absent when the server sends no usable time",
            javaType = "java.time.Instant")
    public static final String CREATED_AT = "CamelCocobaseCreatedAt";

    @Metadata(
            label = "consumer",
            description =
                    "When the document was last changed, by the server's clock; absent when the server sends no usable time",
            javaType = "java.time.Instant")
    public static final String UPDATED_AT = "CamelCocobaseUpdatedAt";

    @Metadata(
            label = "consumer",
            description = "The document's data before the change, where the server sends it",
            javaType = "java.util.Map<String, Object>")
    public static final String OLD_DATA = "CamelCocobaseOldData";

    @Metadata(
            label = "consumer",
            description =
                    "How the change came to be known: live (pushed by the server), snapshot (read at the start) or"
                            + " recovery (found by reading the collection again)",
            javaType = "String",
            enums = "live,snapshot,recovery")
    public static final String ORIGIN = "CamelCocobaseOrigin";

    @Metadata(
            label = "consumer",
            description = "When the change was received, in milliseconds since the epoch",
            javaType = "long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    @Metadata(
            label = "consumer",
            description = "On a gap event: when the connection was lost, by this machine's clock",
            javaType = "java.time.Instant")
    public static final String GAP_START = "CamelCocobaseGapStart";

    @Metadata(
            label = "consumer",
            description = "On a gap event: when the subscription was confirmed again, by this machine's clock",
            javaType = "java.time.Instant")
    public static final String GAP_END = "CamelCocobaseGapEnd";

    @Metadata(
            label = "consumer",
            description =
                    "On a gap event: the WebSocket close code, 1006 for a connection that broke without one; absent when"
                            + " no WebSocket was open",
            javaType = "Integer")
    public static final String CLOSE_CODE = "CamelCocobaseCloseCode";

    @Metadata(
            label = "consumer",
            description = "On a gap event: how the connection ended, in one line",
            javaType = "String")
    public static final String CLOSE_REASON = "CamelCocobaseCloseReason";

    private CocobaseConstants() {}
}
