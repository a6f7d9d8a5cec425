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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A collection of the emulator. Every change made here is committed and published exactly as if it had come by REST.
 * Thread safe: changes are published in the order of their commits.
 */
public final class EmulatedCollection {

    /** How long an event waits for another to change places with. */
    private static final long HELD_BACK_MILLIS = 100;

    private final Backend backend;
    private final DocumentTable documents = new DocumentTable();
    private final Watchers watchers;
    private volatile CollectionIdentity identity;

    EmulatedCollection(Backend backend, String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A collection's name must not be empty");
        }
        this.backend = backend;
        this.identity = new CollectionIdentity(
                UUID.randomUUID().toString(), name, backend.clock().commit(false));
        this.watchers =
                new Watchers(backend, new CollectionIdentity(UUID.randomUUID().toString(), name, identity.createdAt()));
    }

    /**
     * The collection's name.
     *
     * @return never empty
     */
    public String name() {
        return identity.name();
    }

    /**
     * The collection's id.
     *
     * @return a UUID
     */
    public String id() {
        return identity.id();
    }

    CollectionIdentity identity() {
        return identity;
    }

    void rename(String newName) {
        identity = new CollectionIdentity(identity.id(), newName, identity.createdAt());
    }

    Watchers watchers() {
        return watchers;
    }

    /**
     * Creates a document.
     *
     * @param data the user's fields
     * @return the new document's id
     */
    public String create(Map<String, ?> data) {
        return create(UUID.randomUUID().toString(), data);
    }

    /**
     * Creates a document with an id of one's own, also one that was deleted before.
     *
     * @param id the id, not in use
     * @param data the user's fields
     * @return the id
     * @throws IllegalArgumentException when the id is in use
     */
    public String create(String id, Map<String, ?> data) {
        insert(id, Json.text(data), Publication.SINGLE);
        return id;
    }

    /**
     * Changes some fields of a document and leaves the others.
     *
     * @param id the document's id
     * @param patch the fields to be set
     * @throws NoSuchElementException when there is no such document
     */
    public void update(String id, Map<String, ?> patch) {
        change(id, merging(patch), Publication.SINGLE).orElseThrow(() -> noSuchDocument(id));
    }

    /**
     * Replaces all fields of a document.
     *
     * @param id the document's id
     * @param data the new fields
     * @throws NoSuchElementException when there is no such document
     */
    public void replace(String id, Map<String, ?> data) {
        change(id, old -> Json.text(data), Publication.SINGLE).orElseThrow(() -> noSuchDocument(id));
    }

    /**
     * Deletes a document.
     *
     * @param id the document's id
     * @return whether there was one
     */
    public boolean delete(String id) {
        return remove(id, Publication.SINGLE).isPresent();
    }

    /**
     * Looks a document up.
     *
     * @param id the document's id
     * @return its present state
     */
    public synchronized Optional<StoredDocument> get(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    /**
     * All documents.
     *
     * @return oldest first
     */
    public synchronized List<StoredDocument> documents() {
        return List.copyOf(documents.rows());
    }

    /**
     * The number of documents.
     *
     * @return from 0
     */
    public synchronized int size() {
        return documents.size();
    }

    /**
     * Creates documents as one batch operation.
     *
     * @param data the user's fields of each
     * @return the new ids
     */
    public List<String> createAll(List<? extends Map<String, ?>> data) {
        List<String> ids = new ArrayList<>(data.size());
        for (Map<String, ?> fields : data) {
            String id = UUID.randomUUID().toString();
            insertUnflushed(id, Json.text(fields), Publication.BATCH);
            ids.add(id);
        }
        flush();
        return ids;
    }

    /**
     * Changes documents as one batch operation.
     *
     * @param patches the fields to be set, by document id; unknown ids are passed over
     * @return the ids of the documents that were changed
     */
    public List<String> updateAll(Map<String, ? extends Map<String, ?>> patches) {
        List<String> changed = new ArrayList<>(patches.size());
        patches.forEach((id, patch) -> {
            if (changeUnflushed(id, merging(patch), Publication.BATCH).isPresent()) {
                changed.add(id);
            }
        });
        flush();
        return changed;
    }

    /**
     * Deletes documents as one batch operation.
     *
     * @param ids the documents' ids; unknown ones are passed over
     * @return the ids of the documents that were deleted
     */
    public List<String> deleteAll(Collection<String> ids) {
        List<String> deleted = new ArrayList<>(ids.size());
        for (String id : ids) {
            if (removeUnflushed(id, Publication.BATCH).isPresent()) {
                deleted.add(id);
            }
        }
        flush();
        return deleted;
    }

    /** Takes documents in without an event, as they would be found at the start. */
    synchronized void seed(List<? extends Map<String, ?>> data) {
        for (Map<String, ?> fields : data) {
            documents.append(newDocument(UUID.randomUUID().toString(), Json.text(fields)));
        }
    }

    /** Forgets all documents without an event. */
    synchronized void clear() {
        documents.clear();
    }

    /** Looks at the rows, oldest first, while nothing changes. */
    synchronized <T> T read(Function<List<StoredDocument>, T> query) {
        return query.apply(documents.rows());
    }

    StoredDocument insert(String id, String json, Publication publication) {
        StoredDocument created = insertUnflushed(id, json, publication);
        flush();
        return created;
    }

    private synchronized StoredDocument insertUnflushed(String id, String json, Publication publication) {
        if (documents.get(id) != null) {
            throw new IllegalArgumentException("Collection '" + name() + "' has a document '" + id + "' already");
        }
        StoredDocument created = newDocument(id, json);
        documents.append(created);
        publish(new Change(ChangeType.CREATE, created, null), publication);
        return created;
    }

    private StoredDocument newDocument(String id, String json) {
        var now = backend.clock().commit(backend.faults().tiedTimestamps.on());
        return new StoredDocument(id, json, now, now);
    }

    Optional<StoredDocument> change(String id, Function<StoredDocument, String> newJson, Publication publication) {
        Optional<StoredDocument> changed = changeUnflushed(id, newJson, publication);
        flush();
        return changed;
    }

    private synchronized Optional<StoredDocument> changeUnflushed(
            String id, Function<StoredDocument, String> newJson, Publication publication) {
        StoredDocument previous = documents.get(id);
        if (previous == null) {
            return Optional.empty();
        }
        StoredDocument updated =
                previous.with(newJson.apply(previous), backend.clock().commit(false));
        documents.replace(updated);
        publish(new Change(ChangeType.UPDATE, updated, previous), publication);
        return Optional.of(updated);
    }

    static Function<StoredDocument, String> merging(Map<String, ?> patch) {
        return document -> {
            Map<String, Object> merged = new LinkedHashMap<>(document.data());
            merged.putAll(patch);
            return Json.text(merged);
        };
    }

    Optional<StoredDocument> remove(String id, Publication publication) {
        Optional<StoredDocument> removed = removeUnflushed(id, publication);
        flush();
        return removed;
    }

    private synchronized Optional<StoredDocument> removeUnflushed(String id, Publication publication) {
        StoredDocument removed = documents.remove(id);
        if (removed != null) {
            publish(new Change(ChangeType.DELETE, removed, null), publication);
        }
        return Optional.ofNullable(removed);
    }

    private void publish(Change change, Publication publication) {
        watchers.attachDue();
        if (publication.allows(change.type(), backend)) {
            watchers.queue(identity, change);
            if (watchers.holdsBack()) {
                backend.schedule(this::releaseHeldBack, HELD_BACK_MILLIS);
            }
        }
    }

    private void releaseHeldBack() {
        synchronized (this) {
            watchers.release(identity);
        }
        flush();
    }

    private void flush() {
        watchers.flush();
    }

    /** Adds a watch if it may go live; whoever sees it live and then makes a change finds it added. */
    synchronized void subscribe(WatchConnection connection, BooleanSupplier goLive) {
        if (goLive.getAsBoolean()) {
            watchers.add(connection);
        }
    }

    void publish(List<WireFrame> frames) {
        synchronized (this) {
            watchers.attachDue();
            watchers.queue(frames);
        }
        flush();
    }

    private NoSuchElementException noSuchDocument(String id) {
        return new NoSuchElementException("Collection '" + name() + "' has no document '" + id + "'");
    }
}
