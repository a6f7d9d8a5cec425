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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filters of a REST query. They see the user's fields only: {@code created_at_gte} looks for a user's field of
 * that name, and finds nothing.
 */
final class DocumentFilter {

    private static final Set<String> RESERVED =
            Set.of("limit", "offset", "sort", "order", "populate", "select", "id", "count", "collection");
    private static final Pattern OR_GROUP = Pattern.compile("\\[or(?::([^\\]]*))?\\](.+)");

    private final List<Predicate<Map<String, Object>>> clauses = new ArrayList<>();

    DocumentFilter(Profile profile, Map<String, String> parameters) {
        Map<String, List<ColumnCondition>> groups = new LinkedHashMap<>();
        parameters.forEach((key, value) -> {
            if (RESERVED.contains(key)) {
                return;
            }
            Matcher group = OR_GROUP.matcher(key);
            if (group.matches()) {
                groups.computeIfAbsent(group.group(1), any -> new ArrayList<>())
                        .addAll(conditions(profile, group.group(2), "__or__", value));
            } else if (key.contains("__or__")) {
                List<ColumnCondition> any = conditions(profile, key, "__or__", value);
                clauses.add(data -> any.stream().anyMatch(condition -> condition.test(data)));
            } else {
                List<ColumnCondition> every = conditions(profile, key, "__and__", value);
                clauses.add(data -> every.stream().allMatch(condition -> condition.test(data)));
            }
        });
        for (List<ColumnCondition> group : groups.values()) {
            clauses.add(data -> group.stream().anyMatch(condition -> condition.test(data)));
        }
    }

    private static List<ColumnCondition> conditions(Profile profile, String key, String separator, String value) {
        List<FilterKey> parts =
                Arrays.stream(key.split(separator)).map(FilterKey::parse).toList();
        Operator last = parts.get(parts.size() - 1).operator();
        Operator inherited = profile.operatorCoversAllParts() && last != null ? last : Operator.EQ;
        return parts.stream()
                .map(part -> new ColumnCondition(
                        profile, part.field(), part.operator() == null ? inherited : part.operator(), value))
                .toList();
    }

    boolean isEmpty() {
        return clauses.isEmpty();
    }

    boolean accepts(StoredDocument document) {
        if (clauses.isEmpty()) {
            return true;
        }
        Map<String, Object> data = document.data();
        return clauses.stream().allMatch(clause -> clause.test(data));
    }
}
