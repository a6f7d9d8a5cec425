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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The live watches of one collection. The collection's lock guards the order in which changes are queued; the queues
 * are flushed outside of it.
 */
final class Watchers {

    private final Backend backend;
    private final List<WatchConnection> live = new CopyOnWriteArrayList<>();
    private final CollectionIdentity foreignTenant;
    /** Those that are confirmed, but not yet attached. */
    private final List<WatchConnection> settling = new CopyOnWriteArrayList<>();

    private Change heldBack;

    Watchers(Backend backend, CollectionIdentity foreignTenant) {
        this.backend = backend;
        this.foreignTenant = foreignTenant;
    }

    int size() {
        return live.size();
    }

    void settles(WatchConnection connection) {
        settling.add(connection);
    }

    /** Attaches those whose time has come, before something happens that they are to hear of. */
    void attachDue() {
        for (WatchConnection connection : settling) {
            if (connection.isAttachDue()) {
                connection.attach();
            }
        }
    }

    void add(WatchConnection connection) {
        settling.remove(connection);
        live.add(connection);
    }

    void remove(WatchConnection connection) {
        settling.remove(connection);
        live.remove(connection);
    }

    /** Queues the event of a change for all whom it concerns. */
    void queue(CollectionIdentity collection, Change change) {
        if (live.isEmpty()) {
            // nor may an older event reach a watch that comes after this change
            heldBack = null;
            return;
        }
        if (heldBack != null) {
            Change earlier = heldBack;
            heldBack = null;
            send(collection, change);
            send(collection, earlier);
        } else if (backend.faults().reorderNeighbours.on()) {
            heldBack = change;
        } else {
            send(collection, change);
        }
    }

    /** Whether an event waits for a successor to change places with. */
    boolean holdsBack() {
        return heldBack != null;
    }

    void release(CollectionIdentity collection) {
        if (heldBack != null) {
            Change earlier = heldBack;
            heldBack = null;
            send(collection, earlier);
        }
    }

    private void send(CollectionIdentity collection, Change change) {
        List<WireFrame> frames = new ArrayList<>(2);
        if (backend.faults().crossTenantLeak.on()) {
            frames.add(leaked(collection, change));
        }
        WireFrame event = backend.eventShape().frame(collection, change);
        frames.add(event);
        if (backend.faults().duplicateEvents.on()) {
            frames.add(event);
        }
        for (WatchConnection connection : live) {
            if (connection.wants(change)) {
                frames.forEach(connection::queueEvent);
            }
        }
    }

    /** Another tenant's document, so that a client which takes it for its own is found out. */
    private WireFrame leaked(CollectionIdentity collection, Change change) {
        CollectionIdentity foreign =
                new CollectionIdentity(foreignTenant.id(), collection.name(), foreignTenant.createdAt());
        StoredDocument own = change.document();
        String id = UUID.nameUUIDFromBytes((foreign.id() + own.id()).getBytes(StandardCharsets.UTF_8))
                .toString();
        StoredDocument theirs = new StoredDocument(id, "{\"tenant\":\"another\"}", own.createdAt(), own.updatedAt());
        return backend.eventShape().frame(foreign, new Change(change.type(), theirs, null));
    }

    void queue(List<WireFrame> frames) {
        for (WatchConnection connection : live) {
            frames.forEach(connection::queueEvent);
        }
    }

    void flush() {
        for (WatchConnection connection : live) {
            connection.flush();
        }
    }
}
