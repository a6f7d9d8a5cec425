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
package io.github.camelcocobase.karaf;

import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;

/** Writes into Karaf's data directory what happens to users and orders, and how the watches are. */
final class Routes extends RouteBuilder {

    private static final String DIRECTORY = "file:{{sys:karaf.data}}/journal";

    @Override
    public void configure() {
        from("cocobase:users?connectionName=users&bodyType=json&reconnectDelay=200ms&maxReconnectDelay=1s"
                        + "&recovery=full&documentLedger=file:{{sys:karaf.data}}/ledger")
                .routeId("users")
                .setBody(
                        simple(
                                "${header.CamelCocobaseEventType} ${header.CamelCocobaseDocumentId} ${header.CamelCocobaseOrigin} ${body}"))
                .to(DIRECTORY + "?fileName=users.txt&fileExist=Append&appendChars=\\n");

        from("cocobase:orders?connectionName=orders&bodyType=json&recovery=none&baseUrl={{env:COCOBASE_TLS_URL}}")
                .routeId("orders")
                .setBody(simple("${header.CamelCocobaseEventType} ${header.CamelCocobaseDocumentId} ${body}"))
                .to(DIRECTORY + "?fileName=orders.txt&fileExist=Append&appendChars=\\n");

        from("timer:health?period=500")
                .routeId("health")
                .process(Routes::readiness)
                .to(DIRECTORY + "?fileName=health.txt&tempPrefix=.");
    }

    private static void readiness(Exchange exchange) {
        exchange.getMessage()
                .setBody(HealthCheckHelper.invokeReadiness(exchange.getContext(), "full").stream()
                        .filter(result -> result.getCheck().getId().startsWith("consumer:"))
                        .map(result -> result.getCheck().getId() + " " + result.getState())
                        .sorted()
                        .collect(Collectors.joining("\n")));
    }
}
