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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A watch's filters in the cloud service: all must hold, there are no or-groups, a missing field fails all but
 * {@code isnull}, the new state is looked at, and deletes pass unseen.
 */
final class CloudEventFilter implements EventFilter {

    private final Backend backend;
    private final Map<String, Object> filters;

    CloudEventFilter(Backend backend, Map<String, Object> filters) {
        this.backend = backend;
        this.filters = filters;
    }

    @Override
    public Map<String, Object> asSent() {
        return filters;
    }

    @Override
    public boolean accepts(Change change) {
        if (filters.isEmpty() || change.type() == ChangeType.DELETE) {
            return true;
        }
        Map<String, Object> subject = backend.faults().envelopeFilterBug.on() ? envelope(change) : change.data();
        return filters.entrySet().stream().allMatch(entry -> holds(subject, entry.getKey(), entry.getValue()));
    }

    /** What the cloud service's code hands to its filter: the document around the user's fields. */
    private static Map<String, Object> envelope(Change change) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("data", change.data());
        envelope.put("id", change.document().id());
        envelope.put("created_at", Timestamps.format(change.document().createdAt(), true));
        return envelope;
    }

    private boolean holds(Map<String, Object> subject, String key, Object value) {
        FilterKey parsed = FilterKey.parse(key);
        Operator operator = parsed.operator() == null ? Operator.EQ : parsed.operator();
        String stored = text(subject.get(parsed.field()));
        if (operator == Operator.ISNULL) {
            if (value instanceof Boolean && backend.profile() == Profile.SERVER) {
                // its code expects text here, fails, and drops the event
                return false;
            }
            return (stored == null) == FieldText.isTrue(String.valueOf(value));
        }
        String wanted = text(value);
        if (stored == null || wanted == null) {
            return false;
        }
        return switch (operator) {
            case EQ -> stored.equals(wanted);
            case NE -> !stored.equals(wanted);
            case IN -> FieldText.list(wanted).contains(stored);
            case NOTIN -> !FieldText.list(wanted).contains(stored);
            case CONTAINS -> lower(stored).contains(lower(wanted));
            case STARTSWITH -> lower(stored).startsWith(lower(wanted));
            case ENDSWITH -> lower(stored).endsWith(lower(wanted));
            default -> compare(operator, FieldText.number(stored), FieldText.number(wanted));
        };
    }

    private static boolean compare(Operator operator, BigDecimal stored, BigDecimal wanted) {
        return stored != null && wanted != null && operator.holds(stored.compareTo(wanted));
    }

    private String text(Object value) {
        return backend.profile() == Profile.SERVER ? FieldText.ofPython(value) : FieldText.ofColumn(value);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
