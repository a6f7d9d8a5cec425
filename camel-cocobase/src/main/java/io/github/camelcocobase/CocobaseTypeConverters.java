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
package io.github.camelcocobase;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.client.ChangeEvent;
import org.apache.camel.Converter;

/** Turns a {@link ChangeEvent} into the document's data, in the forms that routes ask for. */
@Converter(generateLoader = true)
public final class CocobaseTypeConverters {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CocobaseTypeConverters() {}

    /** {@return the user's fields} */
    @Converter
    public static Map<String, Object> toMap(ChangeEvent event) {
        return event.document().data().toMap();
    }

    /** {@return the user's fields as a JSON object} */
    @Converter
    public static String toString(ChangeEvent event) {
        return event.document().data().toJson();
    }

    /** {@return the user's fields as a JSON object in UTF-8} */
    @Converter
    public static byte[] toByteArray(ChangeEvent event) {
        return toString(event).getBytes(StandardCharsets.UTF_8);
    }

    /** {@return the user's fields as a JSON object in UTF-8} */
    @Converter
    public static InputStream toInputStream(ChangeEvent event) {
        return new ByteArrayInputStream(toByteArray(event));
    }

    /**
     * {@return the user's fields as a tree}
     *
     * @throws JsonProcessingException never: the data was read from JSON
     */
    @Converter
    public static JsonNode toJsonNode(ChangeEvent event) throws JsonProcessingException {
        return MAPPER.readTree(toString(event));
    }
}
