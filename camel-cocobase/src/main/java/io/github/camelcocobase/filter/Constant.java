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

/**
 * The value of a condition, prepared once for all the comparisons to come.
 *
 * @param text as it was given; not null
 * @param number the number that the text is; null if it is none
 */
record Constant(String text, PreparedNumber number) {

    /** The order of a number and something that is none. */
    static final int INCOMPARABLE = PreparedNumber.NOT_A_NUMBER;

    static Constant of(String text) {
        return new Constant(text, PreparedNumber.parse(text));
    }

    /**
     * {@return whether a value equals this one: as numbers if both are, a boolean in any case, otherwise as texts}
     *
     * @param value not null
     */
    boolean equalTo(Object value) {
        if (value instanceof String string && string.equals(text)) {
            return true;
        }
        if (value instanceof Boolean) {
            return text.equalsIgnoreCase(value.toString());
        }
        int order = number == null ? PreparedNumber.NOT_A_NUMBER : number.compareFrom(value);
        if (order != PreparedNumber.NOT_A_NUMBER) {
            return order == 0;
        }
        return FieldText.of(value).equals(text);
    }

    /**
     * {@return the order of a value against this one, negative, 0 or positive; INCOMPARABLE if one is a number and the
     * other is not}
     *
     * @param value not null
     */
    int order(Object value) {
        if (number != null) {
            return number.compareFrom(value);
        }
        return PreparedNumber.isNumber(value)
                ? INCOMPARABLE
                : Integer.signum(FieldText.of(value).compareTo(text));
    }
}
