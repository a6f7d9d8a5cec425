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
package io.github.camelcocobase.examples.patterns;

import java.util.NoSuchElementException;

import org.apache.camel.BindToRegistry;
import org.apache.camel.builder.RouteBuilder;

/** Adds to each order the customer who placed it, from a copy of the customers. */
public class EnrichmentRoutes extends RouteBuilder {

    @BindToRegistry("customers")
    private final Replica customers = new Replica();

    // spotless:off
    @Override
    public void configure() {
        // two connections: an order may arrive before its customer does
        onException(NoSuchElementException.class)
            .maximumRedeliveries(10)
            .redeliveryDelay(100);

        from("cocobase:users?snapshot=always&recovery=full")
            .routeId("customers")
            .bean("customers", "apply");

        from("cocobase:orders?events=create")
            .routeId("enrichment")
            .enrich("direct:customer", new AddCustomer())
            .log("${body[item]} for ${body[customer][name]}");

        from("direct:customer")
            .bean("customers", "get(${body[customerId]})");
    }
    // spotless:on
}
