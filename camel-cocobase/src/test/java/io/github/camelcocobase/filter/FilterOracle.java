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

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/** The filter language once more, as slowly and as literally as its description allows: what tests compare with. */
final class FilterOracle {

    private static final Pattern KEY = Pattern.compile("(?:\\[or(?::([^]]+))?])?([^\\[].*)?", Pattern.DOTALL);
    private static final Pattern TERM = Pattern.compile(
            "(.*?)__?(eq|ne|gt|gte|lt|lte|contains|startswith|endswith|in|notin|isnull)", Pattern.DOTALL);
    private static final Pattern NUMBER =
            Pattern.compile("(?=.{1,1000}$)-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]{1,4})?");
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Double.class, new StdSerializer<>(Double.class) {
                @Override
                public void serialize(Double number, JsonGenerator json, SerializerProvider provider)
                        throws IOException {
                    json.writeNumber(text(number));
                }
            }));

    private FilterOracle() {}

    /** {@return whether the document passes; empty if a condition is invalid} */
    static Optional<Boolean> matches(Map<String, String> conditions, Map<String, Object> document) {
        Map<String, List<Boolean>> clauses = new HashMap<>();
        int lonely = 0;
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            Matcher key = KEY.matcher(condition.getKey());
            if (!key.matches() || isReserved(condition.getKey()) || key.group(2) == null) {
                return Optional.empty();
            }
            Optional<Boolean> result = evaluate(key.group(2), condition.getValue(), document);
            if (result.isEmpty()) {
                return result;
            }
            boolean marked = condition.getKey().startsWith("[");
            String clause = marked ? "or:" + key.group(1) : "and " + lonely++;
            clauses.computeIfAbsent(clause, none -> new ArrayList<>()).add(result.get());
        }
        return Optional.of(clauses.values().stream().allMatch(clause -> clause.contains(true)));
    }

    private static boolean isReserved(String key) {
        return Set.of("limit", "offset", "sort", "order", "populate", "select", "id", "count")
                .contains(key);
    }

    private static Optional<Boolean> evaluate(String fields, String value, Map<String, Object> document) {
        boolean or = fields.contains("__or__");
        if (or && fields.contains("__and__")) {
            return Optional.empty();
        }
        String[] parts = fields.split("__or__|__and__", -1);
        String shared = "eq";
        for (String part : parts) {
            Matcher term = TERM.matcher(part);
            shared = term.matches() ? term.group(2) : shared;
        }
        List<Boolean> results = new ArrayList<>();
        for (String part : parts) {
            Matcher term = TERM.matcher(part);
            String field = term.matches() ? term.group(1) : part;
            String operator = term.matches() ? term.group(2) : shared;
            if (field.isEmpty() || field.contains(".") || !isValid(operator, value)) {
                return Optional.empty();
            }
            results.add(evaluate(operator, document.get(field), value));
        }
        return Optional.of(or ? results.contains(true) : !results.contains(false));
    }

    private static boolean isValid(String operator, String value) {
        return switch (operator) {
            case "eq", "ne" -> true;
            case "in", "notin" -> elements(value).stream().noneMatch(String::isEmpty);
            case "isnull" -> List.of("true", "false", "1", "0").contains(value.toLowerCase(Locale.ROOT));
            default -> !value.isEmpty();
        };
    }

    private static boolean evaluate(String operator, Object stored, String value) {
        if (operator.equals("isnull")) {
            return (stored == null) == (value.equals("1") || value.equalsIgnoreCase("true"));
        }
        if (stored == null) {
            return false;
        }
        String text = fold(text(stored));
        return switch (operator) {
            case "eq" -> equal(stored, value);
            case "ne" -> !equal(stored, value);
            case "in" -> elements(value).stream().anyMatch(element -> equal(stored, element));
            case "notin" -> elements(value).stream().noneMatch(element -> equal(stored, element));
            case "contains" -> text.contains(fold(value));
            case "startswith" -> text.startsWith(fold(value));
            case "endswith" -> text.endsWith(fold(value));
            case "gt" -> order(stored, value).map(order -> order > 0).orElse(false);
            case "gte" -> order(stored, value).map(order -> order >= 0).orElse(false);
            case "lt" -> order(stored, value).map(order -> order < 0).orElse(false);
            case "lte" -> order(stored, value).map(order -> order <= 0).orElse(false);
            default -> throw new IllegalStateException(operator);
        };
    }

    private static boolean equal(Object stored, String value) {
        if (stored instanceof Boolean) {
            return value.equalsIgnoreCase(stored.toString());
        }
        return order(stored, value).map(order -> order == 0).orElse(false);
    }

    private static Optional<Integer> order(Object stored, String value) {
        Optional<BigDecimal> left = number(stored);
        Optional<BigDecimal> right = number(value);
        if (left.isPresent() && right.isPresent()) {
            BigDecimal rounded = stored instanceof Double ? rounded(right.get()) : right.get();
            return Optional.of(left.get().compareTo(rounded));
        }
        return left.isEmpty() && right.isEmpty() ? Optional.of(text(stored).compareTo(value)) : Optional.empty();
    }

    private static Optional<BigDecimal> number(Object value) {
        boolean isOne = value instanceof Number
                || value instanceof String string && NUMBER.matcher(string).matches();
        return isOne ? Optional.of(new BigDecimal(value.toString())) : Optional.empty();
    }

    private static BigDecimal rounded(BigDecimal number) {
        double nearest = number.doubleValue();
        return number.precision() <= 17 || Double.isInfinite(nearest)
                ? number
                : new BigDecimal(Double.toString(nearest));
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return text(number);
        }
        if (!(value instanceof Map || value instanceof List)) {
            return value.toString();
        }
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Double number) {
        String plain = new BigDecimal(number.toString()).toPlainString();
        if (plain.contains(".")) {
            return plain.replaceAll("([.][0-9]+?)0+$", "$1");
        }
        return Math.abs(number) < 1e16 ? plain + ".0" : plain;
    }

    private static List<String> elements(String value) {
        return Arrays.stream((value + ",x").split(","))
                .map(String::strip)
                .collect(Collectors.collectingAndThen(Collectors.toList(), list -> list.subList(0, list.size() - 1)));
    }

    private static String fold(String text) {
        return text.chars()
                .mapToObj(c -> String.valueOf(Character.toLowerCase(Character.toUpperCase((char) c))))
                .collect(Collectors.joining());
    }
}
