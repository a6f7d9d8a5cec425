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

import org.apache.camel.builder.RouteBuilder;

/** Several collections at once. Each route has a connection of its own; what they have in common is one route. */
public class ConnectionsRoutes extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?connectionName=dashboard-users").to("direct:changes");
        from("cocobase:orders?connectionName=dashboard-orders").to("direct:changes");
        // without a name of its own: watch-products
        from("cocobase:products").to("direct:changes");

        from("direct:changes")
            .routeId("changes")
            .log("${header.CamelCocobaseConnectionName}: ${header.CamelCocobaseEventType}"
                + " in ${header.CamelCocobaseCollection}");
    }
    // spotless:on
}
