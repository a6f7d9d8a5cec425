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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class BodyTypesTest extends WatchTestSupport {

    private static final Map<String, Object> FIELDS =
            Map.of("name", "Zoë", "age", 41, "big", 12345678901L, "tags", List.of("a", "b"), "ok", true);

    private Message messageFor(String bodyType) throws Exception {
        startRoute("cocobase:users" + (bodyType == null ? "" : "?bodyType=" + bodyType));
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create("1", FIELDS);
        awaitRouted(1);
        return routed.get(0).getIn();
    }

    private static Object fieldsOf(Object json) throws Exception {
        return new ObjectMapper().readValue((String) json, Object.class);
    }

    @Test
    void aMapOfTheFieldsByDefault() throws Exception {
        assertThat(messageFor(null).getBody()).isEqualTo(FIELDS);
    }

    @Test
    void data() throws Exception {
        assertThat(messageFor("data").getBody()).isEqualTo(FIELDS);
    }

    @Test
    void json() throws Exception {
        Object body = messageFor("json").getBody();

        assertThat(body).isInstanceOf(String.class);
        assertThat(fieldsOf(body)).isEqualTo(FIELDS);
    }

    @Test
    void jsonWithAFilterOnTheFields() throws Exception {
        startRoute("cocobase:users?bodyType=json&filter.age_gte=40");
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("age", 39));
        emulator.collection("users").create(FIELDS);

        awaitRouted(1);
        assertThat(fieldsOf(bodiesOfRouted().get(0))).isEqualTo(FIELDS);
    }

    @Test
    void document() throws Exception {
        @SuppressWarnings("unchecked")
        Map<String, Object> body = messageFor("document").getBody(Map.class);

        assertThat(body)
                .contains(entry("id", "1"), entry("collection", "users"), entry("data", FIELDS))
                .containsOnlyKeys("id", "collection", "data", "created_at", "updated_at");
        assertThat(body.get("created_at")).isInstanceOf(Instant.class);
    }

    @Test
    void event() throws Exception {
        ChangeEvent event = (ChangeEvent) messageFor("event").getBody();

        assertThat(event.type()).isEqualTo(ChangeType.CREATE);
        assertThat(event.document().id()).isEqualTo("1");
        assertThat(event.document().data().toMap()).isEqualTo(FIELDS);
    }

    @Test
    void anEventIsConvertedToWhatTheRouteAsksFor() throws Exception {
        Message message = messageFor("event");

        assertThat((Object) message.getBody(Map.class)).isEqualTo(FIELDS);
        ObjectMapper mapper = new ObjectMapper();
        JsonNode tree = mapper.valueToTree(FIELDS);
        assertThat(mapper.readTree(message.getBody(String.class))).isEqualTo(tree);
        assertThat(mapper.readTree(message.getBody(byte[].class))).isEqualTo(tree);
        assertThat(mapper.readTree(message.getBody(InputStream.class))).isEqualTo(tree);
        assertThat(message.getBody(JsonNode.class)).isEqualTo(tree);
        assertThat(new String(message.getBody(byte[].class), StandardCharsets.UTF_8))
                .contains("Zoë");
    }
}
