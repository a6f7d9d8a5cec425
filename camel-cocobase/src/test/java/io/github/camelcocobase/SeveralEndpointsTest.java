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

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeveralEndpointsTest extends WatchTestSupport {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    private void startRoutes(String... uris) throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < uris.length; i++) {
                    from(uris[i])
                            .routeId("route" + i)
                            .process(exchange -> seen.add(exchange.getFromRouteId() + " "
                                    + exchange.getIn().getHeader(CocobaseConstants.CONNECTION_NAME) + " "
                                    + exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID)));
                }
            }
        });
    }

    @Test
    void eachOfSeveralCollectionsHasItsOwnConnection() throws Exception {
        startRoutes("cocobase:users", "cocobase:orders?connectionName=shop");
        emulator.awaitConnections("users", 1);
        emulator.awaitConnections("orders", 1);

        emulator.collection("users").create("u", Map.of());
        emulator.collection("orders").create("o", Map.of());

        await().untilAsserted(
                        () -> assertThat(seen).containsExactlyInAnyOrder("route0 watch-users u", "route1 shop o"));
    }

    @Test
    void severalOnOneCollectionEachSeeEverything() throws Exception {
        startRoutes("cocobase:users?connectionName=a", "cocobase:users?connectionName=b");
        emulator.awaitConnections("users", 2);

        emulator.collection("users").create("u", Map.of());

        await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrder("route0 a u", "route1 b u"));
    }

    @Test
    void theLossOfOneConnectionDoesNotTouchAnother() throws Exception {
        startRoutes("cocobase:users", "cocobase:orders");
        emulator.awaitConnections("users", 1);
        emulator.awaitConnections("orders", 1);

        emulator.connections("users").get(0).drop();
        await().untilAsserted(() -> assertThat(
                        consumer(context, "route0").getConnectionStatus().reconnects())
                .isEqualTo(1));

        assertThat(consumer(context, "route1").getConnectionStatus().generation())
                .isEqualTo(1);
    }
}
