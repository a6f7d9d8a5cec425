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
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class H2LedgerTest extends DocumentLedgerContract {

    private static final Fingerprint A = new Fingerprint(1, 2);

    private final JdbcDataSource dataSource = database();

    private static JdbcDataSource database() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return dataSource;
    }

    @Override
    DocumentLedger open() {
        return new JdbcLedger(dataSource, "users");
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void ledgersOfDifferentNamesAreDifferent() {
        try (JdbcLedger users = new JdbcLedger(dataSource, "a");
                JdbcLedger orders = new JdbcLedger(dataSource, "b")) {
            users.put("1", A);
            users.setProperty("p", "v");
            users.flush();

            assertThat(orders.get("1")).isNull();
            assertThat(orders.size()).isZero();
            assertThat(orders.property("p")).isNull();
        }
    }

    /** As docs/delivery.md says. */
    @Test
    void anAdministratorMayMakeTheTables() throws Exception {
        JdbcDataSource fresh = database();
        execute(fresh, "CREATE USER app PASSWORD 'secret'");
        JdbcDataSource app = new JdbcDataSource();
        // the delay is for an administrator to set
        app.setURL(fresh.getURL().replace(";DB_CLOSE_DELAY=-1", ""));
        app.setUser("app");
        app.setPassword("secret");
        assertThatThrownBy(() -> new JdbcLedger(app, "users"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("Not enough rights");

        execute(fresh, tablesOfThePage());
        for (String table : List.of("cocobase_ledger", "cocobase_ledger_property")) {
            execute(fresh, "GRANT SELECT, INSERT, UPDATE, DELETE ON " + table + " TO app");
        }

        try (JdbcLedger ledger = new JdbcLedger(app, "users")) {
            ledger.put("1", A);
            ledger.put("2", A);
            ledger.remove("2");
            ledger.setProperty("p", "v");
        }
        try (JdbcLedger ledger = new JdbcLedger(app, "users")) {
            assertThat(ledger.get("1")).isEqualTo(A);
            assertThat(ledger.size()).isEqualTo(1);
            assertThat(ledger.property("p")).isEqualTo("v");
        }
    }

    private static String tablesOfThePage() throws IOException {
        Matcher block = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/delivery.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    @Test
    void refusesANewerFormat() throws SQLException {
        execute(dataSource, "UPDATE cocobase_ledger_property SET property_value = '2' WHERE ledger = '*'");

        assertThatThrownBy(this::open)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("\"2\"")
                .hasMessageContaining("left as they are");
    }

    @Test
    void refusesATableThatIsSomebodyElses() throws SQLException {
        DataSource other = database();
        execute(other, "CREATE TABLE cocobase_ledger (x INT)");

        assertThatThrownBy(() -> new JdbcLedger(other, "users"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("cocobase_ledger lacks");
    }

    @Test
    void keepsChangesWhileTheDatabaseIsAway() {
        AtomicBoolean away = new AtomicBoolean();
        DataSource failing = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (away.get()) {
                        throw new SQLException("The database is away");
                    }
                    return method.invoke(dataSource, args);
                });
        try (JdbcLedger ledger = new JdbcLedger(failing, "away")) {
            ledger.put("a", A);
            away.set(true);
            ledger.put("b", A);
            assertThatThrownBy(ledger::flush)
                    .isInstanceOf(LedgerException.class)
                    .hasMessageContaining("away");
            assertThat(ledger.get("b")).isEqualTo(A);

            away.set(false);
            ledger.flush();
        }

        try (JdbcLedger ledger = new JdbcLedger(dataSource, "away")) {
            assertThat(ledger.get("a")).isEqualTo(A);
            assertThat(ledger.get("b")).isEqualTo(A);
        }
    }
}
