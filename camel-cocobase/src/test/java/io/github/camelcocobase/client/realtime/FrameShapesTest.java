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

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.DocumentData;
import io.github.camelcocobase.client.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every shape in which a Cocobase server, SDK or document is known to send something. */
class FrameShapesTest {

    private static final long RECEIVED = 1_762_257_600_000L;
    private static final String UUID = "c1e0a3b2-0000-4000-8000-00000000beef";
    private static final String OTHER_UUID = "d1e0a3b2-0000-4000-8000-00000000beef";
    private static final Instant NOON = Instant.parse("2025-11-04T12:00:00Z");
    private static final Map<String, Object> ANN = Map.of("name", "Ann");

    static final String SERVER_CREATE =
            """
            {"event":"create","data":{"data":{"name":"Ann"},"id":"6f…uuid","collection_id":"c1…uuid",\
            "created_at":"2025-11-04T12:00:00.123456","collection":{"name":"users","webhook_url":null,"permissions":\
            {"create":[],"read":[],"update":[],"delete":[]},"id":"c1…uuid","created_at":"2025-11-04T11:00:00"}},\
            "collection_id":"users"}""";

    static final List<Arguments> CHANGES = List.of(
            change(
                            "Go SDK: collection is a text",
                            """
                    {"event":"create","data":{"id":"6f","collection":"users","data":{"name":"Ann"},
                    "created_at":"2025-11-04T12:00:00Z","updated_at":"2025-11-04T12:00:01+01:00"}}""")
                    .created("6f", ANN)
                    .at(NOON, Instant.parse("2025-11-04T11:00:01Z"))
                    .claiming("users")
                    .build(),
            change("server's source: collection is an object", SERVER_CREATE)
                    .created("6f…uuid", ANN)
                    .in("c1…uuid")
                    .at(Instant.parse("2025-11-04T12:00:00.123456Z"), null)
                    .claiming("users")
                    .build(),
            change(
                            "server's source: data is null",
                            """
                    {"event":"create","data":{"data":null,"id":"6f","collection_id":"c1","created_at":
                    "2025-11-04T12:00:00","collection":{"name":"users","id":"c1"}},"collection_id":"users"}""")
                    .created("6f", Map.of())
                    .in("c1")
                    .at(NOON, null)
                    .claiming("users")
                    .build(),
            change(
                            "documentation of the realtime API: flat",
                            """
                    {"event":"create","collection_id":"users","data":{"id":"doc_abc123","name":"John",
                    "created_at":"2025-11-04T12:00:00Z"}}""")
                    .created("doc_abc123", Map.of("name", "John"))
                    .at(NOON, null)
                    .claiming("users")
                    .build(),
            change(
                            "flat, with a date that nobody can read",
                            """
                    {"event":"create","collection_id":"users","data":{"id":"doc_abc123","name":"John",
                    "created_at":"…Z"}}""")
                    .created("doc_abc123", Map.of("name", "John"))
                    .claiming("users")
                    .build(),
            change(
                            "flat, all of the server's own fields",
                            """
                    {"event":"update","data":{"_id":7,"name":"John","createdAt":1762257600,
                    "updatedAt":1762257600000,"collection_id":"c1","collection":{"id":"c2","name":"their own"}}}""")
                    .updated("7", Map.of("name", "John"))
                    .in("c1")
                    .at(NOON, NOON)
                    .build(),
            change(
                            "update with the previous fields",
                            """
                    {"event":"update","data":{"id":"6f","collection":"users","data":{"name":"Ann"}},
                    "old_data":{"name":"An","tags":[1,{"a":null}]}}""")
                    .updated("6f", ANN)
                    .from(map("name", "An", "tags", List.of(1, map("a", null))))
                    .claiming("users")
                    .build(),
            change(
                            "other names of the previous fields",
                            """
                    {"event":"update","previous":{"n":1},"oldData":{"n":2},"data":{"id":"6f","data":{"name":"Ann"}}}""")
                    .updated("6f", ANN)
                    .from(Map.of("n", 2))
                    .build(),
            change(
                            "previous",
                            """
                    {"event":"update","previous":{"n":1},"oldData":null,"data":{"id":"6f","data":{"name":"Ann"}}}""")
                    .updated("6f", ANN)
                    .from(Map.of("n", 1))
                    .build(),
            change(
                            "delete with the id alone",
                            """
                    {"event":"delete","collection_id":"users","data":{"id":"doc_abc123"}}""")
                    .deleted("doc_abc123", Map.of())
                    .claiming("users")
                    .build(),
            change(
                            "delete with the whole document",
                            """
                    {"event":"delete","data":{"data":{"name":"Ann"},"id":"6f"}}""")
                    .deleted("6f", ANN)
                    .build(),
            change(
                            "JavaScript SDK's types: document",
                            """
                    {"event":"create","document":{"id":"6f","collection_id":"c1","data":{"name":"Ann"}}}""")
                    .created("6f", ANN)
                    .in("c1")
                    .build(),
            change(
                            "name in type",
                            """
                    {"type":"create","data":{"id":"6f","data":{"name":"Ann"}}}""")
                    .created("6f", ANN)
                    .build(),
            change(
                            "hub",
                            """
                    {"type":"event","collection":"users","event":"created","document":{"id":"6f","data":{"name":"Ann"},
                    "createdAt":"2025-11-04T12:00:00Z"}}""")
                    .created("6f", ANN)
                    .at(NOON, null)
                    .claiming("users")
                    .build(),
            change(
                            "self-hosted server",
                            """
                    {"action":"created","collection_id":"uuid","document_id":"uuid","document":{"name":"Ann"},
                    "timestamp":"RFC3339Nano","project_id":"…"}""")
                    .created("uuid", ANN)
                    .in("uuid")
                    .build(),
            change(
                            "self-hosted server: fields that look like the server's own",
                            """
                    {"action":"updated","collection_id":"uuid","document_id":"6f","document":{"id":1,"data":{"a":1},
                    "created_at":2,"collection":"c"},"timestamp":"2025-11-04T12:00:00Z"}""")
                    .updated("6f", map("id", 1, "data", Map.of("a", 1), "created_at", 2, "collection", "c"))
                    .in("uuid")
                    .build(),
            change(
                            "self-hosted server: id after the document",
                            """
                    {"action":"updated","document":{"id":1,"data":{"a":1}},"document_id":"6f"}""")
                    .updated("6f", map("id", 1, "data", Map.of("a", 1)))
                    .build(),
            change(
                            "self-hosted server: no fields",
                            """
                    {"action":"deleted","collection_id":"uuid","document_id":"6f","timestamp":"2025-11-04T12:00:00Z"}""")
                    .deleted("6f", Map.of())
                    .in("uuid")
                    .build(),
            change(
                            "id beside data",
                            """
                    {"event":"update","document_id":"6f","collection_id":"users","data":{"name":"Ann"}}""")
                    .updated("6f", ANN)
                    .claiming("users")
                    .build(),
            change(
                            "data and document: data counts",
                            """
                    {"event":"update","document":{"id":"7"},"data":{"id":"6f","name":"Ann"}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "data that is no object, and document",
                            """
                    {"event":"update","data":[{"id":"7"}],"document":{"id":"6f","name":"Ann"}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "collection_id that is an id",
                            """
                    {"event":"update","collection_id":"%s","data":{"id":"6f","name":"Ann"}}"""
                                    .formatted(UUID))
                    .updated("6f", ANN)
                    .in(UUID)
                    .build(),
            change(
                            "collection that is an id",
                            """
                    {"event":"update","collection":"%s","data":{"id":"6f","collection":"%s","data":{"name":"Ann"}}}"""
                                    .formatted(OTHER_UUID, UUID))
                    .updated("6f", ANN)
                    .in(UUID)
                    .build(),
            change(
                            "another collection inside the document",
                            """
                    {"event":"update","collection_id":"users","data":{"id":"6f","data":{"name":"Ann"},
                    "collection":{"id":"c2","name":"orders"}}}""")
                    .updated("6f", ANN)
                    .in("c2")
                    .claiming("orders")
                    .build(),
            change(
                            "flat, with an object data of the user's",
                            """
                    {"event":"update","data":{"_id":"6f","a":1,"data":{"x":1},"b":2,"updated_at":"2025-11-04T12:00:00Z"}}""")
                    .updated("6f", map("a", 1, "data", Map.of("x", 1), "b", 2))
                    .at(null, NOON)
                    .build(),
            change(
                            "flat, with a data of the user's that is null",
                            """
                    {"event":"update","data":{"id":"6f","data":null,"a":1}}""")
                    .updated("6f", map("data", null, "a", 1))
                    .build(),
            change(
                            "flat, with a data of the user's that is an array",
                            """
                    {"event":"update","data":{"id":"6f","data":[1,[]]}}""")
                    .updated("6f", map("data", List.of(1, List.of())))
                    .build(),
            change(
                            "nested, with fields that nobody knows",
                            """
                    {"event":"update","data":{"x":{"y":[]},"data":{"name":"Ann"},"z":[{}],"id":"6f","w":"w"},"v":[[]]}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "verbs of all dialects in any case",
                            """
                    {"event":"MODIFIED","data":{"id":"6f","name":"Ann"}}""")
                    .updated("6f", ANN)
                    .build(),
            change("insert", """
                    {"action":"insert","data":{"id":"6f","name":"Ann"}}""")
                    .created("6f", ANN)
                    .build(),
            change("removed", """
                    {"action":"Removed","data":{"id":"6f"}}""")
                    .deleted("6f", Map.of())
                    .build(),
            change(
                            "event before action before type",
                            """
                    {"type":"delete","action":"update","event":"create","data":{"id":"6f","name":"Ann"}}""")
                    .created("6f", ANN)
                    .build(),
            change(
                            "names that are no texts, or empty ones",
                            """
                    {"type":"delete","action":"","event":{"a":1},"data":{"id":"6f"}}""")
                    .deleted("6f", Map.of())
                    .build(),
            change(
                            "oldest server",
                            """
                    {"event":"collection_created","data":{"id":"6f","collection":"users","data":{"name":"Ann"}}}""")
                    .unknown("collection_created", "6f", ANN)
                    .claiming("users")
                    .build(),
            change("unknown name without a document", """
                    {"event":"Truncated","data":3}""")
                    .unknown("Truncated", null, Map.of())
                    .build(),
            change(
                            "numbers as ids",
                            """
                    {"event":"update","data":{"id":12345678901234567890,"collection_id":1.50,"name":"Ann"}}""")
                    .updated("12345678901234567890", ANN)
                    .in("1.50")
                    .build(),
            change(
                            "_id where id is empty",
                            """
                    {"event":"update","data":{"id":"","_id":"6f","name":"Ann"}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "error beside a document",
                            """
                    {"event":"update","error":"nothing serious","data":{"id":"6f","name":"Ann"}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "last of repeated fields",
                            """
                    {"event":"create","event":"update","data":{"id":"5","data":{"name":"Bob"}},
                    "data":{"id":"5","id":"6f","data":{"name":"Bob"},"data":{"name":"Bo","name":"Ann"}}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "last of repeated collections",
                            """
                    {"event":"update","data":{"id":"6f","data":{"name":"Ann"},
                    "collection":{"name":"orders","id":"c1"},"collection":{}}}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "last of repeated documents",
                            """
                    {"action":"updated","document_id":"5","document":{"name":"Bob"},"document_id":null,
                    "document":{"name":"Ann"},"document_id":"6f"}""")
                    .updated("6f", ANN)
                    .build(),
            change(
                            "document taken back",
                            """
                    {"action":"updated","document_id":"6f","document":{"name":"Bob"},"document":null}""")
                    .updated("6f", Map.of())
                    .build(),
            change(
                            "data taken back",
                            """
                    {"event":"update","data":{"id":"6f","data":{"name":"Bob"},"name":"Ann","data":null,"data":3}}""")
                    .updated("6f", map("name", "Ann", "data", 3))
                    .build());

    @ParameterizedTest(name = "{0}")
    @FieldSource("CHANGES")
    void changesAreRead(String shape, String json, Frame expected) {
        for (DataForm form : DataForm.values()) {
            assertThat(parse(form, json)).as(form.name()).isEqualTo(expected);
        }
    }

    static final List<Arguments> OTHERS = List.of(
            arguments("{\"event\":\"connected\",\"collection_id\":\"users\"}", new Frame.Confirmed("users")),
            arguments(
                    "{\"event\":\"connected\",\"collection_id\":\"users\",\"filters\":{\"status\":\"active\"}}",
                    new Frame.Confirmed("users")),
            arguments(
                    "{\"action\":\"authenticated\",\"collection_id\":\"uuid\",\"collection_name\":\"n\",\"project_id\":\"p\","
                            + "\"filter\":{\"Actions\":null,\"FieldFilters\":{}},\"timestamp\":\"t\",\"redis_enabled\":true}",
                    new Frame.Confirmed("uuid")),
            arguments("{\"type\":\"SUBSCRIBED\"}", new Frame.Confirmed(null)),
            arguments("{\"event\":\"pong\"}", new Frame.Heartbeat()),
            arguments("{\"type\":\"pong\"}", new Frame.Heartbeat()),
            arguments("{\"type\":\"ping\"}", new Frame.Heartbeat()),
            arguments("{\"event\":\"heartbeat\",\"data\":{}}", new Frame.Heartbeat()),
            arguments("{\"error\":\"API key is required\"}", new Frame.ServerError("API key is required", null)),
            arguments(
                    "{\"error\":\"Invalid API key\",\"error_detail\":\"Project not found\"}",
                    new Frame.ServerError("Invalid API key", "Project not found")),
            arguments("{\"error\":\"Authentication timeout\"}", new Frame.ServerError("Authentication timeout", null)),
            arguments(
                    "{\"error\":\"Authentication failed\",\"error_detail\":{\"a\":1}}",
                    new Frame.ServerError("Authentication failed", null)),
            arguments(
                    "{\"error\":true,\"message\":\"API key required in first message\"}",
                    new Frame.ServerError("API key required in first message", null)),
            arguments("{\"error\":true}", new Frame.ServerError("no reason given", null)),
            arguments("{\"event\":\"connected\",\"error\":\"x\",\"data\":[]}", new Frame.ServerError("x", null)),
            arguments("{\"error\":\"" + "x".repeat(5_000) + "\"}", new Frame.ServerError("x".repeat(1_000), null)),
            arguments("{\"error\":false}", new Frame.Notice()),
            arguments("{\"error\":null}", new Frame.Notice()),
            arguments("{\"message\":\"Filter updated\",\"filter\":{\"Actions\":[]}}", new Frame.Notice()),
            arguments("{\"type\":\"event\"}", new Frame.Notice()),
            arguments("{\"type\":\"message\",\"data\":{\"id\":\"6f\"}}", new Frame.Notice()),
            arguments("{\"data\":{\"id\":\"6f\"}}", new Frame.Notice()),
            arguments("{}", new Frame.Notice()));

    @ParameterizedTest(name = "{0}")
    @FieldSource("OTHERS")
    void otherMessagesAreRead(String json, Frame expected) {
        for (DataForm form : DataForm.values()) {
            assertThat(parse(form, json)).isEqualTo(expected);
        }
    }

    static Stream<String> everySample() {
        return Stream.concat(
                CHANGES.stream().map(arguments -> (String) arguments.get()[1]),
                OTHERS.stream().map(arguments -> (String) arguments.get()[0]));
    }

    @ParameterizedTest
    @MethodSource("everySample")
    void spaceBetweenTokensAndAByteOrderMarkMeanNothing(String json) throws IOException {
        StringWriter spaced = new StringWriter();
        try (JsonParser parser = new JsonFactory().createParser(json);
                JsonGenerator generator =
                        new JsonFactory().createGenerator(spaced).useDefaultPrettyPrinter()) {
            while (parser.nextToken() != null) {
                generator.copyCurrentEventExact(parser);
            }
        }

        for (DataForm form : DataForm.values()) {
            assertThat(parse(form, "\uFEFF \r\n\t" + spaced + " \n")).isEqualTo(parse(form, json));
        }
    }

    @Test
    void jsonIsTheServersOwnText() {
        String data = "{ \"z\" : 1.00, \"a\":\"\\u0041\\/ż😀\",\n\"n\":[ ] , \"z\":1e2}";
        String json = "{\"event\":\"update\",\"data\":{\"id\":\"6f\",\"data\": " + data + " }}";

        assertThat(data(DataForm.JSON, json).toJson()).isEqualTo(data);
        assertThat(data(DataForm.BOTH, json).toJson()).isEqualTo(data);
        assertThat(data(DataForm.MAP, json).toJson()).isEqualTo("{\"z\":100.0,\"a\":\"A/ż😀\",\"n\":[]}");
    }

    @ParameterizedTest
    @EnumSource(DataForm.class)
    void fieldsKeepTheirOrderAndTypes(DataForm form) {
        String fields =
                "\"z\":1,\"y\":2147483648,\"x\":9223372036854775808,\"w\":1.5,\"v\":true,\"u\":false,\"t\":null,"
                        + "\"s\":\"s\",\"r\":[1,[],{}],\"q\":{\"p\":{}},\"o\":-0.0,\"n\":1e3,\"m\":\"\"";
        Map<String, Object> expected = map(
                "z",
                1,
                "y",
                2147483648L,
                "x",
                new BigInteger("9223372036854775808"),
                "w",
                1.5,
                "v",
                true,
                "u",
                false,
                "t",
                null,
                "s",
                "s",
                "r",
                Arrays.asList(1, List.of(), Map.of()),
                "q",
                Map.of("p", Map.of()),
                "o",
                -0.0,
                "n",
                1000.0,
                "m",
                "");

        assertThat(data(form, "{\"event\":\"create\",\"data\":{\"id\":\"6f\",\"data\":{" + fields + "}}}")
                        .toMap())
                .containsExactlyEntriesOf(expected);
        assertThat(data(form, "{\"event\":\"create\",\"data\":{\"id\":\"6f\"," + fields + "}}")
                        .toMap())
                .containsExactlyEntriesOf(expected);
        assertThat(data(form, "{\"action\":\"created\",\"document_id\":\"6f\",\"document\":{" + fields + "}}")
                        .toMap())
                .containsExactlyEntriesOf(expected);
    }

    @ParameterizedTest
    @EnumSource(DataForm.class)
    void nothingOfTheBufferIsKept(DataForm form) {
        byte[] message = SERVER_CREATE.getBytes(StandardCharsets.UTF_8);
        byte[] buffer = new byte[message.length + 20];
        Arrays.fill(buffer, (byte) '!');
        System.arraycopy(message, 0, buffer, 7, message.length);

        Frame frame = new FrameParser("users", form).parse(buffer, 7, message.length, RECEIVED);
        Arrays.fill(buffer, (byte) '?');

        assertThat(frame).isEqualTo(parse(form, SERVER_CREATE));
        assertThat(((Frame.Change) frame).event().document().data().toJson()).isEqualTo("{\"name\":\"Ann\"}");
    }

    private static DocumentData data(DataForm form, String json) {
        return ((Frame.Change) parse(form, json)).event().document().data();
    }

    static Frame parse(DataForm form, String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new FrameParser("users", form).parse(bytes, 0, bytes.length, RECEIVED);
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    private static Expectation change(String shape, String json) {
        return new Expectation(shape, json);
    }

    /** A row of the table: a message and the change that it means. */
    private static final class Expectation {

        private final String shape;
        private final String json;
        private ChangeType type;
        private String event;
        private String id;
        private DocumentData data;
        private String collectionId;
        private Instant createdAt;
        private Instant updatedAt;
        private Map<String, Object> oldData;
        private String claimedCollection;

        Expectation(String shape, String json) {
            this.shape = shape;
            this.json = json;
        }

        Expectation created(String documentId, Map<String, Object> fields) {
            return is(ChangeType.CREATE, "create", documentId, fields);
        }

        Expectation updated(String documentId, Map<String, Object> fields) {
            return is(ChangeType.UPDATE, "update", documentId, fields);
        }

        Expectation deleted(String documentId, Map<String, Object> fields) {
            return is(ChangeType.DELETE, "delete", documentId, fields);
        }

        Expectation unknown(String name, String documentId, Map<String, Object> fields) {
            return is(ChangeType.UNKNOWN, name, documentId, fields);
        }

        private Expectation is(ChangeType change, String name, String documentId, Map<String, Object> fields) {
            type = change;
            event = name;
            id = documentId;
            data = DocumentData.ofMap(fields);
            return this;
        }

        Expectation in(String id) {
            collectionId = id;
            return this;
        }

        Expectation at(Instant created, Instant updated) {
            createdAt = created;
            updatedAt = updated;
            return this;
        }

        Expectation from(Map<String, Object> fields) {
            oldData = fields;
            return this;
        }

        Expectation claiming(String collection) {
            claimedCollection = collection;
            return this;
        }

        Arguments build() {
            Document document = new Document(id, "users", collectionId, data, createdAt, updatedAt);
            ChangeEvent change = new ChangeEvent(type, event, document, oldData, Origin.LIVE, RECEIVED);
            return arguments(shape, json, new Frame.Change(change, claimedCollection));
        }
    }
}
