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

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.core.JsonToken;
import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.CollectionId;
import io.github.camelcocobase.client.DocumentParser;
import io.github.camelcocobase.client.JsonInput;
import io.github.camelcocobase.client.KeyMask;
import io.github.camelcocobase.client.LogText;
import io.github.camelcocobase.client.PathSegment;
import io.github.camelcocobase.client.WireDocument;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one collection over REST. Each method blocks until it has an answer: what may succeed later (429, 5xx, a broken
 * connection, an answer that cannot be read) is tried again without end, with growing delays, or after the delay that the
 * server asks for if that is longer, up to 15 minutes; but for a count, which is done without. Everything else is a
 * {@link RestException}.
 *
 * <p>Redirects are not followed: the key would go along. Safe for use by several threads.
 */
public final class DocumentReader {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentReader.class);

    /** Nothing depends on a count alone, so that nothing waits for it for long. */
    private static final int COUNT_TRIES = 3;

    /** Hears of requests and of what goes wrong on the way. */
    public interface Observer {

        /** Wants to hear nothing. */
        Observer NONE = new Observer() {};

        /** A request is about to be sent. */
        default void onRequest() {}

        /**
         * A row of a listing states the id of the collection that it belongs to, which is the one that we have access to.
         *
         * @param id a UUID
         */
        default void onCollectionId(String id) {}

        /**
         * A request failed and is going to be repeated.
         *
         * @param failure why; not null
         * @param delay how long is waited before
         */
        default void onRetry(RestException failure, Duration delay) {}

        /**
         * The server's rate limit is used up.
         *
         * @param delay how long is waited before the next request
         */
        default void onRateLimit(Duration delay) {}
    }

    private static final String API_KEY_HEADER = "x-api-key";

    /** REST has connections of its own: a WebSocket's upgrade must not run into one that has died unnoticed. */
    private static final String CONNECTION_TAG = "cocobase-rest";

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(60);

    private final HttpClient http;
    private final RestSettings settings;
    private final Observer observer;
    private final DocumentParser documents;
    private final String collectionUrl;

    private volatile Duration pause = Duration.ZERO;

    /**
     * @param http started; stays the caller's to stop
     * @param settings what to read and how; not null
     * @param observer hears of requests; not null
     * @throws IllegalArgumentException if the collection's name cannot be used
     */
    public DocumentReader(HttpClient http, RestSettings settings, Observer observer) {
        this.http = http;
        this.settings = settings;
        this.observer = observer;
        this.documents = new DocumentParser(settings.dataForm());
        this.collectionUrl =
                settings.baseUrl() + "/collections/" + PathSegment.encode(settings.collection(), "collection");
    }

    /**
     * Lists documents by the time of their creation.
     *
     * @param order in which direction; not null
     * @param offset how many to leave out
     * @param limit how many to ask for, at least 1. Where the server does not allow that many, or the answer would be too
     *     large, fewer are asked for.
     * @param cancellation ends the waiting; not null
     * @return the page; not null
     * @throws RestException if the server refuses
     * @throws CancellationException if cancelled
     */
    public Page list(Order order, long offset, int limit, Cancellation cancellation) throws RestException {
        return list(new PageRequest(order, offset, limit, null), cancellation);
    }

    /**
     * Asks for documents by the time of their creation without waiting for them, so that the server prepares them while
     * others are worked on. While the server wants a pause, the page is not asked for before it is read.
     *
     * @param order in which direction; not null
     * @param offset how many to leave out
     * @param limit how many to ask for, at least 1
     * @return what to {@linkplain #list(PageRequest, Cancellation) read}, or to {@linkplain #abandon abandon}; not null
     */
    public PageRequest ask(Order order, long offset, int limit) {
        return new PageRequest(order, offset, limit, pause.isZero() ? send(pageUrl(order, offset, limit)) : null);
    }

    /**
     * Ends what is not going to be read.
     *
     * @param page what was asked for; not null
     */
    public void abandon(PageRequest page) {
        SentRequest sent = page.takeSent();
        if (sent != null) {
            sent.abort(new CancellationException());
        }
    }

    /**
     * Lists the documents that were asked for.
     *
     * @param page what was asked for. Where the server does not allow that many, or the answer would be too large, fewer
     *     are asked for.
     * @param cancellation ends the waiting; not null
     * @return the page; not null
     * @throws RestException if the server refuses
     * @throws CancellationException if cancelled
     */
    public Page list(PageRequest page, Cancellation cancellation) throws RestException {
        int allowed = page.limit();
        while (true) {
            try {
                return page(page.order(), page.offset(), allowed, page.takeSent(), cancellation);
            } catch (SmallerPageException e) {
                if (allowed == 1) {
                    throw e;
                }
                // the largest page differs between servers: 100 is allowed by all that are known
                allowed = allowed > 100 ? Math.max(100, allowed / 2) : allowed / 2;
            }
        }
    }

    private String pageUrl(Order order, long offset, int limit) {
        return collectionUrl + "/documents?limit=" + limit + "&offset=" + offset + "&sort=created_at&order="
                + order.parameter();
    }

    private Page page(Order order, long offset, int limit, SentRequest sent, Cancellation cancellation)
            throws RestException {
        return request(pageUrl(order, offset, limit), sent, cancellation, answer -> {
            if (answer.status() == 422) {
                throw new SmallerPageException(refusal(answer).getMessage(), 422, null);
            }
            List<WireDocument> rows = Listing.parse(accepted(answer).body(), documents);
            if (rows == null) {
                throw unreadable("it is not a list of documents", answer);
            }
            tellCollectionId(rows);
            return new Page(offset, limit, rows);
        });
    }

    private void tellCollectionId(List<WireDocument> rows) {
        for (WireDocument row : rows) {
            if (row.collectionId() != null && CollectionId.looksLikeOne(row.collectionId())) {
                observer.onCollectionId(row.collectionId());
                return;
            }
        }
    }

    /**
     * Reads one document.
     *
     * @param id the document's id; not null
     * @param cancellation ends the waiting; not null
     * @return the document; null if the server says that there is none
     * @throws RestException if the server refuses
     * @throws CancellationException if cancelled
     */
    public WireDocument get(String id, Cancellation cancellation) throws RestException {
        String url = collectionUrl + "/documents/" + PathSegment.encode(id, "document id");
        return request(url, cancellation, answer -> {
            if (answer.status() == 404) {
                ErrorBody body = ErrorBody.parse(answer.body());
                if (!body.structured() || body.words().toLowerCase(Locale.ROOT).contains("collection")) {
                    // not the document is missing: a proxy speaks, or the collection has gone
                    throw new RestException(refusal(answer).getMessage(), 404, !body.structured(), null);
                }
                return null;
            }
            try (JsonInput in = JsonInput.open(accepted(answer).body(), 0, answer.body().length)) {
                if (in.parser().nextToken() != JsonToken.START_OBJECT) {
                    throw unreadable("it is not a document", answer);
                }
                return documents.parse(in);
            }
        });
    }

    /**
     * Counts the collection's documents.
     *
     * @param cancellation ends the waiting; not null
     * @return how many; -1 if the server does not say, whatever its reason: nothing depends on it alone
     * @throws CancellationException if cancelled
     */
    public long count(Cancellation cancellation) {
        try {
            return request(collectionUrl + "/query/documents/count", null, COUNT_TRIES, cancellation, answer -> {
                try (JsonInput in = JsonInput.open(accepted(answer).body(), 0, answer.body().length)) {
                    Object count = in.parser().nextToken() == JsonToken.START_OBJECT
                            ? in.readObject().get("count")
                            : null;
                    return count instanceof Number number ? number.longValue() : -1L;
                }
            });
        } catch (RestException e) {
            LOG.debug("The server does not tell the number of documents", e);
            return -1;
        }
    }

    /**
     * Asks for the collection's id.
     *
     * @param cancellation ends the waiting; not null
     * @return the id; null if the server does not say
     * @throws RestException if the server refuses for another reason than not knowing the collection or the question
     * @throws CancellationException if cancelled
     */
    public String collectionId(Cancellation cancellation) throws RestException {
        return request(collectionUrl, cancellation, answer -> {
            if (answer.status() == 404 || answer.status() == 405) {
                return null;
            }
            try (JsonInput in = JsonInput.open(accepted(answer).body(), 0, answer.body().length)) {
                Object id = in.parser().nextToken() == JsonToken.START_OBJECT
                        ? in.readObject().get("id")
                        : null;
                return id instanceof String text && CollectionId.looksLikeOne(text) ? text : null;
            }
        });
    }

    // ---- one request, until it is answered

    private interface Meaning<T> {
        T of(ResponseCollector.Answer answer) throws RestException, IOException;
    }

    private <T> T request(String url, Cancellation cancellation, Meaning<T> meaning) throws RestException {
        return request(url, null, cancellation, meaning);
    }

    private <T> T request(String url, SentRequest sent, Cancellation cancellation, Meaning<T> meaning)
            throws RestException {
        return request(url, sent, Integer.MAX_VALUE, cancellation, meaning);
    }

    /**
     * @param sent the first try, if it was sent before; else null
     * @param tries after so many failures that may pass, too, the last one is thrown
     */
    private <T> T request(String url, SentRequest sent, int tries, Cancellation cancellation, Meaning<T> meaning)
            throws RestException {
        SentRequest current = sent;
        for (int failures = 1; ; failures++) {
            if (current == null) {
                cancellation.sleep(pause);
                pause = Duration.ZERO;
                current = send(url);
            }
            Duration asked = null;
            RestException failure;
            try {
                ResponseCollector.Answer answer = await(current, cancellation);
                if (isTransient(answer.status())) {
                    asked = RateLimit.delayAfterRefusal(answer.headers(), Instant.now());
                    failure = refusal(answer);
                } else {
                    T result = read(answer, meaning);
                    noteRateLimit(answer);
                    return result;
                }
            } catch (RestException e) {
                failure = e;
            }
            if (!failure.isTransient() || failures >= tries) {
                throw failure;
            }
            // a server may ask for no delay at all, or for a time that has passed by our clock
            Duration delay = longer(asked, backoff(failures));
            observer.onRetry(failure, delay);
            cancellation.sleep(delay);
            current = null;
        }
    }

    private SentRequest send(String url) {
        ResponseCollector collector = new ResponseCollector(settings.maxResponseSize());
        String key = settings.apiKey().get();
        Request request = http.newRequest(URI.create(url))
                .method(HttpMethod.GET)
                .tag(CONNECTION_TAG)
                .followRedirects(false)
                .timeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .headers(headers -> headers.put(API_KEY_HEADER, key).put(HttpHeader.ACCEPT, "application/json"));
        observer.onRequest();
        request.send(collector);
        return new SentRequest(request, collector.answer());
    }

    private ResponseCollector.Answer await(SentRequest sent, Cancellation cancellation) throws RestException {
        try {
            return cancellation.await(sent.answer());
        } catch (CancellationException e) {
            sent.abort(e);
            throw e;
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    private RestException failed(Throwable cause) {
        if (cause instanceof ResponseCollector.TooLarge) {
            return new SmallerPageException(
                    "A REST answer is larger than " + settings.maxResponseSize() + " bytes",
                    RestException.NO_STATUS,
                    cause);
        }
        String what = cause instanceof TimeoutException
                ? "no complete answer within " + settings.timeout().toMillis() + " ms"
                : cause instanceof EOFException
                        ? "the server closed the connection instead of answering"
                        : quote(cause.getClass().getSimpleName()
                                + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
        return new RestException("The REST request failed: " + what, RestException.NO_STATUS, true, mask().in(cause));
    }

    private <T> T read(ResponseCollector.Answer answer, Meaning<T> meaning) throws RestException {
        try {
            return meaning.of(answer);
        } catch (IOException e) {
            // Jackson's message is not quoted: it may carry a part of a document
            throw unreadable("it is not the JSON that was expected", answer);
        }
    }

    private ResponseCollector.Answer accepted(ResponseCollector.Answer answer) throws RestException {
        if (answer.status() != 200) {
            throw refusal(answer);
        }
        return answer;
    }

    private RestException refusal(ResponseCollector.Answer answer) {
        int status = answer.status();
        String words = quote(ErrorBody.parse(answer.body()).words());
        String meaning = status >= 300 && status < 400
                ? " to " + quote(answer.headers().get(HttpHeader.LOCATION)) + "; redirects are not followed"
                : status == 401 || status == 403 ? "; check option apiKey" : "";
        return new RestException(
                "The server answered a REST request with status " + status + (words.isEmpty() ? "" : ": " + words)
                        + meaning,
                status,
                isTransient(status),
                null);
    }

    private RestException unreadable(String why, ResponseCollector.Answer answer) {
        ErrorBody body = ErrorBody.parse(answer.body());
        String words = body.structured() ? quote(body.words()) : "";
        return new RestException(
                "The answer to a REST request (status " + answer.status() + ", " + answer.body().length
                        + " bytes) cannot be read: " + why + (words.isEmpty() ? "" : ": " + words),
                answer.status(),
                true,
                null);
    }

    private static boolean isTransient(int status) {
        return status == 429 || status == 408 || status >= 500;
    }

    private void noteRateLimit(ResponseCollector.Answer answer) {
        Duration delay = RateLimit.delayAfterSuccess(answer.headers(), Instant.now());
        if (!delay.isZero()) {
            observer.onRateLimit(delay);
            pause = delay;
        }
    }

    private static Duration backoff(int failures) {
        long millis = Math.min(LONGEST_DELAY.toMillis(), FIRST_DELAY.toMillis() << Math.min(failures - 1, 10));
        return Duration.ofMillis(
                (long) (millis * (0.5 + ThreadLocalRandom.current().nextDouble() / 2)));
    }

    private static Duration longer(Duration asked, Duration backoff) {
        return asked != null && asked.compareTo(backoff) > 0 ? asked : backoff;
    }

    private KeyMask mask() {
        return new KeyMask(settings.apiKey().get());
    }

    private String quote(String text) {
        if (text == null) {
            return "";
        }
        return LogText.clean(mask().in(text), 300);
    }

    /** The page was too large for the server or for us. */
    private static final class SmallerPageException extends RestException {
        SmallerPageException(String message, int status, Throwable cause) {
            super(message, status, false, cause);
        }
    }
}
