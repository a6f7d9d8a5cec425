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
package io.github.camelcocobase.emulator;

import java.net.http.HttpResponse;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RestDocumentsTest {

    private final CocobaseEmulator emulator =
            CocobaseEmulator.builder().collection("users").start();
    private final RestClient rest = new RestClient(emulator);
    private final EmulatedCollection users = emulator.collection("users");

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void createsReadsChangesAndDeletes() throws Exception {
        HttpResponse<String> created = rest.request(
                "POST", "/collections/documents?collection=users", "{\"data\":{\"name\":\"Ann\",\"n\":1.0}}");
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.headers().firstValue("Content-Type")).contains("application/json");
        JsonNode document = Json.tree(created.body());
        String id = document.path("id").asText();
        assertThat(document.path("data")).hasToString("{\"name\":\"Ann\",\"n\":1.0}");
        assertThat(document.path("collection_id").asText()).isEqualTo(users.id());

        String path = "/collections/users/documents/" + id;
        assertThat(rest.get(path)).isEqualTo(document);
        JsonNode patched =
                Json.tree(rest.request("PATCH", path, "{\"data\":{\"age\":3}}").body());
        assertThat(patched.path("data")).hasToString("{\"name\":\"Ann\",\"n\":1.0,\"age\":3}");
        assertThat(rest.get("/collections/" + users.id() + "/documents/" + id)).isEqualTo(patched);

        HttpResponse<String> deleted = rest.request("DELETE", path, null);
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEqualTo("{\"status\":\"success\",\"message\":\"Document deleted successfully\"}");
        assertThat(rest.request("GET", path, null).statusCode()).isEqualTo(404);
        assertThat(rest.request("GET", path, null).body()).isEqualTo("{\"detail\":\"Document not found\"}");
        assertThat(rest.request("PATCH", path, "{\"data\":{}}").statusCode()).isEqualTo(404);
        assertThat(rest.request("DELETE", path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void decodesIdsOnceAndKeepsUnicode() throws Exception {
        users.create("a/b %2F?ü", Map.of("ключ", "值 🙂"));
        JsonNode document = rest.get("/collections/users/documents/a%2Fb%20%252F%3F%C3%BC");
        assertThat(document.path("id").asText()).isEqualTo("a/b %2F?ü");
        assertThat(document.path("data").path("ключ").asText()).isEqualTo("值 🙂");
        assertThat(emulator.restRequests().get(0).path())
                .isEqualTo("/collections/users/documents/a%2Fb%20%252F%3F%C3%BC");
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws Exception {
        assertThat(rest.request("GET", "/collections/users/documents/%FF", null).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theSecondCreatePathDoesTheSame() throws Exception {
        assertThat(rest.request("POST", "/collections/users/documents", "{\"data\":{}}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void batches() throws Exception {
        JsonNode created = rest.post(
                "/collections/users/batch/documents/create", "{\"documents\":[{\"n\":1},{\"n\":2},{\"n\":3}]}");
        assertThat(created).hasSize(3);
        assertThat(rest.post("/collections/users/documents/batch-create", "{\"documents\":[{\"n\":4}]}"))
                .hasSize(1);
        String first = created.get(0).path("id").asText();
        String second = created.get(1).path("id").asText();
        assertThat(rest.post(
                        "/collections/users/batch/documents/update",
                        "{\"updates\":{\"" + first + "\":{\"data\":{\"n\":10}},\"" + second
                                + "\":{\"n\":20},\"nobody\":{\"n\":0}}}"))
                .hasToString("{\"status\":\"success\",\"message\":\"2 documents updated successfully\",\"count\":2}");
        assertThat(rest.post(
                                "/collections/users/batch/documents/update",
                                "{\"updates\":[{\"id\":\"" + first + "\",\"data\":{\"m\":11}}]}")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(users.get(first).orElseThrow().data()).isEqualTo(Map.of("n", 10, "m", 11));
        assertThat(users.get(second).orElseThrow().data()).isEqualTo(Map.of("n", 20));
        assertThat(rest.post("/collections/users/batch/documents/delete", "{\"document_ids\":[\"" + first + "\"]}")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(rest.post("/collections/users/batch/documents/delete", "{\"ids\":[\"" + second + "\",\"nobody\"]}")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(users.size()).isEqualTo(2);
    }

    @Test
    void aBatchHasAThousandDocumentsAtMost() throws Exception {
        String documents = "{\"documents\":[{}" + ",{}".repeat(1000) + "]}";
        assertThat(rest.request("POST", "/collections/users/batch/documents/create", documents)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void theServerProfileUpdatesNothingWithoutData() throws Exception {
        try (CocobaseEmulator server = CocobaseEmulator.builder()
                .profile(Profile.SERVER)
                .collection("users")
                .start()) {
            server.collection("users").create("a", Map.of("n", 1));
            RestClient client = new RestClient(server);
            assertThat(client.post("/collections/users/batch/documents/update", "{\"updates\":{\"a\":{\"n\":2}}}")
                            .path("count")
                            .asInt())
                    .isZero();
            client.request("PATCH", "/collections/users/documents/a", "{\"n\":3}");
            assertThat(server.collection("users").get("a").orElseThrow().data()).isEqualTo(Map.of("n", 3));
        }
    }

    @Test
    void collections() throws Exception {
        HttpResponse<String> created = rest.request("POST", "/collections/", "{\"name\":\"orders\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode orders = Json.tree(created.body());
        assertThat(orders.path("name").asText()).isEqualTo("orders");
        assertThat(rest.request("POST", "/collections", "{\"name\":\"orders\"}").statusCode())
                .isEqualTo(400);
        assertThat(rest.get("/collections/"))
                .extracting(collection -> collection.path("name").asText())
                .containsExactly("users", "orders");
        assertThat(rest.get("/collections/" + orders.path("id").asText())).isEqualTo(orders);
        assertThat(rest.request("PATCH", "/collections/orders", "{\"name\":\"users\"}")
                        .statusCode())
                .isEqualTo(400);
        rest.request("PATCH", "/collections/orders", "{\"name\":\"purchases\"}");
        assertThat(rest.get("/collections/purchases").path("id")).isEqualTo(orders.path("id"));
        assertThat(rest.request("DELETE", "/collections/purchases", null).statusCode())
                .isEqualTo(204);
        assertThat(rest.request("GET", "/collections/purchases", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void writingBringsACollectionIntoBeingAndReadingOnlyInTheServerProfile() throws Exception {
        assertThat(rest.request("GET", "/collections/new/documents", null).body())
                .isEqualTo("{\"detail\":\"Collection not found\"}");
        rest.post("/collections/documents?collection=new", "{\"data\":{}}");
        assertThat(rest.get("/collections/new/documents")).hasSize(1);
        try (CocobaseEmulator server =
                CocobaseEmulator.builder().profile(Profile.SERVER).start()) {
            assertThat(new RestClient(server).get("/collections/new/documents")).isEmpty();
            assertThat(server.collections())
                    .extracting(EmulatedCollection::name)
                    .containsExactly("new");
        }
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        assertThat(rest.send("GET", "/collections/users/documents", null, null).statusCode())
                .isEqualTo(401);
        assertThat(rest.send("GET", "/collections/users/documents", null, "wrong")
                        .body())
                .isEqualTo("{\"detail\":\"Invalid API key\"}");
        assertThat(rest.request("POST", "/collections/documents?collection=users", "{\"name\":1}")
                        .body())
                .isEqualTo("{\"detail\":[{\"loc\":[\"body\",\"data\"],\"msg\":\"Field required\","
                        + "\"type\":\"missing\"}]}");
        assertThat(rest.request("POST", "/collections/documents?collection=users", "{")
                        .statusCode())
                .isEqualTo(422);
        assertThat(rest.request("POST", "/collections/documents", "{\"data\":{}}")
                        .statusCode())
                .isEqualTo(422);
        assertThat(rest.request("PUT", "/collections/users/documents", "{}").statusCode())
                .isEqualTo(405);
        assertThat(rest.request("GET", "/nowhere", null).body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(rest.request("GET", "/realtime/collections/users", null).statusCode())
                .isEqualTo(426);
        assertThat(rest.get("/realtime/rooms")).hasToString("{\"rooms\":[],\"total\":0}");
    }

    @Test
    void rememberRequestsWithoutShowingTheKey() throws Exception {
        rest.get("/collections/users/documents?limit=1&a=%20");
        RestRequest seen = emulator.restRequests().get(0);
        assertThat(seen).isEqualTo(new RestRequest("GET", "/collections/users/documents", "limit=1&a=%20", "test-key"));
        assertThat(seen.toString()).doesNotContain("test-key");
    }
}
