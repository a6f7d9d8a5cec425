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

/** Only what matters: left out before there is an Exchange, or by anything that a route can decide. */
public class FilteringRoutes extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?events=create,update&filter.status=active&filter.age_gte=18")
            .routeId("filter-at-source")
            .log("active: ${header.CamelCocobaseDocumentId}");

        from("cocobase:users?connectionName=filtered-in-route&events=update")
            .routeId("filter-in-route")
            .filter(simple("${body[status]} != ${header.CamelCocobaseOldData[status]}"))
                .log("${header.CamelCocobaseDocumentId} is ${body[status]} now");
    }
    // spotless:on
}
