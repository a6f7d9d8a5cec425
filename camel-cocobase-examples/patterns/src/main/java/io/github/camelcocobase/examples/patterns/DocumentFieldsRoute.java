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

/** What an event says: its kind, whose document, when, and the document's fields. */
public class DocumentFieldsRoute extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users")
            .routeId("document-fields")
            .log("event ${header.CamelCocobaseEventType} in ${header.CamelCocobaseCollection}")
            .log("id ${header.CamelCocobaseDocumentId}, created ${header.CamelCocobaseCreatedAt},"
                + " updated ${header.CamelCocobaseUpdatedAt}")
            .log("name ${body[name]}, all fields ${body}")
            .log("before ${header.CamelCocobaseOldData}");
    }
    // spotless:on
}
