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
package io.github.camelcocobase.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A census for a ledger that can be read on from an id, so that asking for the next unseen ones costs no full scan. */
abstract class OrderedCensus implements Census {

    /** How many ids are read at a time. */
    static final int CHUNK = 1000;

    private String last;
    private List<String> chunk = List.of();
    private int next;

    /** {@return ids of the ledger that come after another one in its order, the first ones for null; empty at the end} */
    abstract List<String> idsAfter(String id, int max);

    abstract boolean isSeen(String id);

    @Override
    public long unseenCount() {
        long count = 0;
        Predicate<String> unseen = id -> !isSeen(id);
        List<String> ids = idsAfter(null, CHUNK);
        while (!ids.isEmpty()) {
            count += ids.stream().filter(unseen).count();
            ids = idsAfter(ids.get(ids.size() - 1), CHUNK);
        }
        return count;
    }

    @Override
    public List<String> unseen(int max) {
        List<String> unseen = new ArrayList<>();
        while (unseen.size() < max && hasNext()) {
            String id = chunk.get(next++);
            if (!isSeen(id)) {
                unseen.add(id);
                seen(id);
            }
        }
        return unseen;
    }

    private boolean hasNext() {
        if (next == chunk.size()) {
            chunk = idsAfter(last, CHUNK);
            next = 0;
            last = chunk.isEmpty() ? last : chunk.get(chunk.size() - 1);
        }
        return !chunk.isEmpty();
    }
}
