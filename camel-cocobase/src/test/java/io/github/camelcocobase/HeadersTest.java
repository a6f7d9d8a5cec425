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

import java.time.Instant;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeadersTest extends WatchTestSupport {

    @Test
    void everyHeaderOfAnUpdate() throws Exception {
        long before = System.currentTimeMillis();
        startRoute("cocobase:users?connectionName=x&events=update");
        emulator.awaitConnections("users", 1);
        String id = emulator.collection("users").create(Map.of("name", "Ann"));

        emulator.collection("users").update(id, Map.of("name", "Bob"));

        awaitRouted(1);
        Message message = routed.get(0).getIn();
        assertThat(message.getHeader(CocobaseConstants.EVENT_TYPE)).isEqualTo("update");
        assertThat(message.getHeader(CocobaseConstants.DOCUMENT_ID)).isEqualTo(id);
        assertThat(message.getHeader(CocobaseConstants.COLLECTION)).isEqualTo("users");
        assertThat(message.getHeader(CocobaseConstants.CONNECTION_NAME)).isEqualTo("x");
        assertThat(message.getHeader(CocobaseConstants.ORIGIN)).isEqualTo("live");
        assertThat(message.getHeader(CocobaseConstants.CREATED_AT, Instant.class))
                .isBeforeOrEqualTo(message.getHeader(CocobaseConstants.UPDATED_AT, Instant.class));
        assertThat(message.getHeader(CocobaseConstants.OLD_DATA)).isEqualTo(Map.of("name", "Ann"));
        assertThat(message.getHeader(Exchange.MESSAGE_TIMESTAMP, Long.class))
                .isBetween(before, System.currentTimeMillis());
    }

    @Test
    void collectionIdWhereTheServerSendsIt() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        String collectionId = emulator.collection("users").id();
        emulator.publish(
                "users",
                """
                {"event":"create","data":{"id":"7","data":{"a":1},"created_at":"2025-11-04T12:00:00.123456",\
                "collection_id":"%1$s","collection":{"name":"users",\
                "id":"%1$s"}},"collection_id":"users"}"""
                        .formatted(collectionId));

        awaitRouted(1);
        Message message = routed.get(0).getIn();
        assertThat(message.getHeader(CocobaseConstants.COLLECTION_ID)).isEqualTo(collectionId);
        assertThat(message.getHeader(CocobaseConstants.CREATED_AT))
                .isEqualTo(Instant.parse("2025-11-04T12:00:00.123456Z"));
        assertThat(message.getHeaders()).doesNotContainKeys(CocobaseConstants.UPDATED_AT, CocobaseConstants.OLD_DATA);
    }

    @Test
    void aTimestampThatIsNonsenseIsAbsentAndTheEventIsRouted() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.publish(
                "users",
                "{\"event\":\"create\",\"data\":{\"id\":\"7\",\"data\":{},\"created_at\":\"yesterday\",\"updated_at\":{}}}");

        awaitRouted(1);
        assertThat(routed.get(0).getIn().getHeaders())
                .doesNotContainKeys(CocobaseConstants.CREATED_AT, CocobaseConstants.UPDATED_AT);
    }

    @Test
    void fieldsOfTheDocumentNeverBecomeHeaders() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.collection("users")
                .create(Map.of(
                        "CamelHttpUri", "http://evil", "camelfilename", "x", "CamelCocobaseEventType", "delete"));

        awaitRouted(1);
        assertThat(routed.get(0).getIn().getHeader(CocobaseConstants.EVENT_TYPE))
                .isEqualTo("create");
        assertThat(routed.get(0).getIn().getHeaders()).doesNotContainKeys("CamelHttpUri", "camelfilename");
    }

    @Test
    void anUnnamedConnectionIsNamedAfterItsCollection() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.collection("users").create(Map.of());

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.CONNECTION_NAME)).containsExactly("watch-users");
        assertThat(status().name()).isEqualTo("watch-users");
    }
}
