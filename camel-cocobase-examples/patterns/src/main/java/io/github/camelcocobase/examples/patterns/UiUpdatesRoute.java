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

import org.apache.camel.BindToRegistry;
import org.apache.camel.builder.RouteBuilder;

import static io.github.camelcocobase.CocobaseConstants.EVENT_TYPE;

/** Keeps a list on a screen up to date. */
public class UiUpdatesRoute extends RouteBuilder {

    @BindToRegistry("taskList")
    private final TaskList taskList = new TaskList();

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:tasks?snapshot=always&recovery=full")
            .routeId("ui-updates")
            .choice()
                .when(header(EVENT_TYPE).isEqualTo("create"))
                    .bean("taskList", "add")
                .when(header(EVENT_TYPE).isEqualTo("update"))
                    .bean("taskList", "change")
                .when(header(EVENT_TYPE).isEqualTo("delete"))
                    .bean("taskList", "remove")
            .end()
            .log("The list changed: ${header.CamelCocobaseEventType} ${header.CamelCocobaseDocumentId}");
    }
    // spotless:on
}
