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

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The left side of a condition, taken apart: {@code [or:group]field_op}, with several fields joined by {@code __or__}
 * or {@code __and__}.
 *
 * @param group the or-group that the condition belongs to, empty for the nameless {@code [or]}; null if to none
 * @param anyOf whether one of the terms is enough; false where all must hold, or where there is but one
 * @param terms the fields and what is asked of them; not empty
 */
record FilterKey(String group, boolean anyOf, List<Term> terms) {

    /**
     * One field of a key.
     *
     * @param field the field's name; not empty
     * @param operator what is asked of it
     */
    record Term(String field, Operator operator) {}

    private static final String OR = "__or__";
    private static final String AND = "__and__";

    /** Parameters of a listing, which the servers take out of the query before they look for filters. */
    private static final Set<String> RESERVED =
            Set.of("limit", "offset", "sort", "order", "populate", "select", "id", "count");

    /**
     * Takes a key apart.
     *
     * @param value the condition's value, for messages only
     * @throws InvalidFilterException if it is none
     */
    static FilterKey parse(String key, String value) {
        if (RESERVED.contains(key)) {
            throw new InvalidFilterException(
                    key,
                    value,
                    "'" + key + "' is a parameter of a listing, not a field; for a field of that name write '" + key
                            + "_eq'");
        }
        String group = null;
        String fields = key;
        if (key.startsWith("[")) {
            int end = key.indexOf(']');
            String prefix = end < 0 ? "" : key.substring(1, end);
            fields = key.substring(end + 1);
            if (!prefix.equals("or") && !(prefix.startsWith("or:") && prefix.length() > 3) || fields.startsWith("[")) {
                throw new InvalidFilterException(key, value, "a group is written [or]field or [or:name]field");
            }
            group = prefix.equals("or") ? "" : prefix.substring(3);
        }
        boolean anyOf = fields.contains(OR);
        if (anyOf && fields.contains(AND)) {
            throw new InvalidFilterException(
                    key, value, "one key joins its fields by __or__ or by __and__, not by both");
        }
        return new FilterKey(group, anyOf, terms(fields.split(anyOf ? OR : AND, -1), key, value));
    }

    private static List<Term> terms(String[] parts, String key, String value) {
        List<Term> stated = new ArrayList<>(parts.length);
        Operator last = null;
        for (String part : parts) {
            Term term = term(part);
            if (term.field().isEmpty()) {
                throw new InvalidFilterException(key, value, "a field has no name");
            }
            if (term.field().indexOf('.') >= 0) {
                throw new InvalidFilterException(
                        key,
                        value,
                        "'" + term.field() + "' is a path to a related document, which an event does not contain;"
                                + " only the document's own fields can be filtered");
            }
            stated.add(term);
            if (term.operator() != null) {
                last = term.operator();
            }
        }
        // what the documentation promises: one operator serves all the fields that have none of their own
        Operator otherwise = last == null ? Operator.EQ : last;
        return stated.stream()
                .map(term -> term.operator() != null ? term : new Term(term.field(), otherwise))
                .toList();
    }

    /** {@return the field and the operator that a part states; the operator is null if it states none} */
    private static Term term(String part) {
        int underscore = part.lastIndexOf('_');
        Operator operator = underscore < 0 ? null : Operator.ofSuffix(part.substring(underscore + 1));
        if (operator == null) {
            return new Term(part, null);
        }
        // field__op is field_op
        boolean doubled = underscore > 0 && part.charAt(underscore - 1) == '_';
        return new Term(part.substring(0, doubled ? underscore - 1 : underscore), operator);
    }
}
