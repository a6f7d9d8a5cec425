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

import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;

import static io.github.camelcocobase.CocobaseConstants.DOCUMENT_ID;

/** Waits until nothing has changed for half a second: in the collection, or in one document. */
public class DebounceRoutes extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?connectionName=collection")
            .aggregate(constant(true), AggregationStrategies.useLatest())
                .completionTimeout(500)
                .completionTimeoutCheckerInterval(50)
                .completeAllOnStop()
                .to("direct:collection-is-quiet");

        from("cocobase:users?connectionName=document")
            .aggregate(header(DOCUMENT_ID), AggregationStrategies.useLatest())
                .completionTimeout(500)
                .completionTimeoutCheckerInterval(50)
                .completeAllOnStop()
                .to("direct:document-is-quiet");

        from("direct:collection-is-quiet")
            .routeId("collection-is-quiet")
            .log("refresh after ${exchangeProperty.CamelAggregatedSize} changes");

        from("direct:document-is-quiet")
            .routeId("document-is-quiet")
            .log("${header.CamelCocobaseEventType} ${header.CamelCocobaseDocumentId}: ${body}");
    }
    // spotless:on
}
