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
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A ledger that is gone with the process. Documents whose id is a UUID, as on all known servers, are in one array of
 * {@code long}s with open addressing: 32 bytes a slot, 43 to 96 bytes a document. Other ids take an entry of a Map.
 */
public final class MemoryLedger implements DocumentLedger {

    private static final int INITIAL_CAPACITY = 64;
    private static final int SLOT = 4;

    /** In place of a fingerprint: the document was seen by the census, but is not known. */
    private static final long NOT_KNOWN = 0;

    // all guarded by this

    /** For each slot the id and the fingerprint, two {@code long}s each. An id of zeros is a free slot. */
    private long[] slots = new long[SLOT * INITIAL_CAPACITY];

    private int used;
    private int known;
    private SlotCensus census;

    private final Map<String, Fingerprint> others = new HashMap<>();
    private final Map<String, String> properties = new HashMap<>();

    /** Makes an empty ledger. */
    public MemoryLedger() {}

    @Override
    public synchronized Fingerprint get(String id) {
        UUID uuid = UuidText.parse(id);
        if (uuid == null) {
            return others.get(id);
        }
        int slot = find(uuid);
        return isFree(slot) || !isKnown(slot) ? null : fingerprint(slot);
    }

    @Override
    public synchronized void put(String id, Fingerprint fingerprint) {
        UUID uuid = UuidText.parse(id);
        if (uuid == null) {
            others.put(id, fingerprint);
            return;
        }
        if (fingerprint.high() == NOT_KNOWN && fingerprint.low() == NOT_KNOWN) {
            throw new IllegalArgumentException("A fingerprint of zeros");
        }
        int slot = claim(uuid);
        if (!isKnown(slot)) {
            known++;
        }
        slots[SLOT * slot + 2] = fingerprint.high();
        slots[SLOT * slot + 3] = fingerprint.low();
    }

    @Override
    public synchronized void remove(String id) {
        UUID uuid = UuidText.parse(id);
        if (uuid == null) {
            others.remove(id);
            return;
        }
        int slot = find(uuid);
        if (!isFree(slot)) {
            free(slot);
        }
    }

    @Override
    public synchronized long size() {
        return known + (long) others.size();
    }

    @Override
    public synchronized void forEach(Visitor visitor) {
        for (int slot = 0; slot < capacity(); slot++) {
            if (!isFree(slot) && isKnown(slot)) {
                visitor.visit(id(slot), fingerprint(slot));
            }
        }
        others.forEach(visitor::visit);
    }

    @Override
    public synchronized String property(String name) {
        return properties.get(name);
    }

    @Override
    public synchronized void setProperty(String name, String value) {
        properties.put(name, value);
    }

    @Override
    public void flush() {
        // there is nowhere to write to
    }

    @Override
    public boolean outlivesProcess() {
        return false;
    }

    @Override
    public synchronized Census census() {
        census = null;
        forgetUnknown();
        census = new SlotCensus();
        return census;
    }

    /** Frees what an earlier census has claimed for documents that have not become known since. */
    private void forgetUnknown() {
        for (int slot = 0; slot < capacity(); slot++) {
            // freeing a slot may move another one into it
            while (!isFree(slot) && !isKnown(slot)) {
                free(slot);
            }
        }
    }

    @Override
    public void close() {
        // nothing is open
    }

    // ---- slots

    private int capacity() {
        return slots.length / SLOT;
    }

    private boolean isFree(int slot) {
        return slots[SLOT * slot] == 0 && slots[SLOT * slot + 1] == 0;
    }

    private boolean isKnown(int slot) {
        return slots[SLOT * slot + 2] != NOT_KNOWN || slots[SLOT * slot + 3] != NOT_KNOWN;
    }

    private Fingerprint fingerprint(int slot) {
        return new Fingerprint(slots[SLOT * slot + 2], slots[SLOT * slot + 3]);
    }

    private String id(int slot) {
        return new UUID(slots[SLOT * slot], slots[SLOT * slot + 1]).toString();
    }

    private int home(long high, long low) {
        return UuidText.spread(high, low) & capacity() - 1;
    }

    private int find(UUID id) {
        return find(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private int find(long high, long low) {
        int slot = home(high, low);
        while (!isFree(slot) && (slots[SLOT * slot] != high || slots[SLOT * slot + 1] != low)) {
            slot = slot + 1 & capacity() - 1;
        }
        return slot;
    }

    private int claim(UUID id) {
        int slot = find(id);
        if (!isFree(slot)) {
            return slot;
        }
        if (used >= capacity() / 4 * 3) {
            grow();
            slot = find(id);
        }
        slots[SLOT * slot] = id.getMostSignificantBits();
        slots[SLOT * slot + 1] = id.getLeastSignificantBits();
        used++;
        return slot;
    }

    private void grow() {
        long[] old = slots;
        BitSet oldSeen = census == null ? null : census.takeSeen();
        slots = new long[2 * old.length];
        for (int from = 0; from < old.length / SLOT; from++) {
            if (old[SLOT * from] != 0 || old[SLOT * from + 1] != 0) {
                int to = find(old[SLOT * from], old[SLOT * from + 1]);
                System.arraycopy(old, SLOT * from, slots, SLOT * to, SLOT);
                if (oldSeen != null && oldSeen.get(from)) {
                    census.seen.set(to);
                }
            }
        }
    }

    /** Frees a slot and moves up those behind it that had to give way to it. */
    private void free(int slot) {
        if (isKnown(slot)) {
            known--;
        }
        used--;
        int mask = capacity() - 1;
        int hole = slot;
        for (int next = hole + 1 & mask; !isFree(next); next = next + 1 & mask) {
            int home = home(slots[SLOT * next], slots[SLOT * next + 1]);
            if ((next - home & mask) >= (next - hole & mask)) {
                System.arraycopy(slots, SLOT * next, slots, SLOT * hole, SLOT);
                if (census != null) {
                    census.moved(next, hole);
                }
                hole = next;
            }
        }
        for (int i = 0; i < SLOT; i++) {
            slots[SLOT * hole + i] = 0;
        }
        if (census != null) {
            census.seen.clear(hole);
        }
    }

    /** One bit for each slot; ids that are not known take a slot too. */
    private final class SlotCensus implements Census {

        private BitSet seen = new BitSet();
        private final Set<String> othersSeen = new HashSet<>();

        /** Where the search for what was not seen goes on. */
        private int next;

        private BitSet takeSeen() {
            BitSet taken = seen;
            seen = new BitSet();
            next = 0;
            return taken;
        }

        private void moved(int from, int to) {
            seen.set(to, seen.get(from));
            next = Math.min(next, to);
        }

        @Override
        public void seen(String id) {
            synchronized (MemoryLedger.this) {
                UUID uuid = UuidText.parse(id);
                if (uuid == null) {
                    othersSeen.add(id);
                } else {
                    // claiming a slot may replace the bits
                    int slot = claim(uuid);
                    seen.set(slot);
                }
            }
        }

        @Override
        public long unseenCount() {
            synchronized (MemoryLedger.this) {
                long count = others.keySet().stream()
                        .filter(id -> !othersSeen.contains(id))
                        .count();
                for (int slot = seen.nextClearBit(0); slot < capacity(); slot = seen.nextClearBit(slot + 1)) {
                    count += !isFree(slot) && isKnown(slot) ? 1 : 0;
                }
                return count;
            }
        }

        @Override
        public List<String> unseen(int max) {
            synchronized (MemoryLedger.this) {
                List<String> unseen = new ArrayList<>();
                for (next = seen.nextClearBit(next);
                        next < capacity() && unseen.size() < max;
                        next = seen.nextClearBit(next)) {
                    if (!isFree(next) && isKnown(next)) {
                        unseen.add(id(next));
                        seen.set(next);
                    } else {
                        next++;
                    }
                }
                for (String id : others.keySet()) {
                    if (unseen.size() < max && othersSeen.add(id)) {
                        unseen.add(id);
                    }
                }
                return unseen;
            }
        }
    }
}
