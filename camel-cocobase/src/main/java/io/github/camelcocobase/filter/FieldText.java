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
package io.github.camelcocobase.filter;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The text of a field's value, as the servers' {@code data->>field} has it: a string without quotes, a number without
 * exponent, a boolean as JSON writes it, an array or object as JSON without spaces.
 */
final class FieldText {

    /** From here on, whole doubles are written with an exponent, of which the database makes digits without fraction. */
    private static final double FIRST_WITHOUT_FRACTION = 1e16;

    private FieldText() {}

    /**
     * {@return the text of a value}
     *
     * @param value not null
     */
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Map || value instanceof Iterable) {
            StringBuilder json = new StringBuilder();
            append(json, value);
            return json.toString();
        }
        return value instanceof Double number ? ofDouble(number) : value.toString();
    }

    private static String ofDouble(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        // zeros at the end are Java's: 1.0E-4 is 0.0001
        BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        boolean needsFraction = decimal.scale() < 1 && Math.abs(number) < FIRST_WITHOUT_FRACTION;
        return (needsFraction ? decimal.setScale(1) : decimal).toPlainString();
    }

    private static void append(StringBuilder json, Object value) {
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.append(separator);
                appendQuoted(json, String.valueOf(field.getKey()));
                json.append(':');
                append(json, field.getValue());
                separator = ',';
            }
            json.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof Iterable<?> elements) {
            json.append('[');
            String separator = "";
            for (Object element : elements) {
                json.append(separator);
                append(json, element);
                separator = ",";
            }
            json.append(']');
        } else if (value == null) {
            json.append("null");
        } else if (value instanceof Number || value instanceof Boolean) {
            json.append(of(value));
        } else {
            appendQuoted(json, value.toString());
        }
    }

    private static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                default -> {
                    if (c < ' ') {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
