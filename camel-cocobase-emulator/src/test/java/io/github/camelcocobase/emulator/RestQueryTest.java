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

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RestQueryTest {

    private static CocobaseEmulator emulator;
    private static CocobaseEmulator server;

    @BeforeAll
    static void start() {
        emulator = filled(Profile.SDK);
        server = filled(Profile.SERVER);
    }

    private static CocobaseEmulator filled(Profile profile) {
        CocobaseEmulator emulator = CocobaseEmulator.builder()
                .profile(profile)
                .collection("p", "many")
                .start();
        EmulatedCollection people = emulator.collection("p");
        people.create("a", Map.of("name", "Ann", "age", 30, "city", "Rome", "active", true, "user_id", "u1"));
        people.create(
                "b", Map.of("name", "Bob", "age", 5, "city", "Oslo", "active", false, "ratio", new BigDecimal("1e-7")));
        people.create(
                "c",
                Map.of(
                        "name",
                        "Cy%",
                        "age",
                        18,
                        "tags",
                        List.of("x"),
                        "created_at",
                        "mine",
                        "ratio",
                        new BigDecimal("1e7")));
        emulator.collection("many")
                .createAll(IntStream.range(0, 120).mapToObj(n -> Map.of("n", n)).toList());
        return emulator;
    }

    @AfterAll
    static void stop() {
        emulator.close();
        server.close();
    }

    private static String ids(CocobaseEmulator emulator, String query) throws Exception {
        List<String> ids = new ArrayList<>();
        new RestClient(emulator)
                .get("/collections/p/documents?sort=created_at&order=asc&" + query)
                .forEach(document -> ids.add(document.path("id").asText()));
        return String.join("", ids);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name=Ann                                   | a
            name_eq=Ann                                | a
            name=ann                                   | ''
            name_ne=Ann                                | bc
            city_ne=Rome                               | b
            age_gt=18                                  | a
            age_gte=18                                 | ac
            age_lt=18                                  | b
            age_lte=18                                 | bc
            age__lte=18                                | bc
            age_gt=x                                   | abc
            age_gt=17.5                                | ac
            name_contains=N                            | a
            name_contains=%25                          | abc
            name_contains=_                            | abc
            name_startswith=b                          | b
            name_endswith=OB                           | b
            city_in=Rome,%20Oslo                       | ab
            city_notin=Rome                            | b
            city_isnull=true                           | c
            city_isnull=1                              | c
            city_isnull=false                          | ab
            active=true                                | a
            tags=%5B%22x%22%5D                         | c
            ratio=10000000                             | c
            ratio_startswith=0.00                      | b
            user_id=u1                                 | a
            name_icontains=a                           | ''
            city=Rome&age=30                           | a
            city=Rome&age=5                            | ''
            [or]city=Rome&[or]age=5                    | ab
            %5Bor%5Dcity=Rome&%5Bor%5Dage_gte=18       | ac
            [or:x]city=Rome&[or:x]city_eq=Oslo&[or:y]age=5&[or:y]age_gt=18 | ab
            [or:x]city=Rome&[or:y]age=5                | ''
            [or:c]city=Rome&[or:c]city=Oslo            | b
            name__or__city_contains=o                  | ab
            name_contains__or__city_contains=o         | ab
            name_startswith__and__city_endswith=o      | ''
            created_at_gte=2000                        | ''
            created_at_gte=2020-01-01                  | abc
            created_at=mine                            | c
            id=a                                       | abc
            order_by=x                                 | ''
            """)
    void filters(String query, String ids) throws Exception {
        assertThat(ids(emulator, query)).isEqualTo(ids);
        JsonNode count = new RestClient(emulator).get("/collections/p/query/documents/count?" + query);
        assertThat(count.path("count").asInt()).isEqualTo(ids.length());
    }

    @Test
    void anOperatorCoversAllPartsAsDocumentedOrItsOwnPartAsTheServerHasIt() throws Exception {
        assertThat(ids(emulator, "name__or__city_contains=om")).isEqualTo("a");
        assertThat(ids(emulator, "name__or__city_startswith=o")).isEqualTo("b");
        assertThat(ids(emulator, "city__or__name_startswith=o")).isEqualTo("b");
        assertThat(ids(server, "city__or__name_startswith=o")).isEmpty();
        assertThat(ids(server, "city__or__name_startswith=B")).isEqualTo("b");
    }

    @Test
    void theServersDatabaseRefusesToCastADecimal() throws Exception {
        server.collection("p").create("d", Map.of("age", 1.5));
        try {
            HttpResponse<String> answer =
                    new RestClient(server).request("GET", "/collections/p/documents?age_gt=1", null);
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("Internal Server Error");
        } finally {
            server.collection("p").delete("d");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                          | cba
            order=asc                   | abc
            sort=created_at             | cba
            sort=name&order=asc         | abc
            sort=name                   | cba
            sort=age&order=asc          | cab
            sort=city&order=asc         | bac
            sort=city                   | cab
            sort=name&order=asc&offset=1&limit=1 | b
            offset=1                    | ba
            offset=3                    | ''
            limit=2                     | cb
            name_ne=Bob&offset=1        | a
            """)
    void sortsAndPages(String query, String ids) throws Exception {
        List<String> found = new ArrayList<>();
        new RestClient(emulator)
                .get("/collections/p/documents?" + query)
                .forEach(document -> found.add(document.path("id").asText()));
        assertThat(String.join("", found)).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({"limit=0", "limit=x", "limit=-1", "offset=-1", "offset=x", "order=up", "limit=1001"})
    void refuses(String query) throws Exception {
        HttpResponse<String> answer =
                new RestClient(emulator).request("GET", "/collections/p/documents?" + query, null);
        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode detail = Json.tree(answer.body()).path("detail").get(0);
        assertThat(detail.path("loc").get(0).asText()).isEqualTo("query");
        assertThat(detail.has("msg")).isTrue();
    }

    @Test
    void pageLimitsDependOnTheProfile() throws Exception {
        assertThat(new RestClient(emulator).get("/collections/many/documents")).hasSize(100);
        assertThat(new RestClient(emulator).get("/collections/many/documents?limit=1000"))
                .hasSize(120);
        assertThat(new RestClient(server).get("/collections/many/documents")).hasSize(50);
        assertThat(new RestClient(server).get("/collections/many/documents?limit=500"))
                .hasSize(120);
        assertThat(new RestClient(server)
                        .request("GET", "/collections/many/documents?limit=501", null)
                        .body())
                .isEqualTo("{\"detail\":[{\"loc\":[\"query\",\"limit\"],"
                        + "\"msg\":\"Input should be less than or equal to 500\",\"type\":\"less_than_equal\"}]}");
    }

    @Test
    void pageLimitsCanBeSet() throws Exception {
        try (CocobaseEmulator small = CocobaseEmulator.builder()
                .defaultPageSize(2)
                .maxPageSize(3)
                .seed(Map.of("p", List.of(Map.of(), Map.of(), Map.of(), Map.of())))
                .start()) {
            RestClient rest = new RestClient(small);
            assertThat(rest.get("/collections/p/documents")).hasSize(2);
            assertThat(rest.get("/collections/p/documents?limit=3")).hasSize(3);
            assertThat(rest.request("GET", "/collections/p/documents?limit=4", null)
                            .statusCode())
                    .isEqualTo(422);
        }
    }
}
