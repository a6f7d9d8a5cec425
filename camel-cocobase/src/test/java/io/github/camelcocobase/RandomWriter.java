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
package io.github.camelcocobase;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.Faults;
import io.github.camelcocobase.emulator.StoredDocument;

/** Changes documents of a collection at random. Each change has a version of its own, greater than those before. */
final class RandomWriter {

    private final EmulatedCollection collection;
    private final Faults faults;
    private final Random random;
    private final Set<String> deleted = ConcurrentHashMap.newKeySet();
    private int version;

    RandomWriter(EmulatedCollection collection, Faults faults, Random random) {
        this.collection = collection;
        this.faults = faults;
        this.random = random;
    }

    /** Makes one change, or one batch of them. */
    void operate() {
        List<String> ids =
                collection.documents().stream().map(StoredDocument::id).toList();
        faults.tiedTimestamps(random.nextInt(3) == 0);
        switch (ids.isEmpty() ? 0 : random.nextInt(9)) {
            case 0, 1 -> create();
            case 2, 3, 4 -> collection.update(any(ids), data());
            // the oldest: it moves all others one place forward
            case 5 -> delete(ids.get(random.nextInt(Math.min(3, ids.size()))));
            case 6 -> {
                String again = any(ids);
                delete(again);
                collection.create(again, data());
            }
            case 7 -> {
                collection.createAll(List.of(data(), data(), data()));
                collection.updateAll(Map.of(any(ids), data()));
            }
            default -> {
                Set<String> some = new HashSet<>(List.of(any(ids)));
                some.add(any(ids));
                deleteAll(some);
            }
        }
    }

    void create() {
        collection.create(data());
    }

    /** Deletes so many of the oldest documents that no more than this are left. */
    void shrinkTo(int size) {
        List<String> ids =
                collection.documents().stream().map(StoredDocument::id).toList();
        deleteAll(Set.copyOf(ids.subList(0, Math.max(0, ids.size() - size))));
    }

    private void deleteAll(Set<String> ids) {
        deleted.addAll(ids);
        collection.deleteAll(ids);
    }

    private void delete(String id) {
        deleted.add(id);
        collection.delete(id);
    }

    private String any(List<String> ids) {
        return ids.get(random.nextInt(ids.size()));
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("v", ++version);
        data.put("half", version / 2.0);
        data.put("text", "x".repeat(random.nextInt(20)));
        return data;
    }

    /** {@return whether a document was ever deleted, also if it exists again} */
    boolean hasDeleted(String id) {
        return deleted.contains(id);
    }

    /** Forgets what was deleted, to be called when everybody has heard of it. */
    void forgetDeleted() {
        deleted.clear();
    }

    /** {@return the documents that exist, each by its id} */
    Map<String, String> documents() {
        Map<String, String> documents = new HashMap<>();
        collection
                .documents()
                .forEach(
                        document -> documents.put(document.id(), document.data().toString()));
        return documents;
    }
}
