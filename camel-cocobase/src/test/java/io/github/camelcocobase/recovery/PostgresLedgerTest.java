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
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Against a real PostgreSQL. */
class PostgresLedgerTest extends DocumentLedgerContract {

    private static TestPostgres postgres;

    private String name;

    @BeforeAll
    static void startPostgres() {
        postgres = TestPostgres.start();
    }

    @AfterAll
    static void stopPostgres() {
        if (postgres != null) {
            postgres.close();
        }
    }

    @BeforeEach
    @Override
    void openLedger() {
        name = UUID.randomUUID().toString();
        super.openLedger();
    }

    private static DataSource dataSource() {
        return postgres.dataSource();
    }

    @Override
    DocumentLedger open() {
        return new JdbcLedger(dataSource(), name);
    }

    @Test
    void nodesThatOverlapForAMomentDoNoHarm() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(UUID.randomUUID().toString());
        }
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> nodes = new ArrayList<>();
            for (int node = 1; node <= 3; node++) {
                Fingerprint own = new Fingerprint(node, node);
                nodes.add(threads.submit(() -> {
                    try (JdbcLedger ledger = new JdbcLedger(dataSource(), name)) {
                        for (int round = 0; round < 10; round++) {
                            ids.forEach(id -> ledger.put(id, own));
                            ledger.remove(ids.get(round));
                            ledger.put(ids.get(round), own);
                            ledger.setProperty("watermark", "node " + own.high());
                            ledger.flush();
                        }
                    }
                }));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
        } finally {
            threads.shutdownNow();
        }

        try (JdbcLedger ledger = new JdbcLedger(dataSource(), name)) {
            assertThat(ledger.size()).isEqualTo(ids.size());
            for (String id : ids) {
                Fingerprint fingerprint = ledger.get(id);
                assertThat(fingerprint.high()).isBetween(1L, 3L).isEqualTo(fingerprint.low());
            }
            assertThat(ledger.property("watermark")).startsWith("node ");
        }
    }
}
