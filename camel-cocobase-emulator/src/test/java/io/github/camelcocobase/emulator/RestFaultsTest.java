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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RestFaultsTest {

    private static final String LIST = "/collections/users/documents?sort=created_at&order=asc";

    @RegisterExtension
    static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));

    private final CocobaseEmulator emulator = cocobase.emulator();
    private final RestClient rest = new RestClient(emulator);
    private final Faults faults = emulator.faults();

    @BeforeEach
    void fill() {
        for (String id : List.of("a", "b", "c", "d")) {
            emulator.collection("users").create(id, Map.of());
        }
    }

    private String ids(String query) throws Exception {
        List<String> ids = new ArrayList<>();
        rest.get(LIST + query).forEach(document -> ids.add(document.path("id").asText()));
        return String.join("", ids);
    }

    @Test
    void tooManyRequests() throws Exception {
        faults.rest429RetryAfter(1, "7");
        HttpResponse<String> first = rest.request("GET", LIST, null);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        faults.rest429RateLimitReset(1, 1234567890);
        HttpResponse<String> second = rest.request("GET", LIST, null);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("X-RateLimit-Reset")).contains("1234567890");
        assertThat(second.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        assertThat(ids("")).isEqualTo("abcd");
    }

    @Test
    void fails() throws Exception {
        faults.rest500(2);
        assertThat(rest.request("GET", LIST, null).statusCode()).isEqualTo(500);
        assertThat(rest.request("GET", LIST, null).statusCode()).isEqualTo(500);
        assertThat(rest.request("GET", LIST, null).statusCode()).isEqualTo(200);
    }

    @Test
    void failsOnTheThirdRequestOnly() throws Exception {
        faults.restReply(new HttpReply(502, Map.of(), "Bad Gateway"), 1, 2);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            statuses.add(rest.request("GET", LIST, null).statusCode());
        }
        assertThat(statuses).containsExactly(200, 200, 502, 200);
    }

    @Test
    void failsAtRandomTheSameWayAgain() throws Exception {
        List<Integer> first = randomStatuses();
        assertThat(first).contains(200, 500);
        assertThat(randomStatuses()).isEqualTo(first);
    }

    private List<Integer> randomStatuses() throws Exception {
        faults.restErrorRate(0.5, 42);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(rest.request("GET", LIST, null).statusCode());
        }
        return statuses;
    }

    @Test
    void cutsTheBody() throws Exception {
        faults.restTruncatedBody(1);
        assertThatThrownBy(() -> rest.request("GET", LIST, null)).isInstanceOf(IOException.class);
        assertThat(ids("")).isEqualTo("abcd");
    }

    @Test
    void resets() throws Exception {
        // more than once: the JDK's client repeats a failed GET by itself
        faults.restDrop(Faults.ALWAYS);
        assertThatThrownBy(() -> rest.request("GET", LIST, null)).isInstanceOf(IOException.class);
        faults.reset();
        assertThat(ids("")).isEqualTo("abcd");
    }

    @Test
    void neverAnswers() throws Exception {
        faults.restHang(1);
        CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return rest.request("POST", "/collections/", "{\"name\":\"x\"}");
            } catch (Exception e) {
                return e;
            }
        });
        emulator.awaitRestRequests(1, CocobaseEmulator.DEFAULT_TIMEOUT);
        assertThat(ids("")).isEqualTo("abcd");
        assertThat(answer).isNotDone();
        emulator.stop();
        assertThat(answer.get()).isInstanceOf(IOException.class);
    }

    @Test
    void answersWithAPage() throws Exception {
        faults.restHtml(1);
        HttpResponse<String> answer = rest.request("GET", LIST, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(answer.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void ignoresTheOffset() throws Exception {
        faults.restIgnoreOffset(true);
        assertThat(ids("&limit=2&offset=2")).isEqualTo("ab");
    }

    @Test
    void doesNotServeSingleDocuments() throws Exception {
        faults.restNoSingleDocuments(true);
        for (String method : List.of("GET", "PATCH", "DELETE")) {
            HttpResponse<String> answer =
                    rest.request(method, "/collections/users/documents/a", "{\"data\":{\"n\":9}}");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("Document not found");
        }
        assertThat(ids("")).isEqualTo("abcd");
    }

    @Test
    void forgetsTheRows() throws Exception {
        faults.restEmptyList(1);
        assertThat(ids("")).isEmpty();
        assertThat(ids("")).isEqualTo("abcd");
    }

    @Test
    void swapsTiedRowsBetweenPages() throws Exception {
        faults.tiedTimestamps(true).swapTies(true);
        emulator.collection("users").create("x", Map.of());
        emulator.collection("users").create("y", Map.of());
        assertThat(List.of(ids(""), ids(""))).containsExactlyInAnyOrder("abcdxy", "abcyxd");
        assertThat(List.of(ids("&limit=5"), ids("&limit=5&offset=5"))).isNotEqualTo(List.of("abcdx", "y"));
    }

    @Test
    void limitsPagesAnew() throws Exception {
        faults.pageLimit(3);
        assertThat(ids("")).isEqualTo("abc");
        assertThat(rest.request("GET", LIST + "&limit=4", null).statusCode()).isEqualTo(422);
    }

    @Test
    void answersLateWithTheStateOfBefore() throws Exception {
        faults.restDelay(Duration.ofMillis(200));
        CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> {
            try {
                return ids("");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        emulator.awaitRestRequests(1, CocobaseEmulator.DEFAULT_TIMEOUT);
        assertThat(late.get()).startsWith("abcd");
    }
}
