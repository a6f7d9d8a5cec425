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
package io.github.camelcocobase.examples.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One change of a document, as the log and the page tell it.
 *
 * @param number 1 for the first change since the start
 * @param receivedAt in milliseconds since the epoch
 * @param event create, update or delete
 * @param title what a person calls the document
 * @param details a create's fields, or what an update changed
 * @param data the document's fields after the change; empty for a delete
 */
record Change(
        long number,
        long receivedAt,
        String event,
        String collection,
        String id,
        String title,
        String details,
        Map<String, Object> data) {

    static Change of(
            long number,
            long receivedAt,
            String event,
            String collection,
            String id,
            Map<String, Object> before,
            Map<String, Object> after) {
        // a delete may come with the document's fields or without
        String title = title(id, after.isEmpty() ? before : after);
        boolean deleted = event.equals("delete");
        String details = deleted ? "" : before.isEmpty() ? fields(after) : difference(before, after);
        Map<String, Object> data = deleted ? Map.of() : after;
        return new Change(number, receivedAt, event, collection, id, cut(title, 200), cut(details, 300), data);
    }

    /** Enough to be told again, at little cost. */
    Change withoutData() {
        return new Change(number, receivedAt, event, collection, id, title, details, Map.of());
    }

    /** One aligned line. */
    @Override
    public String toString() {
        return oneLine("%-6s  %-8s  %-22s  %s".formatted(event, collection, cut(oneLine(title), 22), cut(details, 80)));
    }

    private static String title(String id, Map<String, Object> data) {
        return titleField(data).map(field -> String.valueOf(data.get(field))).orElse(id);
    }

    private static Optional<String> titleField(Map<String, Object> data) {
        return data.containsKey("name")
                ? Optional.of("name")
                : data.keySet().stream().findFirst();
    }

    private static String fields(Map<String, Object> data) {
        String titleField = titleField(data).orElse(null);
        return data.entrySet().stream()
                .filter(field -> !field.getKey().equals(titleField))
                .map(field -> field.getKey() + ": " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String difference(Map<String, Object> before, Map<String, Object> after) {
        Map<String, Object> all = new LinkedHashMap<>(before);
        all.putAll(after);
        return all.keySet().stream()
                .filter(field -> !Objects.equals(before.get(field), after.get(field)))
                .map(field ->
                        field + ": " + before.getOrDefault(field, "none") + " -> " + after.getOrDefault(field, "none"))
                .collect(Collectors.joining(", "));
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }

    /** Values come from outside: none may begin a new line in the log, or send the terminal a control sequence. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{C}", " ").stripTrailing();
    }
}
