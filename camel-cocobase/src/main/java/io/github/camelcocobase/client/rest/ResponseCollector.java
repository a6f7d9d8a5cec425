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
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;

/** Collects one response, up to a size. What is larger ends the request, however large it would have become. */
final class ResponseCollector implements Response.Listener {

    /** A response that was read to its end. */
    record Answer(int status, HttpFields headers, byte[] body) {}

    /** The response is larger than allowed. */
    static final class TooLarge extends Exception {
        TooLarge(int maxBytes) {
            super("The response is larger than " + maxBytes + " bytes");
        }
    }

    private final int maxBytes;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    ResponseCollector(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    CompletableFuture<Answer> answer() {
        return answer;
    }

    @Override
    public void onContent(Response response, ByteBuffer content) {
        // decoded by now: a small compressed answer cannot become a large one unnoticed
        if (content.remaining() > maxBytes - body.size()) {
            response.abort(new TooLarge(maxBytes));
            return;
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        body.write(bytes, 0, bytes.length);
    }

    @Override
    public void onComplete(Result result) {
        // Jetty calls a 401 without the header WWW-Authenticate, which is what Cocobase sends, a failure
        if (result.isFailed() && !(result.getFailure() instanceof HttpResponseException)) {
            answer.completeExceptionally(result.getFailure());
            return;
        }
        try {
            Response response = result.getResponse();
            answer.complete(new Answer(response.getStatus(), response.getHeaders(), body.toByteArray()));
        } catch (RuntimeException | Error e) {
            // Jetty would only log it, and whoever waits would wait for ever
            answer.completeExceptionally(e);
        }
    }
}
