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
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A list request: filters, order, page. Sorting has no tie-breaker, as in the real servers. */
final class DocumentQuery {

    private static final String CREATED_AT = "created_at";

    private final DocumentFilter filter;
    private final String sort;
    private final boolean ascending;
    private final int limit;
    private final int offset;
    private final boolean swapTies;

    private DocumentQuery(
            DocumentFilter filter, String sort, boolean ascending, int limit, int offset, boolean swapTies) {
        this.filter = filter;
        this.sort = sort;
        this.ascending = ascending;
        this.limit = limit;
        this.offset = offset;
        this.swapTies = swapTies;
    }

    /**
     * Reads the parameters.
     *
     * @param swapTies whether rows of equal sort value come in reverse this time
     */
    static DocumentQuery of(RestCall call, Backend backend, boolean swapTies) {
        Profile profile = backend.profile();
        String sort = call.query().getOrDefault("sort", CREATED_AT);
        if (profile == Profile.SELF_HOSTED && sort.equals("updated_at")) {
            // mapped to a column that its table does not have
            throw new RestFailure(500, "Database error");
        }
        String order = call.query().getOrDefault("order", "desc");
        if (!order.equals("asc") && !order.equals("desc") && profile != Profile.SELF_HOSTED) {
            throw RestFailure.invalid(
                    "query", "order", "String should match pattern '^(asc|desc)$'", "string_pattern_mismatch");
        }
        int offset = call.number("offset", 0, 0);
        return new DocumentQuery(
                new DocumentFilter(profile, call.query()),
                sort,
                order.equals("asc"),
                limit(call, backend),
                backend.faults().restIgnoreOffset.on() ? 0 : offset,
                swapTies);
    }

    private static int limit(RestCall call, Backend backend) {
        EmulatorSettings settings = backend.settings();
        long override = backend.faults().pageLimit.amount();
        int max = override > 0 ? (int) Math.min(override, Integer.MAX_VALUE) : settings.maxPageSize();
        int limit = call.number("limit", Math.min(settings.defaultPageSize(), max), 1);
        if (limit > max && !settings.profile().clampsPageSize()) {
            throw RestFailure.invalid(
                    "query", "limit", "Input should be less than or equal to " + max, "less_than_equal");
        }
        return Math.min(limit, max);
    }

    /** The rows of this page, given all rows oldest first. */
    List<StoredDocument> page(List<StoredDocument> oldestFirst) {
        if (sort.equals(CREATED_AT) && filter.isEmpty() && !swapTies) {
            return slice(oldestFirst);
        }
        Stream<StoredDocument> accepted = oldestFirst.stream().filter(filter::accepts);
        return ordered(accepted).skip(offset).limit(limit).toList();
    }

    /** The rows are in order already: take them by position. */
    private List<StoredDocument> slice(List<StoredDocument> oldestFirst) {
        int from = Math.min(offset, oldestFirst.size());
        int to = (int) Math.min((long) from + limit, oldestFirst.size());
        if (ascending) {
            return List.copyOf(oldestFirst.subList(from, to));
        }
        List<StoredDocument> page =
                new ArrayList<>(oldestFirst.subList(oldestFirst.size() - to, oldestFirst.size() - from));
        Collections.reverse(page);
        return page;
    }

    private Stream<StoredDocument> ordered(Stream<StoredDocument> accepted) {
        List<StoredDocument> rows = new ArrayList<>(accepted.toList());
        if (swapTies) {
            // the sort below is stable, so this shows among equals only
            Collections.reverse(rows);
        }
        if (sort.equals(CREATED_AT)) {
            Comparator<StoredDocument> byCreation = Comparator.comparing(StoredDocument::createdAt);
            rows.sort(ascending ? byCreation : byCreation.reversed());
            return rows.stream();
        }
        // the database puts missing values last going up and first going down
        Comparator<Row> byText = Comparator.comparing(Row::key, Comparator.nullsLast(Comparator.naturalOrder()));
        return rows.stream()
                .map(document -> new Row(document, key(document)))
                .sorted(ascending ? byText : byText.reversed())
                .map(Row::document);
    }

    /** Any field but the creation time sorts as text. */
    private String key(StoredDocument document) {
        return FieldText.ofColumn(document.data().get(sort));
    }

    private record Row(StoredDocument document, String key) {}
}
