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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger in a file, by H2's MVStore ({@code com.h2database:h2-mvstore}). It holds ids and fingerprints, nothing of the
 * documents' contents, and can be read by its owner only. Heap use does not grow with the number of documents, and there
 * is no thread behind it.
 *
 * <p>It outlives a kill of the process at any moment: the file is only ever appended to or written where nothing is in
 * use. It does not wait for the disk at each write: after a power failure, what the operating system had not written yet
 * is missing. While the disk is full, changes are kept in the heap and tried again at each flush. One process at a time can
 * have it open.
 */
public final class FileLedger implements DocumentLedger {

    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);

    /** Changes with the layout. What has another one is refused. */
    private static final String FORMAT = "camel-cocobase-ledger 2";

    private static final int CACHE_MEGABYTES = 8;
    /** Documents come in no order of their ids: each change writes a page, each look at one reads a page. */
    private static final int KEYS_PER_PAGE = 24;

    private static final int COMMIT_AFTER = 2_000;
    private static final long COMPACTION_NANOS_AT_CLOSE = 200_000_000L;
    private static final int FILL_RATE = 50;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    private final Path file;

    // all guarded by this

    private MVStore store;
    private MVMap<Object, byte[]> documents;
    private MVMap<String, String> properties;
    private final DocumentNumbers numbers = new DocumentNumbers();
    /** The one that was begun last; null if none was. */
    private SeenByNumber census;

    private int changes;
    private final Uncommitted uncommitted = new Uncommitted();
    private boolean closed;

    /**
     * Opens the ledger, or begins one.
     *
     * @param file the file; directories that are missing are made; not null
     * @throws LedgerException if another process has it open, or if it is none of this version's ledgers, or damaged
     */
    public FileLedger(Path file) {
        this.file = file;
        prepare();
        open();
        if (SparseFile.isSparse(file, documents.sizeAsLong())
                && SparseFile.replace(file, List.of(documents, properties, numbers.free()))) {
            store.closeImmediately();
            open();
        }
    }

    private void prepare() {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            if (!Files.exists(file)) {
                return;
            }
            if (Files.size(file) == 0) {
                throw new LedgerException(
                        "The document ledger " + file + " is an empty file: it is damaged. " + wayOut());
            }
        } catch (IOException e) {
            throw new LedgerException("The document ledger " + file + " cannot be opened: " + e, e);
        }
    }

    private String wayOut() {
        return "It was left as it is. Restore it from a backup, or delete it to start over as on the first day";
    }

    private void open() {
        boolean isNew = !Files.exists(file);
        try {
            store = new MVStore.Builder()
                    .fileName(file.toString())
                    .cacheSize(CACHE_MEGABYTES)
                    .keysPerPage(KEYS_PER_PAGE)
                    .autoCommitDisabled()
                    .autoCommitBufferSize(0)
                    .open();
        } catch (MVStoreException e) {
            throw new LedgerException(
                    e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                            ? "The document ledger " + file + " is in use by another process or endpoint"
                            : "The document ledger " + file + " cannot be read: " + firstLine(e) + ". " + wayOut(),
                    e);
        } catch (NoClassDefFoundError e) {
            throw new LedgerException(missingLibrary(), e);
        }
        try {
            if (!isNew && !store.hasMap("properties")) {
                throw new LedgerException("The file " + file + " is no document ledger. " + wayOut());
            }
            properties = store.openMap(
                    "properties",
                    new MVMap.Builder<String, String>()
                            .keyType(StringDataType.INSTANCE)
                            .valueType(StringDataType.INSTANCE));
            if (isNew) {
                properties.put("format", FORMAT);
                restrictAccess(file);
            } else if (!FORMAT.equals(properties.get("format"))) {
                throw new LedgerException("The document ledger " + file + " has the format \""
                        + properties.get("format") + "\"; this version knows \"" + FORMAT + "\". It was left as it is");
            }
            documents = store.openMap(
                    "documents",
                    new MVMap.Builder<Object, byte[]>()
                            .keyType(DocumentKeyType.INSTANCE)
                            .valueType(ByteArrayDataType.INSTANCE));
            numbers.open(store, properties);
            store.commit();
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw new LedgerException(
                    "The document ledger " + file + " cannot be read: " + firstLine(e) + ". " + wayOut(), e);
        } catch (LedgerException e) {
            store.closeImmediately();
            throw e;
        }
    }

    static String missingLibrary() {
        return "A document ledger in a file needs the library com.h2database:h2-mvstore (or h2), version 2.x, on the"
                + " class path";
    }

    /** Lets nobody but the owner read or write a file, where the file system knows such a thing. */
    static void restrictAccess(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            // not a POSIX file system: the directory's own rights hold
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public synchronized Fingerprint get(String id) {
        Entry entry = entry(DocumentKeyType.key(id));
        return entry == null ? null : entry.fingerprint();
    }

    private Entry entry(Object key) {
        return Entry.read(access(() -> documents.get(key)));
    }

    @Override
    public synchronized void put(String id, Fingerprint fingerprint) {
        Object key = DocumentKeyType.key(id);
        Entry known = entry(key);
        int number = known == null ? access(numbers::take) : known.number();
        byte[] value = new Entry(fingerprint, number).bytes();
        uncommitted.documents.put(key, value);
        access(() -> documents.put(key, value));
        if (known == null && census != null) {
            census.entered(id, number);
        }
        changed();
    }

    @Override
    public synchronized void remove(String id) {
        Object key = DocumentKeyType.key(id);
        Entry known = entry(key);
        if (known == null) {
            return;
        }
        uncommitted.documents.put(key, null);
        access(() -> {
            removeNow(key, known);
            return null;
        });
        if (census != null) {
            census.removed(known.number());
        }
        changed();
    }

    private void removeNow(Object key, Entry known) {
        documents.remove(key);
        numbers.giveBack(known.number());
    }

    @Override
    public synchronized long size() {
        return access(documents::sizeAsLong);
    }

    @Override
    public void forEach(Visitor visitor) {
        for (List<String> ids = idsAfter(null, OrderedCensus.CHUNK);
                !ids.isEmpty();
                ids = idsAfter(ids.get(ids.size() - 1), OrderedCensus.CHUNK)) {
            for (String id : ids) {
                Fingerprint fingerprint = get(id);
                if (fingerprint != null) {
                    visitor.visit(id, fingerprint);
                }
            }
        }
    }

    private synchronized List<String> idsAfter(String id, int max) {
        return access(() -> {
            Object from = id == null ? documents.firstKey() : documents.higherKey(DocumentKeyType.key(id));
            List<String> ids = new ArrayList<>();
            if (from != null) {
                Iterator<Object> keys = documents.keyIterator(from);
                while (ids.size() < max && keys.hasNext()) {
                    ids.add(DocumentKeyType.id(keys.next()));
                }
            }
            return ids;
        });
    }

    @Override
    public synchronized String property(String name) {
        return access(() -> properties.get("." + name));
    }

    @Override
    public synchronized void setProperty(String name, String value) {
        uncommitted.properties.put("." + name, value);
        access(() -> properties.put("." + name, value));
        changed();
    }

    private void changed() {
        if (++changes >= COMMIT_AFTER) {
            commit();
        }
    }

    private void commit() {
        // if it fails it is tried again after as many changes, or at the next flush
        changes = 0;
        access(() -> {
            numbers.beforeCommit();
            return store.commit();
        });
        uncommitted.clear();
    }

    @Override
    public synchronized void flush() {
        if (!uncommitted.isEmpty() && !closed) {
            commit();
        }
    }

    @Override
    public synchronized Census census() {
        census = new SeenByNumber();
        return census;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            flush();
            access(() -> {
                store.sync();
                return null;
            });
        } finally {
            closed = true;
            tidyUpAndClose();
        }
    }

    /** Everything is committed by now: what goes wrong costs disk space, and no document. */
    private void tidyUpAndClose() {
        try {
            long end = System.nanoTime() + COMPACTION_NANOS_AT_CLOSE;
            while (System.nanoTime() < end && store.compact(FILL_RATE, COMPACTION_BYTES)) {
                // piece by piece
            }
            // without H2's own compaction, which fails now and then while it moves pieces about
            store.close(0);
        } catch (RuntimeException e) {
            LOG.warn("The document ledger {} was not tidied up", file, e);
            store.closeImmediately();
        }
    }

    /**
     * An interrupt of the thread closes the file under the store's hands, and a disk that is full closes the store: it is
     * opened once more then, and what was not committed is entered again.
     */
    private <T> T access(Supplier<T> operation) {
        if (closed) {
            throw new LedgerException("The document ledger " + file + " is closed");
        }
        try {
            return operation.get();
        } catch (MVStoreException | IllegalStateException e) {
            boolean interrupted = Thread.interrupted();
            try {
                store.closeImmediately();
                open();
                enterAgain();
                return operation.get();
            } catch (MVStoreException | IllegalStateException again) {
                again.addSuppressed(e);
                throw new LedgerException("The document ledger " + file + " fails: " + firstLine(again), again);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void enterAgain() {
        // what was given back first: it may have been taken again
        uncommitted.documents.forEach((key, value) -> {
            Entry committed = value == null ? Entry.read(documents.get(key)) : null;
            if (committed != null) {
                removeNow(key, committed);
            }
        });
        uncommitted.documents.forEach((key, value) -> {
            if (value != null) {
                documents.put(key, value);
                numbers.claim(Entry.read(value).number());
            }
        });
        properties.putAll(uncommitted.properties);
    }

    /** What the file would lack if the store were closed now. */
    private static final class Uncommitted {

        /** By key; null for one that was removed. */
        private final Map<Object, byte[]> documents = new HashMap<>();

        private final Map<String, String> properties = new HashMap<>();

        private boolean isEmpty() {
            return documents.isEmpty() && properties.isEmpty();
        }

        private void clear() {
            documents.clear();
            properties.clear();
        }
    }

    /** What the file holds of one document. */
    private record Entry(Fingerprint fingerprint, int number) {

        private static final int BYTES = 2 * Long.BYTES + Integer.BYTES;

        /** @param bytes null leads to null */
        private static Entry read(byte[] bytes) {
            if (bytes == null) {
                return null;
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new Entry(new Fingerprint(buffer.getLong(), buffer.getLong()), buffer.getInt());
        }

        private byte[] bytes() {
            return ByteBuffer.allocate(BYTES)
                    .putLong(fingerprint.high())
                    .putLong(fingerprint.low())
                    .putInt(number)
                    .array();
        }
    }

    /** One bit for each document: the heap stays flat. */
    private final class SeenByNumber extends OrderedCensus {

        private final BitSet seen = new BitSet();

        /** Seen, but not entered yet: those that are on their way to the route, mostly. */
        private final Set<String> expected = new HashSet<>();

        private void entered(String id, int number) {
            if (expected.remove(id)) {
                seen.set(number);
            }
        }

        private void removed(int number) {
            // another document may get it
            seen.clear(number);
        }

        @Override
        public void seen(String id) {
            synchronized (FileLedger.this) {
                Entry entry = entry(DocumentKeyType.key(id));
                if (entry == null) {
                    expected.add(id);
                } else {
                    seen.set(entry.number());
                }
            }
        }

        @Override
        public long unseenCount() {
            synchronized (FileLedger.this) {
                return size() - seen.cardinality();
            }
        }

        @Override
        public List<String> unseen(int max) {
            return unseenCount() == 0 ? List.of() : super.unseen(max);
        }

        @Override
        boolean isSeen(String id) {
            synchronized (FileLedger.this) {
                Entry entry = entry(DocumentKeyType.key(id));
                return entry == null || seen.get(entry.number());
            }
        }

        @Override
        List<String> idsAfter(String id, int max) {
            return FileLedger.this.idsAfter(id, max);
        }
    }
}
