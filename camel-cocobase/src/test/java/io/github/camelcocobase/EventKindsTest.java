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

import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventKindsTest extends WatchTestSupport {

    @Test
    void createUpdateAndDeleteAreRoutedInOrder() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").update(id, Map.of("name", "Bob"));
        emulator.collection("users").delete(id);

        awaitRouted(3);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("create", "update", "delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsOnly(id);
        assertThat(bodiesOfRouted())
                .containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"), Map.of("name", "Bob"));
    }

    @Test
    void onlyTheEventsAskedForAreRouted() throws Exception {
        startRoute("cocobase:users?connectionName=x&events=update");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").update(id, Map.of("name", "Bob"));
        emulator.collection("users").delete(id);
        String last = emulator.collection("users").create(Map.of());
        emulator.collection("users").update(last, Map.of("name", "Cid"));

        awaitRouted(2);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsOnly("update");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(id, last);
    }

    @Test
    void severalEventsInOneList() throws Exception {
        startRoute("cocobase:users?events=create, DELETE");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of());
        emulator.collection("users").update(id, Map.of("a", 1));
        emulator.collection("users").delete(id);

        awaitRouted(2);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("create", "delete");
    }

    @Test
    void aDeleteWithNothingButTheIdHasAnEmptyMapAsBody() throws Exception {
        emulator.faults().idOnlyDeletes(true);
        startRoute("cocobase:users?events=delete");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").delete(id);

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly(id);
        assertThat(bodiesOfRouted()).containsExactly(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "document", "event"})
    @SuppressWarnings("unchecked")
    void aRouteMayChangeTheBodyOfADeleteWithNothingButTheId(String bodyType) throws Exception {
        emulator.faults().idOnlyDeletes(true);
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?events=delete&bodyType=" + bodyType)
                        .routeId("route")
                        .process(exchange -> {
                            Map<String, Object> body = exchange.getIn().getBody(Map.class);
                            Map<String, Object> fields =
                                    bodyType.equals("document") ? (Map<String, Object>) body.get("data") : body;
                            assertThat(fields.containsKey(null)).isFalse();
                            assertThat(fields.put("source", "x")).isNull();
                            routed.add(exchange.copy());
                        });
            }
        });
        emulator.awaitConnections("users", 1);

        for (int i = 0; i < 2; i++) {
            emulator.collection("users").delete(emulator.collection("users").create(Map.of("name", "Ann")));
        }

        awaitRouted(2);
        await().until(() -> consumer().report().counts().delivered() == 2);
    }

    @Test
    void unknownEventsAreIgnoredAndCountedByDefault() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"event\":\"archived\",\"data\":{\"id\":\"1\",\"data\":{\"a\":1}}}");
        emulator.collection("users").create(Map.of());

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("create");
    }

    @Test
    void unknownEventsAreRoutedOnRequest() throws Exception {
        startRoute("cocobase:users?unknownEvents=deliver&events=delete");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"event\":\"archived\",\"data\":{\"id\":\"1\",\"data\":{\"a\":1}}}");

        awaitRouted(1);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("archived");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsExactly("1");
        assertThat(bodiesOfRouted()).containsExactly(Map.of("a", 1));
    }

    @Test
    void unknownEventsAreErrorsOnRequest() throws Exception {
        RecordingExceptionHandler handler = RecordingExceptionHandler.bindTo(context);
        startRoute("cocobase:users?unknownEvents=fail&exceptionHandler=#handler");
        emulator.awaitConnections("users", 1);

        emulator.publish("users", "{\"event\":\"archi\\nved\",\"data\":{\"id\":\"1\",\"data\":{\"a\":1}}}");
        emulator.collection("users").create(Map.of());

        awaitRouted(1);
        assertThat(handler.messages())
                .singleElement()
                .asString()
                .contains("archi?ved")
                .contains("unknownEvents");
    }
}
