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
package io.github.camelcocobase.examples.kafka;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.component.kafka.KafkaConstants;

/** What the workers have seen of each order, in the order in which they have seen it. */
public class Journal {

    private static final Pattern REVISION = Pattern.compile("\"revision\":(\\d+)");

    private final Map<String, List<Entry>> entries = new ConcurrentHashMap<>();
    private final Set<String> backwards = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    private final Map<String, Long> newestLive = new ConcurrentHashMap<>();
    private final Map<String, Set<Integer>> partitions = new ConcurrentHashMap<>();
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();

    /** @param revision 0 for a delete, which has no value */
    record Entry(String event, long revision) {
        boolean isDelete() {
            return event.equals("delete");
        }
    }

    /** Is called by the workers' route. */
    public void write(
            @Header(KafkaConstants.KEY) String id,
            @Header(KafkaConstants.PARTITION) int partition,
            @Header("event") byte[] event,
            @Header("origin") byte[] origin,
            @Body String order) {
        Entry entry = new Entry(new String(event, StandardCharsets.UTF_8), revision(order));
        compare(id, entry, new String(origin, StandardCharsets.UTF_8).equals("live"));
        entries.compute(id, (key, list) -> {
            List<Entry> written = list == null ? new ArrayList<>() : list;
            written.add(entry);
            return written;
        });
        partitions.computeIfAbsent(id, key -> ConcurrentHashMap.newKeySet()).add(partition);
        threads.add(Thread.currentThread().getName());
        count.incrementAndGet();
    }

    /**
     * Events come in their order, and what was read is never older than the events before it. It may be newer than events
     * that are still on their way.
     */
    private void compare(String id, Entry entry, boolean live) {
        long revision = entry.isDelete() ? Long.MAX_VALUE : entry.revision();
        Long before = (live ? newestLive : newest).get(id);
        if (before != null && revision < before) {
            backwards.add(id + ": " + entry + (live ? " was pushed" : " was read") + " after revision " + before);
        }
        newest.merge(id, revision, Math::max);
        if (live) {
            newestLive.merge(id, revision, Math::max);
        }
    }

    private static long revision(String order) {
        Matcher matcher = REVISION.matcher(order == null ? "" : order);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    long count() {
        return count.get();
    }

    Set<String> threads() {
        return threads;
    }

    /** {@return what came in another order than is promised} */
    Set<String> backwards() {
        return backwards;
    }

    /** {@return the partitions that each order was in} */
    Map<String, Set<Integer>> partitions() {
        return partitions;
    }

    /** {@return what was seen of each order, without what was seen twice in a row} */
    Map<String, List<Entry>> withoutRepetitions() {
        Map<String, List<Entry>> result = new HashMap<>();
        entries.forEach((id, list) -> {
            List<Entry> kept = new ArrayList<>();
            for (Entry entry : List.copyOf(list)) {
                if (kept.isEmpty() || !kept.get(kept.size() - 1).equals(entry)) {
                    kept.add(entry);
                }
            }
            result.put(id, kept);
        });
        return result;
    }

    /** {@return the latest revision of each order that was not deleted} */
    Map<String, Long> replica() {
        Map<String, Long> result = new HashMap<>();
        withoutRepetitions().forEach((id, list) -> {
            Entry last = list.get(list.size() - 1);
            if (!last.isDelete()) {
                result.put(id, last.revision());
            }
        });
        return result;
    }

    /** {@return the orders of which the last news is that they are gone} */
    Set<String> gone() {
        Set<String> result = new HashSet<>(entries.keySet());
        result.removeAll(replica().keySet());
        return result;
    }
}
