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
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every HTTP request comes in here: watch, admin or REST. */
final class EmulatorHandler extends Handler.Abstract {

    private static final Logger LOG = LoggerFactory.getLogger(EmulatorHandler.class);

    private final Backend backend;
    private final RestRouter rest;
    private final WatchUpgrade watches;
    private final AdminRoutes admin;

    EmulatorHandler(Backend backend, EmulatorControl control) {
        this.backend = backend;
        this.admin = new AdminRoutes(backend, control);
        this.rest = new RestRouter(backend);
        this.watches = new WatchUpgrade(backend);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        try {
            List<String> path = PercentEncoding.segments(request.getHttpURI().getPath());
            if (isAdmin(path)) {
                RestCall call = call(path.subList(1, path.size()), request);
                write(admin.route(call), response, callback);
            } else if (watches.isWatchPath(path)) {
                watches.handle(path, request, response, callback);
            } else {
                handleRest(path, request, response, callback);
            }
        } catch (RestFailure failure) {
            write(RestResponse.failure(backend.profile(), failure), response, callback);
        }
        return true;
    }

    private boolean isAdmin(List<String> path) {
        return backend.settings().admin() && !path.isEmpty() && path.get(0).equals(AdminRoutes.PREFIX);
    }

    private static RestCall call(List<String> path, Request request) throws IOException {
        return new RestCall(
                request.getMethod(),
                path,
                PercentEncoding.parameters(request.getHttpURI().getQuery()),
                BufferUtil.toArray(Content.Source.asByteBuffer(request)));
    }

    private void handleRest(List<String> path, Request request, Response response, Callback callback) throws Exception {
        String key = apiKey(request);
        RestRequest observed = new RestRequest(
                request.getMethod(),
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery(),
                key);
        RestCall call;
        try {
            call = call(path, request);
        } catch (RestFailure e) {
            backend.observations().restRequest(observed);
            throw e;
        }
        Faults faults = backend.faults();
        boolean hangs = faults.restHang.take() != null;
        boolean drops = !hangs && faults.restDrop.take() != null;
        HttpReply reply = hangs || drops ? null : faults.takeRestReply();
        boolean truncated = !hangs && !drops && faults.restTruncatedBody.take() != null;
        // not before its faults are taken: who waits for the request may send the next one, which is not to get them
        backend.observations().restRequest(observed);
        if (hangs) {
            return;
        }
        if (drops) {
            WatchConnection.reset(endPoint(request));
            callback.succeeded();
            return;
        }
        // what is answered is the state of now, however long the answer takes
        RestResponse answer = reply != null ? RestResponse.of(reply) : answer(call, key);
        Runnable send = () -> {
            if (truncated) {
                writeHalf(answer, request, response, callback);
            } else {
                write(answer, response, callback);
            }
        };
        if (faults.restDelayMillis.amount() > 0) {
            backend.schedule(send, faults.restDelayMillis.amount());
        } else {
            send.run();
        }
    }

    private RestResponse answer(RestCall call, String key) {
        try {
            if (key == null || key.isEmpty()) {
                throw new RestFailure(401, "API key required");
            }
            if (!key.equals(backend.apiKey())) {
                throw new RestFailure(401, "Invalid API key");
            }
            return rest.route(call);
        } catch (RestFailure failure) {
            return RestResponse.failure(backend.profile(), failure);
        } catch (RuntimeException e) {
            LOG.warn("{} {} failed", call.method(), call.path(), e);
            return RestResponse.failure(backend.profile(), new RestFailure(500, "Internal Server Error"));
        }
    }

    private String apiKey(Request request) {
        String key = request.getHeaders().get("x-api-key");
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        boolean bearer = key == null
                && backend.profile() == Profile.SELF_HOSTED
                && authorization != null
                && authorization.startsWith("Bearer ");
        return bearer ? authorization.substring("Bearer ".length()) : key;
    }

    static EndPoint endPoint(Request request) {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }

    static void write(RestResponse answer, Response response, Callback callback) {
        start(answer, response);
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
    }

    private static void writeHalf(RestResponse answer, Request request, Response response, Callback callback) {
        start(answer, response);
        byte[] half = Arrays.copyOf(answer.body(), answer.body().length / 2);
        response.write(false, ByteBuffer.wrap(half), Callback.from(() -> {
            endPoint(request).close();
            callback.succeeded();
        }));
    }

    private static void start(RestResponse answer, Response response) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (answer.status() != 204 && answer.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
    }
}
