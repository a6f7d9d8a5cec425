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
package io.github.camelcocobase.examples.springboot;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Keeps the order book equal to the collection {@code orders}, also across gaps. */
// spotless:off
@Component
public class OrdersRoute extends RouteBuilder {

    private final OrderBook book;

    OrdersRoute(OrderBook book) {
        this.book = book;
    }

    @Override
    public void configure() {
        from("cocobase:orders?connectionName=orders&snapshot=initial&recovery=full")
            .routeId("orders")
            .choice()
                .when(header(CocobaseConstants.EVENT_TYPE).isEqualTo("delete"))
                    .bean(book, "cancel")
                .otherwise()
                    .bean(book, "enter")
            .end();
    }
}
// spotless:on
