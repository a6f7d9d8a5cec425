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

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/** One bad document, or a system that is away for a moment, must not stop the others. */
public class ProcessingErrorsRoutes extends RouteBuilder {

    // spotless:off
    @Override
    public void configure() {
        // what may pass is tried again, in order: later events wait
        errorHandler(deadLetterChannel("direct:dead-letters")
            .maximumRedeliveries(3)
            .redeliveryDelay(100));
        // what never gets better is not
        onException(IllegalArgumentException.class)
            .handled(true)
            .to("direct:dead-letters");

        from("cocobase:users")
            .routeId("processing-errors")
            .filter(simple("${body[email]} == null"))
                .throwException(IllegalArgumentException.class, "A user without an address")
            .end()
            .log("booked ${header.CamelCocobaseDocumentId}");

        // a database table or a queue: what arrives here counts as done
        from("direct:dead-letters")
            .routeId("dead-letters")
            .log(LoggingLevel.ERROR, "${header.CamelCocobaseDocumentId}: ${exception.message}");
    }
    // spotless:on
}
