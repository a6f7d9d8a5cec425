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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one collection, kept in order of creation so that a page deep in a large collection costs no more than
 * the first. Not thread safe: its collection's lock guards it.
 */
final class DocumentTable {

    private final Map<String, StoredDocument> byId = new HashMap<>();
    private final List<StoredDocument> byCreation = new ArrayList<>();

    int size() {
        return byCreation.size();
    }

    StoredDocument get(String id) {
        return byId.get(id);
    }

    /** All rows, oldest first; a live view. */
    List<StoredDocument> rows() {
        return Collections.unmodifiableList(byCreation);
    }

    void append(StoredDocument document) {
        byId.put(document.id(), document);
        byCreation.add(document);
    }

    void replace(StoredDocument document) {
        byCreation.set(positionOf(document), document);
        byId.put(document.id(), document);
    }

    StoredDocument remove(String id) {
        StoredDocument removed = byId.get(id);
        if (removed != null) {
            byCreation.remove(positionOf(removed));
            byId.remove(id);
        }
        return removed;
    }

    void clear() {
        byId.clear();
        byCreation.clear();
    }

    private int positionOf(StoredDocument document) {
        Instant wanted = document.createdAt();
        int low = 0;
        int high = byCreation.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byCreation.get(middle).createdAt().isBefore(wanted)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        // rows of equal creation time stand side by side
        while (!byCreation.get(low).id().equals(document.id())) {
            low++;
        }
        return low;
    }
}
