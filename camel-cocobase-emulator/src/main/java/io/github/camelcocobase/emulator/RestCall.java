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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A REST request, decoded.
 *
 * @param method the HTTP method
 * @param path the decoded segments
 * @param query the decoded parameters
 * @param body the raw body
 */
record RestCall(String method, List<String> path, Map<String, String> query, byte[] body) {

    /** The body as a JSON object. */
    JsonNode json() {
        try {
            JsonNode json = Json.MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw RestFailure.invalid("body", "0", "JSON decode error", "json_invalid");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        throw RestFailure.invalid("body", "0", "Input should be a valid dictionary", "dict_type");
    }

    /** A field of the body that must be an object. */
    JsonNode object(String field) {
        JsonNode value = json().path(field);
        if (!value.isObject()) {
            throw value.isMissingNode()
                    ? RestFailure.invalid("body", field, "Field required", "missing")
                    : RestFailure.invalid("body", field, "Input should be a valid dictionary", "dict_type");
        }
        return value;
    }

    /** A whole-number parameter. */
    int number(String name, int absent, int least) {
        String text = query.get(name);
        if (text == null) {
            return absent;
        }
        int number;
        try {
            number = Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            throw RestFailure.invalid("query", name, "Input should be a valid integer", "int_parsing");
        }
        if (number < least) {
            throw RestFailure.invalid(
                    "query", name, "Input should be greater than or equal to " + least, "greater_than_equal");
        }
        return number;
    }
}
