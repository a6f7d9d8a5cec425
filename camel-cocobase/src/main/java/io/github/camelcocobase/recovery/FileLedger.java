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
    private static final String FORMAT = "camel-cocobase-ledger 1";

    private static final int CACHE_MEGABYTES = 8;
    private static final int COMMIT_AFTER = 2_000;
    private static final long COMPACTION_NANOS_AT_CLOSE = 200_000_000L;
    private static final int FILL_RATE = 50;
    private static final int COMPACTION_BYTES = 4 * 1024 * 1024;

    private final Path file;

    // all guarded by this

    private MVStore store;
    private MVMap<String, byte[]> documents;
    private MVMap<String, String> properties;
    private MVMap<String, byte[]> censusSeen;
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
                restrictAccess();
            } else if (!FORMAT.equals(properties.get("format"))) {
                throw new LedgerException("The document ledger " + file + " has the format \""
                        + properties.get("format") + "\"; this version knows \"" + FORMAT + "\". It was left as it is");
            }
            documents = map("documents");
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

    private void restrictAccess() {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException | UnsupportedOperationException e) {
            // not a POSIX file system: the directory's own rights hold
        }
    }

    private MVMap<String, byte[]> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public synchronized Fingerprint get(String id) {
        byte[] value = access(() -> documents.get(id));
        if (value == null) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        return new Fingerprint(buffer.getLong(), buffer.getLong());
    }

    @Override
    public synchronized void put(String id, Fingerprint fingerprint) {
        byte[] value = ByteBuffer.allocate(16)
                .putLong(fingerprint.high())
                .putLong(fingerprint.low())
                .array();
        uncommitted.documents.put(id, value);
        access(() -> documents.put(id, value));
        changed();
    }

    @Override
    public synchronized void remove(String id) {
        uncommitted.documents.put(id, null);
        access(() -> documents.remove(id));
        changed();
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
            String from = id == null ? documents.firstKey() : documents.higherKey(id);
            List<String> ids = new ArrayList<>();
            if (from != null) {
                Iterator<String> keys = documents.keyIterator(from);
                while (ids.size() < max && keys.hasNext()) {
                    ids.add(keys.next());
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
        access(() -> store.commit());
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
        uncommitted.beginCensus();
        access(() -> {
            censusSeen = map("census");
            censusSeen.clear();
            return null;
        });
        return new SeenOnDisk();
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
        uncommitted.documents.forEach((id, value) -> {
            if (value == null) {
                documents.remove(id);
            } else {
                documents.put(id, value);
            }
        });
        properties.putAll(uncommitted.properties);
        if (censusSeen != null) {
            censusSeen = map("census");
            if (uncommitted.censusBegun) {
                censusSeen.clear();
            }
            uncommitted.seen.forEach(id -> censusSeen.put(id, SeenOnDisk.SEEN));
        }
    }

    /** What the file would lack if the store were closed now. */
    private static final class Uncommitted {

        /** Null for one that was removed. */
        private final Map<String, byte[]> documents = new HashMap<>();

        private final Map<String, String> properties = new HashMap<>();
        private final Set<String> seen = new HashSet<>();
        private boolean censusBegun;

        private void beginCensus() {
            censusBegun = true;
            seen.clear();
        }

        private boolean isEmpty() {
            return documents.isEmpty() && properties.isEmpty() && seen.isEmpty() && !censusBegun;
        }

        private void clear() {
            documents.clear();
            properties.clear();
            seen.clear();
            censusBegun = false;
        }
    }

    /** Keeps what was seen in the file, too: the heap stays flat. */
    private final class SeenOnDisk extends OrderedCensus {

        private static final byte[] SEEN = {};

        @Override
        public void seen(String id) {
            synchronized (FileLedger.this) {
                uncommitted.seen.add(id);
                access(() -> censusSeen.put(id, SEEN));
                changed();
            }
        }

        @Override
        boolean isSeen(String id) {
            synchronized (FileLedger.this) {
                return access(() -> censusSeen.containsKey(id));
            }
        }

        @Override
        List<String> idsAfter(String id, int max) {
            return FileLedger.this.idsAfter(id, max);
        }
    }
}
