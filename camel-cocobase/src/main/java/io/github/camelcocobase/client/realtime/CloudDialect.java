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
package io.github.camelcocobase.client.realtime;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * {@code /realtime/collections/{name}}, then {@code {"api_key":…,"filters":{…}}}: what the Go and JavaScript SDKs and
 * the server's source agree on. The upgrade itself carries no key.
 */
final class CloudDialect implements Dialect {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Override
    public String path(String collectionSegment) {
        return "/realtime/collections/" + collectionSegment;
    }

    @Override
    public String authenticate(String apiKey, Map<String, String> filters) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("api_key", apiKey);
        if (!filters.isEmpty()) {
            message.put("filters", filters);
        }
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of strings can always be written as JSON", e);
        }
    }
}
