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
package io.github.camelcocobase.examples.quarkus;

import java.util.List;
import java.util.Map;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Shows over HTTP what the two routes have done. */
@Path("/")
public class ShopResource {

    private final OrderBoard board;
    private final Outbox outbox;

    ShopResource(OrderBoard board, Outbox outbox) {
        this.board = board;
        this.outbox = outbox;
    }

    /** {@return the orders by id} */
    @GET
    @Path("orders")
    public Map<String, Map<String, Object>> orders() {
        return board.orders();
    }

    /** {@return the mails that were sent} */
    @GET
    @Path("mails")
    public List<String> mails() {
        return outbox.mails();
    }
}
