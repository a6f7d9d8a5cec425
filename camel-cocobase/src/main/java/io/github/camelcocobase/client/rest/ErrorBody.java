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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonToken;
import io.github.camelcocobase.client.JsonInput;

/**
 * What the body of an error says, in every form that Cocobase's servers and documents have:
 *
 * <ul>
 *   <li>{@code {"detail":"text"}} and {@code {"detail":[{"loc":[…],"msg":"text"}]}} (the cloud server's source);
 *   <li>{@code {"error":true,"message":"text"}} (the self-hosted server's source);
 *   <li>{@code {"error":{"code":"…","message":"text"}}}, with or without {@code "success":false} (documentation);
 *   <li>{@code {"error":"text"}} and {@code {"message":"text"}}; plain text.
 * </ul>
 *
 * @param words what it says, as the server wrote it; empty if it says nothing
 * @param structured whether it is a JSON object, as an API's own errors are, and those of a proxy on the way are not
 */
record ErrorBody(String words, boolean structured) {

    private static final int LONGEST_PLAIN_TEXT = 300;

    static ErrorBody parse(byte[] body) {
        try (JsonInput in = JsonInput.open(body, 0, body.length)) {
            if (in.parser().nextToken() == JsonToken.START_OBJECT) {
                return new ErrorBody(words(in.readObject()), true);
            }
        } catch (IOException e) {
            // not JSON: it is quoted as it is
        }
        return new ErrorBody(plain(body), false);
    }

    private static String plain(byte[] body) {
        String text =
                new String(body, 0, Math.min(body.length, 4 * LONGEST_PLAIN_TEXT), StandardCharsets.UTF_8).strip();
        if (text.startsWith("<")) {
            return "an HTML or XML page";
        }
        return text.length() <= LONGEST_PLAIN_TEXT ? text : text.substring(0, LONGEST_PLAIN_TEXT);
    }

    private static String words(Map<String, Object> fields) {
        if (fields.get("error") instanceof Map<?, ?> error) {
            String message = text(error.get("message"));
            String code = text(error.get("code"));
            return message.isEmpty() ? code : code.isEmpty() ? message : message + " (" + code + ")";
        }
        for (String name : List.of("detail", "message", "error", "error_detail")) {
            String words = text(fields.get(name));
            if (!words.isEmpty()) {
                return words;
            }
        }
        return "";
    }

    private static String text(Object value) {
        if (value instanceof String string) {
            return string;
        }
        if (value instanceof List<?> list) {
            return list.stream().limit(5).map(ErrorBody::invalid).collect(Collectors.joining("; "));
        }
        return "";
    }

    /** One of FastAPI's complaints about the request: where, and what. */
    private static String invalid(Object complaint) {
        if (complaint instanceof Map<?, ?> fields) {
            String where = fields.get("loc") instanceof List<?> path
                    ? path.stream().map(Objects::toString).collect(Collectors.joining(".")) + ": "
                    : "";
            return where + Objects.toString(fields.get("msg"), "");
        }
        return Objects.toString(complaint, "");
    }
}
