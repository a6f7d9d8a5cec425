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

import java.util.concurrent.ExecutorService;

import org.apache.camel.BindToRegistry;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** Hands changes over in batches: every second, if there are any; or as soon as there are a hundred. */
public class BufferingRoutes extends RouteBuilder {

    /** A batch is processed before more is taken in: whoever is slow slows the source, and not the memory. */
    @BindToRegistry("sameThread")
    private final ExecutorService sameThread = new SynchronousExecutorService();

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?connectionName=every-second")
            .aggregate(constant(true), AggregationStrategies.groupedExchange())
                .executorService("sameThread")
                .completionInterval(1000)
                .completeAllOnStop()
                .to("direct:second");

        from("cocobase:users?connectionName=by-size")
            .aggregate(constant(true), AggregationStrategies.groupedExchange())
                .executorService("sameThread")
                .completionSize(100)
                .completionInterval(1000)
                .completeAllOnStop()
                .to("direct:hundred");

        // the body is the list of the changes, each with its headers
        from("direct:second").routeId("second").log("${body.size} changes of a second");
        from("direct:hundred").routeId("hundred").log("${body.size} changes, a hundred at most");
    }
    // spotless:on
}
