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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.camelcocobase.client.Cancellation;
import org.eclipse.jetty.client.Request;

/** A request that is on its way, or answered. */
record SentRequest(Request request, CompletableFuture<ResponseCollector.Answer> answer) {

    private static final Duration ABORT_PATIENCE = Duration.ofSeconds(1);

    /**
     * Ends it, if it has not ended yet, and waits for that: the client may be stopped next, and does not give back the
     * buffers of a request that is being aborted.
     *
     * @param cause why; not null
     */
    void abort(Throwable cause) {
        request.abort(cause);
        new Cancellation().await(answer, ABORT_PATIENCE);
    }
}
