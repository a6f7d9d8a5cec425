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

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

/**
 * JSON text from a server, as bytes, with a streaming parser over them and the place of the current token among them, so
 * that a part of it can be kept as text without being written again.
 *
 * <p>Limits: nesting 1,000 levels, numbers 1,000 characters, names 50,000 bytes; a string may be as long as the text,
 * whose length the caller has bounded. Beyond a limit the parser throws
 * {@link com.fasterxml.jackson.core.exc.StreamConstraintsException}. Of a name that occurs twice in an object the last
 * value counts. A byte order mark is skipped. Error messages do not quote the source.
 *
 * <p>Not safe for use by several threads. It reads the caller's array and keeps no copy: use it while the array is valid.
 */
public final class JsonInput implements Closeable {

    // Names come from outside: interning them would let a server fill a table of the JVM. Charset detection would read
    // a
    // text with NUL characters as UTF-16, where places in bytes are not known.
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final byte[] bytes;
    private final int start;
    private final JsonParser parser;

    private JsonInput(byte[] bytes, int start, int end) throws IOException {
        this.bytes = bytes;
        this.start = start;
        this.parser = FACTORY.createParser(bytes, start, end - start);
    }

    /**
     * Opens a JSON text in UTF-8.
     *
     * @param bytes the array that holds it; not null
     * @param offset where it begins
     * @param length its length in bytes
     * @return the input, before its first token; to be closed
     * @throws IndexOutOfBoundsException if the range is not in the array
     * @throws IOException if no parser can be made
     */
    public static JsonInput open(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        boolean marked = length >= 3
                && bytes[offset] == (byte) 0xEF
                && bytes[offset + 1] == (byte) 0xBB
                && bytes[offset + 2] == (byte) 0xBF;
        return new JsonInput(bytes, marked ? offset + 3 : offset, offset + length);
    }

    /**
     * Opens a part of this input once more. The parser of this input stays where it is.
     *
     * @param from an index in the array, from {@link #position()} or {@link #openingBrace()}
     * @param to the index after the part's last byte
     * @return the input, before its first token; to be closed
     * @throws IOException if no parser can be made
     */
    public JsonInput reopen(int from, int to) throws IOException {
        return new JsonInput(bytes, from, to);
    }

    /** {@return the streaming parser; the same one at each call} */
    public JsonParser parser() {
        return parser;
    }

    /** {@return the index in the array after the last byte that the parser has read} */
    public int position() {
        return start + (int) parser.currentLocation().getByteOffset();
    }

    /** {@return the index in the array of the brace or bracket that the parser has just read} */
    public int openingBrace() {
        return position() - 1;
    }

    /** {@return a part of the source as text} */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Reads the object at whose opening brace the parser is, to its closing brace.
     *
     * @return the fields in their order, with the types that {@link DocumentData#toMap()} lists; not null
     * @throws IOException if it is not well-formed or exceeds a limit
     */
    public Map<String, Object> readObject() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            object.put(name, readValue(parser.nextToken()));
        }
        return object;
    }

    /**
     * Reads a value to its end.
     *
     * @param token its first token, the parser's current one
     * @return one of the types that {@link DocumentData#toMap()} lists; may be null
     * @throws IOException if it is not well-formed or exceeds a limit
     */
    Object readValue(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            default -> null;
        };
    }

    /**
     * Reads the id of a document or collection to its end.
     *
     * @param token the value's first token, the parser's current one; not null
     * @return a string that is not empty, or a number as its text; null for every other value
     * @throws IOException if it is not well-formed or exceeds a limit
     */
    public String readIdentifier(JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
            String text = parser.getText();
            return text.isEmpty() ? null : text;
        }
        parser.skipChildren();
        return null;
    }

    private List<Object> readArray() throws IOException {
        List<Object> array = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(readValue(token));
        }
        return array;
    }

    /** Releases the parser's buffers. */
    @Override
    public void close() throws IOException {
        parser.close();
    }
}
