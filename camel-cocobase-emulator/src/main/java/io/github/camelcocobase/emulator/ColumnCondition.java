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
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One condition of a REST query on the user's fields, as SQL on a JSON column evaluates it: everything is text, and a
 * missing field fails all but {@code isnull}.
 */
final class ColumnCondition {

    private final Profile profile;
    private final String field;
    private final Operator operator;
    private final String value;
    private final BigDecimal number;
    private final Pattern pattern;

    ColumnCondition(Profile profile, String field, Operator operator, String value) {
        this.profile = profile;
        this.field = field;
        this.operator = operator;
        this.value = value;
        this.number = operator.isNumeric() ? FieldText.number(value) : null;
        this.pattern = switch (operator) {
            case CONTAINS -> ilike("%" + value + "%");
            case STARTSWITH -> ilike(value + "%");
            case ENDSWITH -> ilike("%" + value);
            default -> null;
        };
    }

    /** ILIKE: case does not matter, and % and _ are wild cards also in the user's value, which no server escapes. */
    private static Pattern ilike(String like) {
        StringBuilder regex = new StringBuilder();
        like.codePoints().forEach(c -> {
            switch (c) {
                case '%' -> regex.append(".*");
                case '_' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean test(Map<String, Object> data) {
        String stored = FieldText.ofColumn(data.get(field));
        if (operator == Operator.ISNULL) {
            boolean isNull = stored == null || profile == Profile.SELF_HOSTED && stored.isEmpty();
            return isNull == FieldText.isTrue(value);
        }
        if (operator.isNumeric() && number == null) {
            // a bound that is no number: the cloud service forgets the condition, the other compares for equality
            return profile != Profile.SELF_HOSTED || value.equals(stored);
        }
        if (stored == null) {
            return false;
        }
        return switch (operator) {
            case EQ -> stored.equals(value);
            case NE -> !stored.equals(value);
            case IN -> FieldText.list(value).contains(stored);
            case NOTIN -> !FieldText.list(value).contains(stored);
            case CONTAINS, STARTSWITH, ENDSWITH -> pattern.matcher(stored).matches();
            default -> compare(stored);
        };
    }

    private boolean compare(String stored) {
        BigDecimal storedNumber = FieldText.number(stored);
        if (profile == Profile.SERVER && (storedNumber == null || stored.indexOf('.') >= 0)) {
            // the cloud service casts the column to an integer, and the database refuses
            throw new RestFailure(500, "Internal Server Error");
        }
        return storedNumber != null && operator.holds(storedNumber.compareTo(number));
    }
}
