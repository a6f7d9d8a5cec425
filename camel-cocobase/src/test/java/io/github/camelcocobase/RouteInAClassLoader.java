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
package io.github.camelcocobase;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A whole application: emulator, context, one route. Talks to whoever loaded it by JDK types alone. */
public final class RouteInAClassLoader implements Callable<String> {

    /** {@return the name in the first document that the route received} */
    @Override
    public String call() throws Exception {
        BlockingQueue<Object> names = new LinkedBlockingQueue<>();
        try (CocobaseEmulator emulator =
                        CocobaseEmulator.builder().collection("users").start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
            component.getConfiguration().setBaseUrl(emulator.baseUrl());
            component.getConfiguration().setApiKey(emulator.apiKey());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("cocobase:users")
                            .process(exchange -> names.add(
                                    exchange.getIn().getBody(Map.class).get("name")));
                }
            });
            context.start();
            emulator.awaitConnections("users", 1);
            emulator.collection("users").create(Map.of("name", "Ann"));
            return String.valueOf(names.poll(30, TimeUnit.SECONDS));
        }
    }
}
