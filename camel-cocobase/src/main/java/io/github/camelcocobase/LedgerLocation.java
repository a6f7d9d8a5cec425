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

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.sql.DataSource;

import io.github.camelcocobase.recovery.DocumentLedger;
import io.github.camelcocobase.recovery.FileLedger;
import io.github.camelcocobase.recovery.JdbcLedger;
import io.github.camelcocobase.recovery.LedgerException;
import io.github.camelcocobase.recovery.MemoryLedger;
import org.apache.camel.CamelContext;

/** Where a document ledger is: the meaning of the option {@code documentLedger}. */
sealed interface LedgerLocation {

    /** In memory, as long as the consumer lives. */
    record InMemory() implements LedgerLocation {}

    /** In a directory of files, one for each endpoint. */
    record InDirectory(Path directory) implements LedgerLocation {}

    /** In a database, whose data source is in the registry. */
    record InDatabase(String dataSourceName) implements LedgerLocation {}

    /** In a database. */
    record InDataSource(DataSource dataSource) implements LedgerLocation {}

    /** The user's own. */
    record Own(DocumentLedger ledger) implements LedgerLocation {}

    /** What is allowed, for error messages. */
    String ALLOWED = "memory, file:<directory>, jdbc:#<name of a DataSource in the registry>, or #<name of a"
            + " DocumentLedger or DataSource in the registry>";

    /**
     * @param option the option's value; null for the default
     * @return the location; null if the value means none
     */
    static LedgerLocation parse(Object option) {
        if (option instanceof DocumentLedger ledger) {
            return new Own(ledger);
        }
        if (option instanceof DataSource dataSource) {
            return new InDataSource(dataSource);
        }
        if (option != null && !(option instanceof String)) {
            return null;
        }
        String text = option == null ? "memory" : ((String) option).trim();
        if (text.equals("memory")) {
            return new InMemory();
        }
        if (text.startsWith("file:") && text.length() > "file:".length()) {
            try {
                return new InDirectory(Path.of(text.substring("file:".length())));
            } catch (InvalidPathException e) {
                return null;
            }
        }
        if (text.startsWith("jdbc:#") && text.length() > "jdbc:#".length()) {
            return new InDatabase(text.substring("jdbc:#".length()));
        }
        return null;
    }

    /** {@return whether a ledger opened here is ours to close} */
    default boolean isClosedByUs() {
        return !(this instanceof Own) && !(this instanceof InMemory);
    }

    /**
     * Opens the ledger.
     *
     * @param name the ledger's name, from {@link #name}
     * @throws LedgerException if it cannot be opened
     */
    default DocumentLedger open(String name, CamelContext camelContext) {
        if (this instanceof InDirectory files) {
            return openFile(files.directory().resolve(name + ".ledger"));
        }
        if (this instanceof InDatabase database) {
            DataSource dataSource =
                    camelContext.getRegistry().lookupByNameAndType(database.dataSourceName(), DataSource.class);
            if (dataSource == null) {
                throw new LedgerException("Option documentLedger is jdbc:#" + database.dataSourceName()
                        + ", but there is no DataSource of that name in the registry");
            }
            return new JdbcLedger(dataSource, name);
        }
        if (this instanceof InDataSource database) {
            return new JdbcLedger(database.dataSource(), name);
        }
        return this instanceof Own own ? own.ledger() : new MemoryLedger();
    }

    private static DocumentLedger openFile(Path file) {
        try {
            return new FileLedger(file);
        } catch (NoClassDefFoundError e) {
            throw new LedgerException(
                    "Option documentLedger is file:..., which needs the library com.h2database:h2-mvstore, version 2.x,"
                            + " on the class path",
                    e);
        }
    }

    /**
     * {@return the name of an endpoint's ledger: readable, fit for a file, and different for every server, collection,
     * connection name and recovery mode} The members of a cluster have all of these in common.
     */
    static String name(EndpointOptions options) {
        String collection = options.watch().collection();
        String identity = String.join(
                "\n",
                options.watch().baseUrl().toString(),
                collection,
                options.watch().name(),
                options.recovery().mode().name());
        String readable = collection.replaceAll("[^A-Za-z0-9_-]", "_");
        return readable.substring(0, Math.min(24, readable.length())) + "-" + hash(identity);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
