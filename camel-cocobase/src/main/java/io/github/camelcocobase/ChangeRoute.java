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

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.recovery.Receipt;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route's side of the queue: makes an Exchange of each change, and tells the counters, the ledger and the exception
 * handler what became of it.
 */
final class ChangeRoute implements ChangeDispatcher.Route {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeRoute.class);

    private final CocobaseConsumer consumer;
    private final String connectionName;
    private final BodyType bodyType;
    private final ChangeHeaders headers;
    private final ConsumerCounters counters;
    private final LogContext logContext;

    /**
     * @param consumer makes the Exchanges and knows their processor
     */
    ChangeRoute(
            CocobaseConsumer consumer,
            String connectionName,
            BodyType bodyType,
            ConsumerCounters counters,
            LogContext logContext) {
        this.consumer = consumer;
        this.connectionName = connectionName;
        this.bodyType = bodyType;
        this.headers = new ChangeHeaders(
                connectionName,
                consumer.getEndpoint()
                        .getCamelContext()
                        .getCamelContextExtension()
                        .getHeadersMapFactory());
        this.counters = counters;
        this.logContext = logContext;
    }

    @Override
    public boolean process(Delivery delivery, Runnable whenDone) {
        if (delivery instanceof Delivery.Change change) {
            return route(change.event(), Map.of(), change.receipt(), whenDone);
        }
        if (delivery instanceof Delivery.Gap gap) {
            return route(gap.event(), gap.headers(), null, whenDone);
        }
        if (delivery instanceof Delivery.Step step) {
            step.action().run();
            return true;
        }
        Delivery.Problem problem = (Delivery.Problem) delivery;
        logContext.run(() -> handle(problem.exception()));
        return true;
    }

    private void handle(CocobaseException problem) {
        try {
            consumer.getExceptionHandler().handleException(problem.getMessage(), problem);
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the exception handler failed", connectionName, e);
        }
    }

    /**
     * @param receipt null for none
     */
    private boolean route(ChangeEvent event, Map<String, Object> gapHeaders, Receipt receipt, Runnable whenDone) {
        if (receipt != null) {
            receipt.routing();
        }
        Exchange exchange = consumer.createExchange(false);
        try {
            Message message = exchange.getIn();
            message.setBody(bodyType.bodyOf(event));
            headers.set(message, event);
            gapHeaders.forEach((name, value) -> {
                if (value != null) {
                    message.setHeader(name, value);
                }
            });
            return consumer.getAsyncProcessor().process(exchange, doneSync -> {
                done(exchange, receipt);
                if (!doneSync) {
                    whenDone.run();
                }
            });
        } catch (RuntimeException | Error e) {
            exchange.setException(e);
            done(exchange, receipt);
            return true;
        }
    }

    private void done(Exchange exchange, Receipt receipt) {
        try {
            Exception exception = exchange.getException();
            if (receipt != null) {
                settle(receipt, exception == null && !exchange.isRollbackOnly());
            }
            if (exception == null) {
                counters.completed.increment();
            } else {
                counters.failed.increment();
                consumer.getExceptionHandler().handleException("Error processing exchange", exchange, exception);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{}: the exception handler failed", connectionName, e);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private void settle(Receipt receipt, boolean completed) {
        try {
            if (completed) {
                receipt.completed();
            } else {
                receipt.failed();
            }
        } catch (RuntimeException e) {
            LOG.error("{}: what the route has completed could not be noted down", connectionName, e);
        }
    }
}
