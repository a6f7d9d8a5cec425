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
package io.github.camelcocobase.client;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The user's fields of a document, as a Map, as JSON text, or both. What is missing is made from the other when it is
 * first asked for.
 *
 * <p>Instances are safe for use by several threads as long as nobody changes the Map.
 */
public final class DocumentData {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonInput.FACTORY);

    private volatile Map<String, Object> map;
    private volatile String json;

    private DocumentData(Map<String, Object> map, String json) {
        this.map = map;
        this.json = json;
    }

    /** {@return the data of a document that carries none; not shared, as its Map may be a body that a route changes} */
    public static DocumentData empty() {
        return ofMap(new LinkedHashMap<>());
    }

    /**
     * @param map the fields, in the server's order; kept, not copied; not null
     */
    public static DocumentData ofMap(Map<String, Object> map) {
        return new DocumentData(map, null);
    }

    /**
     * @param json a JSON object as the server wrote it; not null, and known to be well-formed
     */
    public static DocumentData ofJson(String json) {
        return new DocumentData(null, json);
    }

    /**
     * @param map the fields; not null
     * @param json the same fields as JSON text; not null
     */
    public static DocumentData of(Map<String, Object> map, String json) {
        return new DocumentData(map, json);
    }

    /**
     * {@return the fields in the server's order; never null} Values are {@code String}, {@code Boolean},
     * {@code Integer}, {@code Long}, {@code BigInteger}, {@code Double}, {@code List}, {@code Map} or null.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> result = map;
        if (result == null) {
            result = parse(json);
            map = result;
        }
        return result;
    }

    /** {@return the fields as a JSON object; the server's own text where it was kept; never null} */
    public String toJson() {
        String result = json;
        if (result == null) {
            result = write(map);
            json = result;
        }
        return result;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parse(String json) {
        try {
            return MAPPER.readValue(json, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "The JSON of a document was checked when it came in, yet does not parse", e);
        }
    }

    private static String write(Map<String, Object> map) {
        try {
            return MAPPER.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The fields of a document cannot be written as JSON", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof DocumentData that && toMap().equals(that.toMap());
    }

    @Override
    public int hashCode() {
        return toMap().hashCode();
    }

    /** {@return the kind of content, not the content: documents hold personal data} */
    @Override
    public String toString() {
        return "DocumentData[" + (json != null ? json.length() + " characters" : map.size() + " fields") + "]";
    }
}
