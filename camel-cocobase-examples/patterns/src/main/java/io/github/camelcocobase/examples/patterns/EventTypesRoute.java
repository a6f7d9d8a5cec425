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

import static io.github.camelcocobase.CocobaseConstants.EVENT_TYPE;

/** Another way for each kind of event, also for one that the server may learn later. */
public class EventTypesRoute extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?unknownEvents=deliver")
            .routeId("event-types")
            .choice()
                .when(header(EVENT_TYPE).isEqualTo("create"))
                    .log("new: ${header.CamelCocobaseDocumentId}")
                .when(header(EVENT_TYPE).isEqualTo("update"))
                    .log("changed: ${header.CamelCocobaseDocumentId}")
                .when(header(EVENT_TYPE).isEqualTo("delete"))
                    .log("gone: ${header.CamelCocobaseDocumentId}")
                .otherwise()
                    .log("unknown event: ${header.CamelCocobaseEventType}");
    }
    // spotless:on
}
