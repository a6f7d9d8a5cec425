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
package io.github.camelcocobase.examples.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Posts each change to an HTTP endpoint. What fails is tried again, longer and longer apart, while later changes of the
 * same order wait and others go on; what fails for good is put into the dead letter.
 */
public class DeliveryRoute extends RouteBuilder {

    private static final String CHANGE = "change";

    /** Answers of the 4xx range after which the same request may succeed: timeout, too early, too many. */
    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425, 429);

    @Override
    public void configure() {
        onException(HttpOperationFailedException.class)
                .onWhen(DeliveryRoute::isRefused)
                .handled(true)
                .to("direct:dead-letter");
        onException(Exception.class)
                .maximumRedeliveries("{{delivery.retries}}")
                .redeliveryDelay("{{delivery.retry-delay}}")
                .maximumRedeliveryDelay("{{delivery.max-retry-delay}}")
                .useExponentialBackOff()
                .backOffMultiplier(2)
                // no thread waits with it
                .asyncDelayedRedelivery()
                .retryAttemptedLogLevel(LoggingLevel.INFO)
                .handled(true)
                .to("direct:dead-letter");

        from("cocobase:orders?concurrentConsumers=8&snapshot=initial&recovery=full"
                        + "&reconcileInterval={{delivery.reconcile-interval}}"
                        + "&documentLedger=file:{{delivery.directory}}/ledger")
                .routeId("delivery")
                .process(DeliveryRoute::describe)
                .marshal()
                .json()
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .to("{{delivery.endpoint}}");

        from("direct:dead-letter")
                .routeId("dead-letter")
                // if this fails, the change has not been completed, and the next reconcile offers it again
                .errorHandler(noErrorHandler())
                .process(DeliveryRoute::addReason)
                .marshal()
                .json()
                .to("file:{{delivery.directory}}/dead-letter?fileName=${date:now:yyyyMMdd-HHmmss}-${exchangeId}.json")
                .log(
                        LoggingLevel.WARN,
                        "delivery",
                        "dead letter: ${header.CamelCocobaseEventType} ${header.CamelCocobaseDocumentId}");
    }

    /** The body becomes what the endpoint is told; all of it is JSON, whatever somebody has written into a document. */
    private static void describe(Exchange exchange) {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("event", exchange.getMessage().getHeader(CocobaseConstants.EVENT_TYPE));
        change.put("id", exchange.getMessage().getHeader(CocobaseConstants.DOCUMENT_ID));
        change.put("data", exchange.getMessage().getBody());
        exchange.setProperty(CHANGE, change);
        exchange.getMessage().setBody(change);
    }

    private static void addReason(Exchange exchange) {
        Map<String, Object> letter = new LinkedHashMap<>();
        letter.put(
                "reason",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage());
        letter.put(CHANGE, exchange.getProperty(CHANGE));
        exchange.getMessage().setBody(letter);
    }

    /** The endpoint does not want it: the same once more would be refused once more. */
    private static boolean isRefused(Exchange exchange) {
        int status = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HttpOperationFailedException.class)
                .getStatusCode();
        return status >= 400 && status < 500 && !TRY_AGAIN.contains(status);
    }
}
