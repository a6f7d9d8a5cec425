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

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** The ledger's database is away: whoever wants a connection waits for a second, and gets none. */
class LedgerAwayTest extends RecoveryTestSupport {

    private static final String URI = "cocobase:users?recovery=full&documentLedger=jdbc:#ds";

    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicBoolean routeFails = new AtomicBoolean();
    private final List<String> waited = new CopyOnWriteArrayList<>();
    private final Set<String> routeThreads = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void bindDataSource() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        context.getRegistry()
                .bind(
                        "ds",
                        Proxy.newProxyInstance(
                                getClass().getClassLoader(),
                                new Class<?>[] {DataSource.class},
                                (proxy, method, args) -> {
                                    if (away.get()) {
                                        waited.add(Thread.currentThread().getName());
                                        new CountDownLatch(1).await(1, TimeUnit.SECONDS);
                                        throw new SQLException("The database is away");
                                    }
                                    return method.invoke(h2, args);
                                }));
    }

    private void startRoute() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from(URI).routeId("route").process(exchange -> {
                    routeThreads.add(Thread.currentThread().getName());
                    if (routeFails.get()) {
                        throw new IllegalStateException("The route fails");
                    }
                    routed.add(exchange.copy());
                });
            }
        });
        consumer().setExceptionHandler(new QuietExceptionHandler());
    }

    private void awaitFailed(int count) {
        await().until(() -> consumer().report().counts().failed() == count);
    }

    @Test
    void theRouteWaitsForItOnlyOnce() throws Exception {
        startRoute();
        awaitRuns(1);
        away.set(true);

        for (int i = 1; i <= 20; i++) {
            users.create(numbered(i));
            awaitRouted(i);
        }

        assertThat(waited).filteredOn(routeThreads::contains).hasSize(1);
        assertThat(recovery().ledgerError()).contains("away");
        away.set(false);
        await().until(() -> recovery().ledgerError() == null);
        consumer().reconcileNow();
        awaitRuns(2);
        assertThat(routed).hasSize(20);
    }

    /** Whether the ledger knew a document cannot be told; what the route failed to process is offered all the same. */
    @Test
    void whatFailsMeanwhileIsOfferedAgainAsWhatItWas() throws Exception {
        String updated = users.create(Map.of("state", "old"));
        String deleted = users.create(Map.of("state", "deleted"));
        startRoute();
        awaitRuns(1);
        away.set(true);
        users.create(Map.of("state", "noticed"));
        awaitRouted(1);

        routeFails.set(true);
        users.update(updated, Map.of("state", "new"));
        users.update(updated, Map.of("state", "old"));
        users.delete(deleted);
        String created = users.create(Map.of("state", "created"));
        awaitFailed(4);
        routeFails.set(false);
        away.set(false);
        await().until(() -> recovery().ledgerError() == null);
        consumer().reconcileNow();
        awaitRuns(2);

        assertThat(routed.subList(1, routed.size()))
                .extracting(
                        exchange -> exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID),
                        exchange -> exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE))
                .containsExactlyInAnyOrder(
                        tuple(updated, "update"), tuple(deleted, "delete"), tuple(created, "create"));
    }
}
