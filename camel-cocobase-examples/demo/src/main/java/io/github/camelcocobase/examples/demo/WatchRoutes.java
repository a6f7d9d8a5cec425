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

import java.util.Map;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** Watches two collections; camel/watch-products.yaml watches a third. Each change is kept, logged and shown. */
class WatchRoutes extends RouteBuilder {

    private final LiveDocuments documents;

    WatchRoutes(LiveDocuments documents) {
        this.documents = documents;
    }

    @Override
    public void configure() {
        from("cocobase:users?connectionName=demo-users").routeId("watch-users").to("direct:change");

        from("cocobase:orders?connectionName=demo-orders")
                .routeId("watch-orders")
                .to("direct:change");

        from("direct:change")
                .routeId("change")
                .bean(documents, "apply")
                .log(LoggingLevel.INFO, "demo", "${body}")
                .setBody(change -> Map.of("change", change.getMessage().getBody()))
                .to("direct:all-pages");
    }
}
