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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** A contestant that is a route. */
public abstract class CamelContestant implements Contestant {

    private static final String EVENT_TYPE = "eventType";
    private static final String DOCUMENT_ID = "documentId";

    private CamelContext context;

    @Override
    public void open(URI server, String collection, Sink sink) throws Exception {
        context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                CamelContestant.this.configure(this, server, collection, sink);
            }
        });
        context.start();
        started(context, server, collection);
    }

    /** Says what the route is. */
    protected abstract void configure(RouteBuilder builder, URI server, String collection, Sink sink);

    /**
     * The route is there.
     *
     * @throws Exception if what else is needed cannot be started
     */
    protected void started(CamelContext camelContext, URI server, String collection) throws Exception {
        // nothing else is needed
    }

    @Override
    public void close() throws Exception {
        context.stop();
    }

    /**
     * What a route has to do with the text of a message to have what a Cocobase endpoint gives: the type and the id as
     * headers, the fields as the body. Written with lambdas, which are faster than the simple language.
     */
    protected static void decode(RouteDefinition route, Sink sink) {
        route.unmarshal()
                .json(Map.class)
                .setHeader(EVENT_TYPE)
                .body(Map.class, message -> message.get("event"))
                .filter(exchange -> "update".equals(exchange.getMessage().getHeader(EVENT_TYPE)))
                .setHeader(DOCUMENT_ID)
                .body(Map.class, message -> ((Map<?, ?>) message.get("data")).get("id"))
                .transform()
                .body(Map.class, message -> ((Map<?, ?>) message.get("data")).get("data"))
                .process(exchange -> accept(exchange, sink));
    }

    private static void accept(Exchange exchange, Sink sink) {
        Message message = exchange.getMessage();
        sink.accept(
                message.getHeader(EVENT_TYPE, String.class),
                message.getHeader(DOCUMENT_ID, String.class),
                message.getBody(Map.class));
    }
}
