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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A filter in Cocobase's language, evaluated here, on a document's fields: the server's own evaluation may look in the
 * wrong place and then suppress every event.
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key</th><th>meaning</th></tr>
 *   <tr><td>{@code f}, {@code f_eq}, {@code f_ne}</td><td>equal, not equal</td></tr>
 *   <tr><td>{@code f_gt}, {@code f_gte}, {@code f_lt}, {@code f_lte}</td><td>order</td></tr>
 *   <tr><td>{@code f_contains}, {@code f_startswith}, {@code f_endswith}</td><td>part of the text, in any case</td></tr>
 *   <tr><td>{@code f_in}, {@code f_notin}</td><td>equal to one or none of a list, separated by commas, each element
 *     stripped of spaces</td></tr>
 *   <tr><td>{@code f_isnull}</td><td>{@code true} or {@code 1}: missing or null; {@code false} or {@code 0}:
 *     neither</td></tr>
 *   <tr><td>{@code f__op}</td><td>the same as {@code f_op}</td></tr>
 *   <tr><td>{@code a__or__b_op}, {@code a__and__b_op}</td><td>one value for several fields, any or all of which must
 *     match. A field without an operator takes the last one in the key, as the documentation has it</td></tr>
 *   <tr><td>{@code [or]f_op}</td><td>one of the conditions so marked must match</td></tr>
 *   <tr><td>{@code [or:g]f_op}</td><td>the same within the group {@code g}; each group must match</td></tr>
 * </table>
 *
 * <p>All conditions must match. A suffix that is no operator belongs to the field's name ({@code user_id}); a field
 * whose name ends like an operator is reached by {@code _eq} ({@code checked_in_eq}).
 *
 * <p>Values: where both sides are numbers, or texts that JSON would read as numbers, they are compared as numbers,
 * exactly ({@code 10} is {@code 10.0}), but no more exactly than a double where the document has a decimal. Booleans
 * equal {@code true} or {@code false} in any case. All else is compared as text, by UTF-16 code units, which is the
 * order of ISO dates of one form; numbers without exponent, arrays and objects as their JSON without spaces. A number is
 * neither above nor below something that is none. A field that is missing or null matches nothing but {@code isnull}.
 *
 * <p>Instances are immutable.
 */
public final class DocumentFilter {

    private final Map<String, String> conditions;
    private final Condition.AllOf all;

    private DocumentFilter(Map<String, String> conditions, Condition.AllOf all) {
        this.conditions = conditions;
        this.all = all;
    }

    /**
     * Compiles a filter.
     *
     * @param conditions keys and values; copied; not null, may be empty
     * @return the filter
     * @throws InvalidFilterException if a key or value is null, a key cannot be taken apart, is one of the listing's
     *     parameters, such as {@code limit}, or leads to a related document ({@code author.name}), or an operator cannot
     *     be used with its value
     */
    public static DocumentFilter parse(Map<String, String> conditions) {
        List<Condition> all = new ArrayList<>();
        Map<String, List<Condition>> groups = new LinkedHashMap<>();
        conditions.forEach((key, value) -> {
            if (key == null || value == null) {
                throw new InvalidFilterException(key, value, "keys and values are not null");
            }
            FilterKey parsed = FilterKey.parse(key, value);
            List<Condition> terms = parsed.terms().stream()
                    .map(term -> Condition.of(term, key, value))
                    .toList();
            Condition condition = terms.size() == 1
                    ? terms.get(0)
                    : parsed.anyOf() ? new Condition.AnyOf(terms) : new Condition.AllOf(terms);
            if (parsed.group() == null) {
                all.add(condition);
            } else {
                groups.computeIfAbsent(parsed.group(), group -> new ArrayList<>())
                        .add(condition);
            }
        });
        groups.values().forEach(group -> all.add(new Condition.AnyOf(List.copyOf(group))));
        return new DocumentFilter(
                Collections.unmodifiableMap(new LinkedHashMap<>(conditions)), new Condition.AllOf(List.copyOf(all)));
    }

    /**
     * {@return whether a document passes; true if there are no conditions}
     *
     * @param data the document's fields, with values as JSON has them; not null
     */
    public boolean matches(Map<String, Object> data) {
        return all.matches(data);
    }

    /** {@return whether there are no conditions} */
    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** {@return the keys and values as they were given, in their order, to be sent to a server; unmodifiable} */
    public Map<String, String> conditions() {
        return conditions;
    }

    /** {@return each condition's field and value, if all that is asked is that fields equal values; otherwise empty} */
    public Optional<Map<String, String>> equalities() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, String> condition : conditions.entrySet()) {
            FilterKey key = FilterKey.parse(condition.getKey(), condition.getValue());
            FilterKey.Term term = key.terms().get(0);
            boolean plain = key.group() == null && key.terms().size() == 1 && term.operator() == Operator.EQ;
            if (!plain || fields.put(term.field(), condition.getValue()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    /** {@return the conditions as they were given} */
    @Override
    public String toString() {
        return conditions.toString();
    }
}
