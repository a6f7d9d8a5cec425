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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.spi.InterceptStrategy;

/** Keeps what the routes log, which stands for what they do. */
final class Journal implements InterceptStrategy {

    /**
     * A line of the log.
     *
     * @param routeId the route that it was logged in
     * @param text as a user reads it
     * @param exchange as it was then
     * @param atMillis when, by this machine's clock
     */
    record Entry(String routeId, String text, Exchange exchange, long atMillis) {

        String header(String name) {
            return exchange.getMessage().getHeader(name, String.class);
        }

        List<Exchange> batch() {
            List<?> members = exchange.getMessage().getBody(List.class);
            return members.stream().map(Exchange.class::cast).toList();
        }
    }

    /** Does what a real step might do in the place of the log: take its time, or fail. */
    @FunctionalInterface
    interface Work {
        void on(Entry entry) throws Exception;
    }

    private final List<Entry> entries = new ArrayList<>();
    private final List<Work> work = new CopyOnWriteArrayList<>();

    void work(Work step) {
        work.add(step);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!(definition instanceof LogDefinition log)) {
            return target;
        }
        Expression message = context.resolveLanguage("simple").createExpression(log.getMessage());
        message.init(context);
        return exchange -> {
            String routeId = exchange.getUnitOfWork().getRoute().getRouteId();
            String text = message.evaluate(exchange, String.class);
            Entry entry = new Entry(routeId, text, exchange.copy(), System.currentTimeMillis());
            for (Work step : work) {
                step.on(entry);
            }
            synchronized (entries) {
                entries.add(entry);
            }
            target.process(exchange);
        };
    }

    List<Entry> of(String routeId) {
        synchronized (entries) {
            return entries.stream()
                    .filter(entry -> entry.routeId().equals(routeId))
                    .toList();
        }
    }

    List<String> texts(String routeId) {
        return of(routeId).stream().map(Entry::text).toList();
    }

    List<String> headers(String routeId, String name) {
        return of(routeId).stream().map(entry -> entry.header(name)).toList();
    }
}
