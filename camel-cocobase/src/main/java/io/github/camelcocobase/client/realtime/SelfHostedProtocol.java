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

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code /collections/{name or id}/realtime}, then {@code {"api_key":…,"filter":{…}}}, as in the source of the
 * self-hosted server.
 *
 * <p>Its {@code actions}, by which a client may choose kinds of events, are never sent: what the ledger and the unknown
 * events option need to see would be missing, and all there is to gain is a few messages. Nor is a ping in JSON: the
 * server takes every message after the first for a new filter.
 */
final class SelfHostedProtocol implements WatchProtocol {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?");

    @Override
    public String path(String collectionSegment) {
        return "/collections/" + collectionSegment + "/realtime";
    }

    @Override
    public String authenticate(String apiKey, Map<String, String> filters) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("api_key", apiKey);
        if (!filters.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            filters.forEach((field, value) -> values.put(field, jsonValue(value)));
            message.put("filter", values);
        }
        return WatchProtocol.json(message);
    }

    /** The server compares JSON values: what reads as a number or a boolean is taken for one. */
    private static Object jsonValue(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> NUMBER.matcher(text).matches() ? new BigDecimal(text) : text;
        };
    }
}
