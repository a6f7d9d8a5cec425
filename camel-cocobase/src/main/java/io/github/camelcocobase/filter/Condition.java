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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Something that the fields of a document fulfil or do not. */
sealed interface Condition {

    /**
     * @param data the document's fields; not null
     * @return whether they fulfil it
     */
    boolean matches(Map<String, Object> data);

    /** All of several conditions. */
    record AllOf(List<Condition> conditions) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            for (int i = 0; i < conditions.size(); i++) {
                if (!conditions.get(i).matches(data)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one of several conditions. */
    record AnyOf(List<Condition> conditions) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            for (int i = 0; i < conditions.size(); i++) {
                if (conditions.get(i).matches(data)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The field is missing or null, or the opposite. */
    record Presence(String field, boolean present) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            return data.get(field) != null == present;
        }
    }

    /** The field equals one of several constants, or is there and equals none of them. */
    record Membership(String field, List<Constant> constants, boolean member) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            Object value = data.get(field);
            return value != null && contains(value) == member;
        }

        private boolean contains(Object value) {
            for (int i = 0; i < constants.size(); i++) {
                if (constants.get(i).equalTo(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The field's order against a constant. */
    record Order(String field, Operator operator, Constant constant) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            Object value = data.get(field);
            int order = value == null ? Constant.INCOMPARABLE : constant.order(value);
            if (order == Constant.INCOMPARABLE) {
                return false;
            }
            return switch (operator) {
                case GT -> order > 0;
                case GTE -> order >= 0;
                case LT -> order < 0;
                case LTE -> order <= 0;
                default -> throw new IllegalStateException("Not an order: " + operator);
            };
        }
    }

    /** What the field's text contains, without regard to case. */
    record Text(String field, Operator operator, String folded) implements Condition {
        @Override
        public boolean matches(Map<String, Object> data) {
            Object value = data.get(field);
            if (value == null) {
                return false;
            }
            String text = FieldText.of(value);
            return switch (operator) {
                case CONTAINS -> CaseFolding.contains(text, folded);
                case STARTSWITH -> CaseFolding.startsWith(text, folded);
                case ENDSWITH -> CaseFolding.endsWith(text, folded);
                default -> throw new IllegalStateException("Not a text operator: " + operator);
            };
        }
    }

    /**
     * Compiles what one field is asked.
     *
     * @param key the whole key, for messages only
     * @param value the condition's value
     * @throws InvalidFilterException if the operator cannot be used with that value
     */
    static Condition of(FilterKey.Term term, String key, String value) {
        String field = term.field();
        Operator operator = term.operator();
        return switch (operator) {
            case EQ -> new Membership(field, List.of(Constant.of(value)), true);
            case NE -> new Membership(field, List.of(Constant.of(value)), false);
            case IN -> new Membership(field, list(key, value), true);
            case NOTIN -> new Membership(field, list(key, value), false);
            case GT, GTE, LT, LTE -> {
                requireValue(operator, key, value, "a number, a date or a text to compare with");
                yield new Order(field, operator, Constant.of(value));
            }
            case CONTAINS, STARTSWITH, ENDSWITH -> {
                requireValue(operator, key, value, "a text to look for");
                yield new Text(field, operator, CaseFolding.fold(value));
            }
            case ISNULL -> new Presence(field, !isNull(key, value));
        };
    }

    private static void requireValue(Operator operator, String key, String value, String what) {
        if (value.isEmpty()) {
            throw new InvalidFilterException(key, value, operator.suffix() + " needs " + what);
        }
    }

    private static boolean isNull(String key, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new InvalidFilterException(key, value, "isnull takes true, 1, false or 0");
        };
    }

    private static List<Constant> list(String key, String value) {
        return Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .map(element -> {
                    if (element.isEmpty()) {
                        throw new InvalidFilterException(
                                key, value, "in and notin take a list such as a,b,c without empty elements");
                    }
                    return Constant.of(element);
                })
                .toList();
    }
}
