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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.apache.camel.Message;

/** A route's copy of what a {@link RandomWriter} writes. It notices events that cannot be. */
final class Replica {

    private final String name;
    private final RandomWriter writer;
    private final BooleanSupplier keepsOrder;
    private final Consumer<String> violations;

    // guarded by this

    private final Map<String, String> documents = new HashMap<>();
    private final Map<String, Integer> newestHeard = new HashMap<>();
    private final Map<String, Integer> newestLive = new HashMap<>();

    /**
     * @param keepsOrder whether the server publishes the changes of a document in their order
     * @param violations hears of each event that cannot be
     */
    Replica(String name, RandomWriter writer, BooleanSupplier keepsOrder, Consumer<String> violations) {
        this.name = name;
        this.writer = writer;
        this.keepsOrder = keepsOrder;
        this.violations = violations;
    }

    /** Hears of an event, whatever the route makes of it. */
    synchronized void hear(Message message) {
        String id = id(message);
        if (isDelete(message)) {
            if (!writer.hasDeleted(id)) {
                violations.accept(name + ": a delete of " + id + " was reported, which never was deleted");
            }
            return;
        }
        boolean live = "live".equals(message.getHeader(CocobaseConstants.ORIGIN));
        int version = (int) ((Map<?, ?>) message.getBody()).get("v");
        if (!live && version < newestHeard.getOrDefault(id, -1)) {
            violations.accept(name + ": version " + version + " of " + id + " was read after version "
                    + newestHeard.get(id) + " was heard");
        }
        if (live && keepsOrder.getAsBoolean() && version < newestLive.getOrDefault(id, -1)) {
            violations.accept(
                    name + ": version " + version + " of " + id + " came after version " + newestLive.get(id));
        }
        newestHeard.merge(id, version, Math::max);
        if (live) {
            newestLive.merge(id, version, Math::max);
        }
    }

    /** Does what the event says. */
    synchronized void apply(Message message) {
        if (isDelete(message)) {
            documents.remove(id(message));
        } else {
            documents.put(id(message), message.getBody().toString());
        }
    }

    private static String id(Message message) {
        return message.getHeader(CocobaseConstants.DOCUMENT_ID, String.class);
    }

    private static boolean isDelete(Message message) {
        return "delete".equals(message.getHeader(CocobaseConstants.EVENT_TYPE));
    }

    /** {@return whether there is a document with this id} */
    synchronized boolean has(String id) {
        return documents.containsKey(id);
    }

    /** {@return whether it holds the documents that exist} */
    synchronized boolean isEqual() {
        return documents.equals(writer.documents());
    }

    /** {@return in which documents it differs, a few of them in full} */
    synchronized String difference() {
        Map<String, String> server = writer.documents();
        Set<String> ids = new HashSet<>(server.keySet());
        ids.addAll(documents.keySet());
        List<String> differences = new ArrayList<>();
        for (String id : ids) {
            if (!String.valueOf(server.get(id)).equals(String.valueOf(documents.get(id)))) {
                differences.add(id + " is " + documents.get(id) + " instead of " + server.get(id));
            }
        }
        return name + ": " + differences.size() + " documents differ: "
                + differences.subList(0, Math.min(3, differences.size()));
    }

    /** Forgets the documents, as a process that is killed does. */
    synchronized void clear() {
        documents.clear();
    }

    /** Forgets the history of documents that no longer exist. */
    synchronized void forgetDeleted() {
        Set<String> existing = writer.documents().keySet();
        newestHeard.keySet().retainAll(existing);
        newestLive.keySet().retainAll(existing);
        documents.keySet().retainAll(existing);
    }
}
