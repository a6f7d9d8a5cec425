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
package io.github.camelcocobase.client.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpServer;
import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.HttpReply;
import io.github.camelcocobase.emulator.Profile;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DocumentReaderTest {

    private static final String KEY = "secret-canary";

    private CocobaseEmulator emulator;
    private WebSocketClient client;
    private final Cancellation cancellation = new Cancellation();
    private final List<RestException> retries = new CopyOnWriteArrayList<>();
    private final List<Duration> delays = new CopyOnWriteArrayList<>();

    private final DocumentReader.Observer observer = new DocumentReader.Observer() {
        @Override
        public void onRetry(RestException failure, Duration delay) {
            retries.add(failure);
            delays.add(delay);
        }

        @Override
        public void onRateLimit(Duration delay) {
            delays.add(delay);
        }
    };

    @BeforeEach
    void start() throws Exception {
        emulator = CocobaseEmulator.builder().apiKey(KEY).start();
        client = JettyClient.create("test", null, null);
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        emulator.close();
    }

    private DocumentReader reader(String collection, int maxResponseSize) {
        return new DocumentReader(
                client.getHttpClient(),
                new RestSettings(
                        collection,
                        URI.create(emulator.baseUrl()),
                        () -> KEY,
                        DataForm.MAP,
                        Duration.ofMillis(500),
                        maxResponseSize),
                observer);
    }

    private DocumentReader reader() {
        return reader("users", 1_000_000);
    }

    private void reply(int status, String contentType, String body) {
        emulator.faults().restReply(new HttpReply(status, Map.of("Content-Type", contentType), body), 1, 0);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void listsInBothOrders(Profile profile) throws Exception {
        emulator.close();
        emulator = CocobaseEmulator.builder().apiKey(KEY).profile(profile).start();
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 5).forEach(i -> ids.add(emulator.collection("users").create(Map.of("number", i))));

        Page oldest = reader().list(Order.OLDEST_FIRST, 1, 3, cancellation);
        Page newest = reader().list(Order.NEWEST_FIRST, 0, 2, cancellation);

        assertThat(oldest.rows()).extracting("id").containsExactlyElementsOf(ids.subList(1, 4));
        assertThat(newest.rows()).extracting("id").containsExactly(ids.get(4), ids.get(3));
        assertThat(oldest.rows().get(0).data().toMap()).isEqualTo(Map.of("number", 1));
        assertThat(oldest.rows().get(0).createdAt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"id\":\"a\",\"data\":{\"n\":1}}]",
                "{\"documents\":[{\"id\":\"a\",\"data\":{\"n\":1}}],\"total\":1,\"limit\":100,\"offset\":0}",
                "{\"total\":1,\"data\":[{\"id\":\"a\",\"data\":{\"n\":1}}],\"has_more\":false}"
            })
    void listsComeInThreeForms(String body) throws Exception {
        emulator.collection("users");
        reply(200, "application/json", body);

        Page page = reader().list(Order.OLDEST_FIRST, 0, 100, cancellation);

        assertThat(page.rows()).extracting("id").containsExactly("a");
        assertThat(page.rows().get(0).data().toMap()).isEqualTo(Map.of("n", 1));
    }

    @Test
    void tellsADocumentThatIsGoneFromEverythingElse() throws Exception {
        String id = emulator.collection("users").create(Map.of("name", "Ann"));

        assertThat(reader().get(id, cancellation).data().toMap()).isEqualTo(Map.of("name", "Ann"));
        assertThat(reader().get("none", cancellation)).isNull();

        reply(404, "application/json", "{\"detail\":\"Collection not found\"}");
        assertThatThrownBy(() -> reader().get(id, cancellation))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("Collection not found");

        // a proxy's own page says nothing about the document: it is asked again
        reply(404, "text/html", "<html>no such host</html>");
        assertThat(reader().get(id, cancellation)).isNotNull();
        assertThat(retries).hasSize(1);
    }

    @Test
    void countsAndTellsTheCollectionsId() throws Exception {
        emulator.collection("users").create(Map.of());

        assertThat(reader().count(cancellation)).isEqualTo(1);
        assertThat(reader().collectionId(cancellation))
                .isEqualTo(emulator.collection("users").id());
        assertThat(reader("missing", 1_000).collectionId(cancellation)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 400, 403, 404, 405, 422, 500, 503})
    void aServerThatDoesNotCountDoesNotFailTheReading(int status) throws Exception {
        emulator.collection("users");
        emulator.faults()
                .restReply(
                        new HttpReply(status, Map.of("Content-Type", "text/html"), "<html>No</html>"),
                        Faults.ALWAYS,
                        0);

        assertThat(reader().count(cancellation)).isEqualTo(-1);
    }

    @Test
    void sendsTheKeyInAHeaderOnlyAndKeepsNamesInTheirSegment() throws Exception {
        emulator.collection("a/../b?x=1#f");

        reader("a/../b?x=1#f", 1_000).list(Order.OLDEST_FIRST, 0, 1, cancellation);

        assertThat(emulator.restRequests()).singleElement().satisfies(request -> {
            assertThat(request.apiKey()).isEqualTo(KEY);
            assertThat(request.path()).isEqualTo("/collections/a%2F..%2Fb%3Fx%3D1%23f/documents");
            assertThat(request.query()).doesNotContain(KEY);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void followsNoRedirect(int status) {
        emulator.faults()
                .restReply(
                        new HttpReply(status, Map.of("Location", emulator.baseUrl() + "/elsewhere"), ""),
                        Faults.ALWAYS,
                        0);

        assertThatThrownBy(() -> reader().list(Order.OLDEST_FIRST, 0, 1, cancellation))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("redirects are not followed");
        assertThat(emulator.restRequests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 405, 413})
    void doesNotRepeatWhatTheServerRefuses(int status) {
        reply(status, "application/json", "{\"error\":true,\"message\":\"no " + KEY + "\\n\\u001b[31m\"}");

        assertThatThrownBy(() -> reader().list(Order.OLDEST_FIRST, 0, 1, cancellation))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageContaining("no xxxxxx??[31m")
                .hasMessageNotContaining(KEY);
        assertThat(retries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500", "429", "503", "html", "truncated", "dropped", "hanging", "not a list"})
    void repeatsWhatMaySucceedLater(String fault) throws Exception {
        emulator.collection("users").create(Map.of("name", "Ann"));
        switch (fault) {
            case "html" -> emulator.faults().restHtml(1);
            case "truncated" -> emulator.faults().restTruncatedBody(1);
            case "dropped" -> emulator.faults().restDrop(1);
            case "hanging" -> emulator.faults().restHang(1);
            case "not a list" -> reply(200, "application/json", "{\"ok\":true}");
            default -> reply(Integer.parseInt(fault), "text/plain", "Not now");
        }

        assertThat(reader().list(Order.OLDEST_FIRST, 0, 10, cancellation).size())
                .isEqualTo(1);
        // one line for people: Jetty's texts show its objects and their addresses
        assertThat(retries).singleElement().satisfies(failure -> assertThat(failure.getMessage())
                .doesNotContain("@")
                .doesNotContain("Exception"));
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws Exception {
        emulator.collection("users");
        emulator.faults().rest429RetryAfter(1, "1");

        reader().list(Order.OLDEST_FIRST, 0, 10, cancellation);

        assertThat(delays).containsExactly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Retry-After | 0",
                "Retry-After | Sun, 09 Sep 2001 01:46:40 GMT",
                "X-RateLimit-Reset | 0",
                "X-RateLimit-Reset | 1000000000"
            })
    void leavesAServerInPeaceThatAsksForNoDelay(String header, String value) throws Exception {
        emulator.collection("users");
        emulator.faults().restReply(new HttpReply(503, Map.of(header, value), "Not now"), 4, 0);

        reader().list(Order.OLDEST_FIRST, 0, 10, cancellation);

        assertThat(delays).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(delays.get(i)).isBetween(Duration.ofMillis(100L << i), Duration.ofMillis(200L << i));
        }
        assertThat(emulator.restRequests()).hasSize(5);
    }

    @Test
    void asksForFewerWhereTheServerAllowsFewer() throws Exception {
        emulator.faults().pageLimit(60);
        IntStream.range(0, 70).forEach(i -> emulator.collection("users").create(Map.of("number", i)));

        Page page = reader().list(Order.OLDEST_FIRST, 0, 1000, cancellation);

        assertThat(page.limit()).isEqualTo(50);
        assertThat(page.size()).isEqualTo(50);
    }

    @Test
    void asksForFewerWhereTheAnswerWouldBeTooLarge() throws Exception {
        IntStream.range(0, 20).forEach(i -> emulator.collection("users").create(Map.of("text", "x".repeat(1_000))));

        Page page = reader("users", 6_000).list(Order.OLDEST_FIRST, 0, 20, cancellation);

        assertThat(page.size()).isBetween(2, 5);
        assertThatThrownBy(() -> reader("users", 500).list(Order.OLDEST_FIRST, 0, 20, cancellation))
                .isInstanceOf(RestException.class)
                .hasMessageContaining("larger than 500 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a gzip bomb", "2 GB", "no end"})
    void readsNoMoreOfAHugeAnswerThanIsAllowed(String answer) throws Exception {
        byte[] bomb = gzip(100_000_000);
        AtomicLong sent = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            boolean bombed = answer.startsWith("a gzip");
            if (bombed) {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(200, bombed ? bomb.length : answer.equals("2 GB") ? 1L << 31 : 0);
            byte[] block = bombed ? bomb : new byte[64 * 1024];
            do {
                exchange.getResponseBody().write(block);
                sent.addAndGet(block.length);
            } while (!bombed);
        });
        server.start();
        try {
            DocumentReader reader = new DocumentReader(
                    client.getHttpClient(),
                    new RestSettings(
                            "users",
                            URI.create("http://localhost:" + server.getAddress().getPort()),
                            () -> KEY,
                            DataForm.MAP,
                            Duration.ofSeconds(30),
                            1_000_000),
                    observer);

            assertThatThrownBy(() -> reader.list(Order.OLDEST_FIRST, 0, 2, cancellation))
                    .isInstanceOf(RestException.class)
                    .hasMessageContaining("larger than 1000000 bytes");
            // what the sockets' buffers hold was sent in vain
            assertThat(sent).hasValueLessThan(100_000_000);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }

    @Test
    void aCancellationEndsEveryWait() {
        emulator.faults().restHang(1).rest429RetryAfter(Faults.ALWAYS, "100");
        CompletableFuture<Object> hanging = CompletableFuture.supplyAsync(this::listUnchecked);
        emulator.awaitRestRequests(1, Duration.ofSeconds(10));

        cancellation.cancel();

        assertThatThrownBy(() -> hanging.get(10, TimeUnit.SECONDS))
                .isInstanceOfAny(ExecutionException.class, CancellationException.class)
                .hasRootCauseInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> reader().list(Order.OLDEST_FIRST, 0, 1, cancellation))
                .isInstanceOf(CancellationException.class);
    }

    private Object listUnchecked() {
        try {
            return reader().list(Order.OLDEST_FIRST, 0, 1, cancellation);
        } catch (RestException e) {
            throw new IllegalStateException(e);
        }
    }
}
