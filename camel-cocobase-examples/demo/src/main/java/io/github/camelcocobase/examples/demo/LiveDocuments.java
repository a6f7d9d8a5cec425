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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;

/** A copy of the collections, kept by their changes: a create or an update puts, a delete removes. */
class LiveDocuments {

    /** A page is not a database: of a larger collection the newest documents are kept. */
    static final int DOCUMENTS_PER_COLLECTION = 100;

    private static final int CHANGES = 60;

    private final Map<String, Map<String, Map<String, Object>>> collections = new TreeMap<>();
    private final Deque<Change> changes = new ArrayDeque<>();
    private long changeCount;

    synchronized Change apply(
            @Header(CocobaseConstants.EVENT_TYPE) String event,
            @Header(CocobaseConstants.COLLECTION) String collection,
            @Header(CocobaseConstants.DOCUMENT_ID) String id,
            @Header(Exchange.MESSAGE_TIMESTAMP) long receivedAt,
            @Body Map<String, Object> data) {
        Map<String, Map<String, Object>> documents = collections.computeIfAbsent(collection, name -> new Newest());
        Map<String, Object> before =
                switch (event) {
                    case "create", "update" -> documents.put(id, data);
                    case "delete" -> documents.remove(id);
                    default -> throw new IllegalArgumentException("unknown event " + event);
                };
        Change change =
                Change.of(++changeCount, receivedAt, event, collection, id, before == null ? Map.of() : before, data);
        changes.addFirst(change.withoutData());
        if (changes.size() > CHANGES) {
            changes.removeLast();
        }
        return change;
    }

    /** All that a page needs to begin with. */
    synchronized State state() {
        List<Document> documents = new ArrayList<>();
        collections.forEach(
                (collection, byId) -> byId.forEach((id, data) -> documents.add(new Document(collection, id, data))));
        return new State(changeCount, documents, List.copyOf(changes), DOCUMENTS_PER_COLLECTION);
    }

    record State(long changeCount, List<Document> documents, Collection<Change> changes, int documentsPerCollection) {}

    record Document(String collection, String id, Map<String, Object> data) {}

    private static final class Newest extends LinkedHashMap<String, Map<String, Object>> {

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > DOCUMENTS_PER_COLLECTION;
        }
    }
}
