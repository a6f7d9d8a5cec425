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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A ledger in a database, by plain SQL: two tables, {@code cocobase_ledger} and {@code cocobase_ledger_property}, which
 * are made on first use, or beforehand by whoever is allowed to. Many ledgers share them, each under its own name.
 *
 * <p>The members of a cluster share one ledger. Only one of them is meant to write at a time; where two overlap for a
 * moment, the last writer wins, and whatever one writes its own route has completed: the worst is that a document is
 * offered once more.
 *
 * <p>Changes are written in batches, in order of the ids, in one transaction each: when 500 have come together, and at
 * {@link #flush()}. A batch that collides with another node's is repeated. While the database is away, changes are kept,
 * up to 100,000, and only {@link #flush()} tries to write them; later ones are forgotten, which leads to documents being
 * offered once more.
 */
public final class JdbcLedger implements DocumentLedger {

    private static final String FORMAT = "1";

    /** The name under which the tables' own properties are kept. */
    private static final String TABLES = "*";

    private static final int BATCH = 500;
    private static final int MOST_KEPT = 100_000;
    private static final int IDS_PER_SELECT = 100;
    private static final int LONGEST_ID = 512;
    private static final Pattern ESCAPED = Pattern.compile("\\\\[0\\\\]");

    /** How long nodes that write the same rows at the same time go on trying. */
    private static final long COLLISION_NANOS = 10_000_000_000L;

    private static final long LONGEST_COLLISION_DELAY_NANOS = 200_000_000L;

    private static final String CREATE_LEDGER = "CREATE TABLE cocobase_ledger (ledger VARCHAR(64) NOT NULL, document_id"
            + " VARCHAR(512) NOT NULL, fingerprint_high BIGINT NOT NULL, fingerprint_low BIGINT NOT NULL, PRIMARY KEY"
            + " (ledger, document_id))";
    private static final String CREATE_PROPERTY = "CREATE TABLE cocobase_ledger_property (ledger VARCHAR(64) NOT NULL,"
            + " property_name VARCHAR(50) NOT NULL, property_value VARCHAR(200) NOT NULL, PRIMARY KEY (ledger,"
            + " property_name))";

    private final DataSource dataSource;
    private final String name;
    private final boolean rowValues;

    /** Held while writing, so that changes are written in their order. */
    private final Object writing = new Object();

    /** Whether the database failed when it was last used. */
    private volatile boolean failing;

    // guarded by this

    /** Changes that are not written yet; null for a removal. */
    private Map<String, Fingerprint> changes = new TreeMap<>();

    private Map<String, Fingerprint> changesInWriting = Map.of();
    private Map<String, String> properties = new TreeMap<>();
    private Map<String, String> propertiesInWriting = Map.of();
    private boolean closed;

    /**
     * Opens the ledger; makes the tables if there are none.
     *
     * @param dataSource where connections come from; not closed; not null
     * @param name the ledger's name, up to 64 ASCII characters; all that share a ledger use the same one; not null
     * @throws LedgerException if the database cannot be reached, or the tables are of another version
     */
    public JdbcLedger(DataSource dataSource, String name) {
        if (name.length() > 64 || name.equals(TABLES)) {
            throw new IllegalArgumentException("The name of a ledger has up to 64 characters and is not " + TABLES);
        }
        this.dataSource = dataSource;
        this.name = name;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            checkTables(connection);
            // H2 looks several documents up by its index only if they are asked for like this; not all databases know
            // it
            rowValues = isThere(
                    connection,
                    "SELECT COUNT(*) FROM cocobase_ledger WHERE (ledger, document_id) IN (('', ''), ('', '-'))");
        } catch (SQLException e) {
            throw new LedgerException("The document ledger in the database cannot be opened: " + e.getMessage(), e);
        }
    }

    // ---- tables

    private void checkTables(Connection connection) throws SQLException {
        createIfMissing(
                connection, "cocobase_ledger", "ledger, document_id, fingerprint_high, fingerprint_low", CREATE_LEDGER);
        createIfMissing(
                connection, "cocobase_ledger_property", "ledger, property_name, property_value", CREATE_PROPERTY);
        String format = format(connection);
        if (format == null) {
            try {
                insertProperty(connection, TABLES, "format", FORMAT);
            } catch (SQLException e) {
                // another node may have been faster
                if (format(connection) == null) {
                    throw e;
                }
            }
            format = format(connection);
        }
        if (!FORMAT.equals(format)) {
            throw new LedgerException("The tables cocobase_ledger and cocobase_ledger_property have the format \""
                    + format + "\"; this version knows \"" + FORMAT + "\". They were left as they are");
        }
    }

    private static void createIfMissing(Connection connection, String table, String columns, String create)
            throws SQLException {
        if (isThere(connection, "SELECT " + columns + " FROM " + table + " WHERE 1 = 0")) {
            return;
        }
        if (isThere(connection, "SELECT COUNT(*) FROM " + table)) {
            throw new LedgerException("The table " + table + " lacks one of the columns " + columns
                    + ": it is damaged or somebody else's. It was left as it is");
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(create);
        } catch (SQLException e) {
            // another node may have been faster
            if (!isThere(connection, "SELECT " + columns + " FROM " + table + " WHERE 1 = 0")) {
                throw e;
            }
        }
    }

    private static boolean isThere(Connection connection, String probe) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(probe).close();
            return true;
        } catch (SQLException e) {
            if (connection.isValid(5)) {
                return false;
            }
            throw e;
        }
    }

    private static String format(Connection connection) throws SQLException {
        return selectProperty(connection, TABLES, "format");
    }

    // ---- reading

    @Override
    public Fingerprint get(String id) {
        return getAll(List.of(id)).get(id);
    }

    @Override
    public Map<String, Fingerprint> getAll(Collection<String> ids) {
        Map<String, Fingerprint> known = new HashMap<>();
        List<String> asked = new ArrayList<>();
        synchronized (this) {
            for (String id : ids) {
                Map<String, Fingerprint> newest = changes.containsKey(id) ? changes : changesInWriting;
                if (!newest.containsKey(id)) {
                    asked.add(id);
                } else if (newest.get(id) != null) {
                    known.put(id, newest.get(id));
                }
            }
        }
        if (!asked.isEmpty()) {
            with(connection -> {
                for (int from = 0; from < asked.size(); from += IDS_PER_SELECT) {
                    select(connection, asked.subList(from, Math.min(from + IDS_PER_SELECT, asked.size())), known);
                }
                return null;
            });
        }
        return known;
    }

    private static String marks(String one, int count) {
        return one + (", " + one).repeat(count - 1);
    }

    private void select(Connection connection, List<String> ids, Map<String, Fingerprint> known) throws SQLException {
        String condition = rowValues
                ? "(ledger, document_id) IN (" + marks("(?, ?)", ids.size()) + ")"
                : "ledger = ? AND document_id IN (" + marks("?", ids.size()) + ")";
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT document_id, fingerprint_high, fingerprint_low FROM cocobase_ledger WHERE " + condition)) {
            int index = 1;
            for (String id : ids) {
                if (rowValues || index == 1) {
                    statement.setString(index++, name);
                }
                statement.setString(index++, toColumn(id));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    known.put(fromColumn(rows.getString(1)), new Fingerprint(rows.getLong(2), rows.getLong(3)));
                }
            }
        }
    }

    @Override
    public long size() {
        flush();
        return with(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT COUNT(*) FROM cocobase_ledger WHERE ledger = ?")) {
                statement.setString(1, name);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    @Override
    public void forEach(Visitor visitor) {
        flush();
        Map<String, Fingerprint> chunk = after(null, OrderedCensus.CHUNK);
        while (!chunk.isEmpty()) {
            String last = null;
            for (Map.Entry<String, Fingerprint> entry : chunk.entrySet()) {
                visitor.visit(entry.getKey(), entry.getValue());
                last = entry.getKey();
            }
            chunk = after(last, OrderedCensus.CHUNK);
        }
    }

    /** In the database's own order, whatever its collation is. */
    private Map<String, Fingerprint> after(String id, int max) {
        return with(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT document_id, fingerprint_high, fingerprint_low FROM cocobase_ledger WHERE ledger = ?"
                            + (id == null ? "" : " AND document_id > ?") + " ORDER BY ledger, document_id")) {
                statement.setMaxRows(max);
                statement.setString(1, name);
                if (id != null) {
                    statement.setString(2, toColumn(id));
                }
                Map<String, Fingerprint> chunk = new LinkedHashMap<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        chunk.put(fromColumn(rows.getString(1)), new Fingerprint(rows.getLong(2), rows.getLong(3)));
                    }
                }
                return chunk;
            }
        });
    }

    @Override
    public String property(String property) {
        synchronized (this) {
            Map<String, String> newest = properties.containsKey(property) ? properties : propertiesInWriting;
            if (newest.containsKey(property)) {
                return newest.get(property);
            }
        }
        return with(connection -> selectProperty(connection, name, property));
    }

    private static String selectProperty(Connection connection, String ledger, String property) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT property_value FROM cocobase_ledger_property WHERE ledger = ? AND property_name = ?")) {
            statement.setString(1, ledger);
            statement.setString(2, property);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    // ---- writing

    @Override
    public void put(String id, Fingerprint fingerprint) {
        if (toColumn(id).length() > LONGEST_ID) {
            throw new LedgerException(
                    "A document id of " + id.length() + " characters; the ledger takes " + LONGEST_ID);
        }
        change(id, fingerprint);
    }

    @Override
    public void remove(String id) {
        change(id, null);
    }

    private void change(String id, Fingerprint fingerprint) {
        boolean full;
        synchronized (this) {
            requireOpen();
            if (changes.size() >= MOST_KEPT && !changes.containsKey(id)) {
                throw new LedgerException("The database is away, and " + MOST_KEPT + " changes wait for it already");
            }
            changes.put(id, fingerprint);
            // a route is not to wait for a database that is away: whoever flushes finds out when it is back
            full = changes.size() >= BATCH && !failing;
        }
        if (full) {
            flush();
        }
    }

    @Override
    public void setProperty(String property, String value) {
        synchronized (this) {
            requireOpen();
            properties.put(property, value);
        }
    }

    @Override
    public void flush() {
        synchronized (writing) {
            synchronized (this) {
                if (changes.isEmpty() && properties.isEmpty()) {
                    return;
                }
                changesInWriting = changes;
                propertiesInWriting = properties;
                changes = new TreeMap<>();
                properties = new TreeMap<>();
            }
            boolean written = false;
            try {
                write();
                written = true;
            } finally {
                written(written);
            }
        }
    }

    private synchronized void written(boolean written) {
        if (!written) {
            changesInWriting.forEach((id, fingerprint) -> {
                if (!changes.containsKey(id)) {
                    changes.put(id, fingerprint);
                }
            });
            propertiesInWriting.forEach(properties::putIfAbsent);
        }
        failing = !written;
        changesInWriting = Map.of();
        propertiesInWriting = Map.of();
    }

    private void write() {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                writeInTransaction(connection);
                return;
            } catch (SQLException e) {
                if (!isCollision(e) || System.nanoTime() - begin > COLLISION_NANOS) {
                    throw failed(e);
                }
                long longest = Math.min(LONGEST_COLLISION_DELAY_NANOS, 20_000_000L * attempt);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(1_000_000, longest));
            }
        }
    }

    private void writeInTransaction(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            deleteThenInsert(connection);
            for (Map.Entry<String, String> property : propertiesInWriting.entrySet()) {
                try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM cocobase_ledger_property WHERE ledger = ? AND property_name = ?")) {
                    delete.setString(1, name);
                    delete.setString(2, property.getKey());
                    delete.executeUpdate();
                }
                insertProperty(connection, name, property.getKey(), property.getValue());
            }
            connection.commit();
            committed = true;
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    /** Every database has its own way to insert or update; all have this one. */
    private void deleteThenInsert(Connection connection) throws SQLException {
        if (changesInWriting.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                        "DELETE FROM cocobase_ledger WHERE ledger = ? AND document_id = ?");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO cocobase_ledger (ledger,"
                        + " document_id, fingerprint_high, fingerprint_low) VALUES (?, ?, ?, ?)")) {
            int inserts = 0;
            for (Map.Entry<String, Fingerprint> change : changesInWriting.entrySet()) {
                delete.setString(1, name);
                delete.setString(2, toColumn(change.getKey()));
                delete.addBatch();
                if (change.getValue() != null) {
                    insert.setString(1, name);
                    insert.setString(2, toColumn(change.getKey()));
                    insert.setLong(3, change.getValue().high());
                    insert.setLong(4, change.getValue().low());
                    insert.addBatch();
                    inserts++;
                }
            }
            delete.executeBatch();
            if (inserts > 0) {
                insert.executeBatch();
            }
        }
    }

    private static void insertProperty(Connection connection, String ledger, String property, String value)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO cocobase_ledger_property (ledger, property_name, property_value) VALUES (?, ?, ?)")) {
            insert.setString(1, ledger);
            insert.setString(2, property);
            insert.setString(3, value);
            insert.executeUpdate();
        }
    }

    /** PostgreSQL's texts have no NUL: one such id would make every later batch fail. */
    private static String toColumn(String id) {
        return id.indexOf('\0') < 0 && id.indexOf('\\') < 0
                ? id
                : id.replace("\\", "\\\\").replace("\0", "\\0");
    }

    private static String fromColumn(String text) {
        return text.indexOf('\\') < 0
                ? text
                : ESCAPED.matcher(text).replaceAll(escape -> escape.group().equals("\\0") ? "\0" : "\\\\");
    }

    /** SQL states of class 23 (a row that another node has just written) and 40 (deadlock, serialisation). */
    private static boolean isCollision(SQLException e) {
        for (SQLException next = e; next != null; next = next.getNextException()) {
            String state = next.getSQLState();
            if (state != null && (state.startsWith("23") || state.startsWith("40"))) {
                return true;
            }
        }
        return false;
    }

    // ---- the rest

    @Override
    public boolean isAway() {
        return failing;
    }

    @Override
    public Census census() {
        flush();
        return new SeenInMemory();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            flush();
        } finally {
            synchronized (this) {
                closed = true;
            }
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new LedgerException("The document ledger in the database is closed");
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            T result = work.on(connection);
            failing = false;
            return result;
        } catch (SQLException e) {
            failing = true;
            throw failed(e);
        }
    }

    private static LedgerException failed(SQLException e) {
        return new LedgerException("The document ledger in the database fails: " + e.getMessage(), e);
    }

    private final class SeenInMemory extends OrderedCensus {

        private final IdSet seen = new IdSet();

        @Override
        public void seen(String id) {
            seen.add(id);
        }

        @Override
        boolean isSeen(String id) {
            return seen.contains(id);
        }

        @Override
        List<String> idsAfter(String id, int max) {
            if (id == null) {
                flush();
            }
            return new ArrayList<>(after(id, max).keySet());
        }
    }
}
