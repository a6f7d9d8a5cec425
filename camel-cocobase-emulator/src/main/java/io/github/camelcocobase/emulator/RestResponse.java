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

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP response to be written. */
record RestResponse(int status, Map<String, String> headers, byte[] body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static RestResponse json(int status, Json.Body body) {
        return new RestResponse(status, JSON, Json.bytes(body));
    }

    static RestResponse noContent() {
        return new RestResponse(204, Map.of(), new byte[0]);
    }

    static RestResponse of(HttpReply reply) {
        return new RestResponse(reply.status(), reply.headers(), reply.body().getBytes(StandardCharsets.UTF_8));
    }

    /** An error in the words and the form of the profile's server. */
    static RestResponse failure(Profile profile, RestFailure failure) {
        if (profile == Profile.SELF_HOSTED) {
            int status = failure.validation() == null ? failure.status() : 400;
            return json(status, json -> {
                json.writeStartObject();
                json.writeBooleanField("error", true);
                json.writeStringField("message", failure.getMessage());
                json.writeEndObject();
            });
        }
        if (failure.status() == 500) {
            byte[] text = failure.getMessage().getBytes(StandardCharsets.UTF_8);
            return new RestResponse(500, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
        }
        return json(failure.status(), json -> {
            json.writeStartObject();
            RestFailure.ValidationError error = failure.validation();
            if (error == null) {
                json.writeStringField("detail", failure.getMessage());
            } else {
                json.writeArrayFieldStart("detail");
                json.writeStartObject();
                json.writeArrayFieldStart("loc");
                json.writeString(error.in());
                json.writeString(error.field());
                json.writeEndArray();
                json.writeStringField("msg", error.message());
                json.writeStringField("type", error.type());
                json.writeEndObject();
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }
}
