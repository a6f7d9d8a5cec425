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
package io.github.camelcocobase.examples.demo;

import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.client.ConnectionStatus;
import org.apache.camel.Route;

/**
 * Where the connection of one route stands, as the page shows it.
 *
 * @param dsl the language the route is written in
 * @param since in milliseconds since the epoch, as is {@code nextAttempt}, which is null when there is none
 * @param lastError null if there was none
 */
record Connection(
        String name,
        String collection,
        String dsl,
        String state,
        long since,
        long reconnects,
        String lastError,
        Long nextAttempt) {

    static Connection of(Route route) {
        CocobaseConsumer consumer = (CocobaseConsumer) route.getConsumer();
        ConnectionStatus status = consumer.getConnectionStatus();
        return new Connection(
                status.name(),
                consumer.getEndpoint().getCollection(),
                String.valueOf(route.getSourceLocation()).contains(".yaml") ? "YAML DSL" : "Java DSL",
                status.state().name(),
                status.since().toEpochMilli(),
                status.reconnects(),
                status.lastError(),
                status.nextAttempt() == null ? null : status.nextAttempt().toEpochMilli());
    }
}
