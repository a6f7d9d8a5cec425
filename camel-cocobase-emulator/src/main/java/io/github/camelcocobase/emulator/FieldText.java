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

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** A field's value as the servers compare it: as text. */
final class FieldText {

    private FieldText() {}

    /** As the database's text operator gives it, without exponents: null for a missing field and for JSON null. */
    static String ofColumn(Object value) {
        return value == null || value instanceof String ? (String) value : Json.textWithoutExponents(value);
    }

    /** As Python's {@code str()} gives it. */
    static String ofPython(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        return ofColumn(value);
    }

    /** A number, or null. */
    static BigDecimal number(String text) {
        try {
            return new BigDecimal(text.trim());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static List<String> list(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(",")).map(String::trim).toList();
    }

    static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true") || value.equals("1");
    }
}
