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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a store that has become many times larger than what it holds, because it may not write over what it has
 * freed a moment ago. It is copied then, and replaced in one step: whenever the process is killed, the file is the old one
 * or the new one.
 */
final class SparseFile {

    private static final Logger LOG = LoggerFactory.getLogger(FileLedger.class);

    private static final long LARGE_BYTES = 32L * 1024 * 1024;
    private static final int SPARSE = 8;
    private static final int COMMIT_AFTER = 10_000;

    /** What an entry takes with its share of the pages above it, roughly. */
    private static final int BYTES_PER_ENTRY = 64;

    private SparseFile() {}

    static boolean isSparse(Path file, long entries) {
        try {
            long size = Files.size(file);
            return size > LARGE_BYTES && size / SPARSE > entries * BYTES_PER_ENTRY;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Replaces the file by one that holds the same. The store goes on with the old one, which has no name any more: it is
     * to be closed, and opened anew.
     *
     * @param maps all of the store that has the file open, so that nobody else has
     * @return false if it could not be replaced, and is as it was
     */
    static boolean replace(Path file, List<MVMap<?, ?>> maps) {
        Path copy = file.resolveSibling(file.getFileName() + ".copy");
        try {
            long before = Files.size(file);
            Files.deleteIfExists(copy);
            // before there is anything in it
            Files.createFile(copy);
            FileLedger.restrictAccess(copy);
            try (MVStore target = new MVStore.Builder()
                    .fileName(copy.toString())
                    .autoCommitDisabled()
                    .open()) {
                maps.forEach(map -> copy(map, target));
                target.sync();
            }
            long after = Files.size(copy);
            Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            LOG.info("The document ledger {} was compacted, from {} to {} MB", file, before >> 20, after >> 20);
            return true;
        } catch (IOException | MVStoreException e) {
            // no room for a copy, or a file system that does not replace a file that is open: as large, and as good
            LOG.warn("The document ledger {} could not be compacted: {}", file, e.toString());
            return false;
        } finally {
            delete(copy);
        }
    }

    private static <K, V> void copy(MVMap<K, V> map, MVStore target) {
        MVMap<K, V> copy = target.openMap(
                map.getName(),
                new MVMap.Builder<K, V>().keyType(map.getKeyType()).valueType(map.getValueType()));
        int copied = 0;
        Cursor<K, V> entries = map.cursor(null);
        while (entries.hasNext()) {
            copy.put(entries.next(), entries.getValue());
            if (++copied % COMMIT_AFTER == 0) {
                target.commit();
            }
        }
        target.commit();
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("{} was not deleted", path, e);
        }
    }
}
