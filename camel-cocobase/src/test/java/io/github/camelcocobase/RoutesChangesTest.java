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

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesChangesTest extends WatchTestSupport {

    @Test
    void createUpdateAndDeleteBecomeExchanges() throws Exception {
        startRoute("cocobase:users?connectionName=x");
        emulator.awaitConnections("users", 1);

        String id = emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.collection("users").update(id, Map.of("name", "Bob"));
        emulator.collection("users").delete(id);

        awaitRouted(3);
        assertThat(headersOfRouted(CocobaseConstants.EVENT_TYPE)).containsExactly("create", "update", "delete");
        assertThat(headersOfRouted(CocobaseConstants.DOCUMENT_ID)).containsOnly(id);
        assertThat(bodiesOfRouted().subList(0, 2)).containsExactly(Map.of("name", "Ann"), Map.of("name", "Bob"));
    }

    @Test
    void comesBackAfterTheServerRestarted() throws Exception {
        startRoute("cocobase:users");
        emulator.awaitConnections("users", 1);

        emulator.restart();
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));

        awaitRouted(1);
        assertThat(status().reconnects()).isEqualTo(1);
    }
}
