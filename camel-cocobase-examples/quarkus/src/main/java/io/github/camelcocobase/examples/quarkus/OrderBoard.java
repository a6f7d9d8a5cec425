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

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import io.github.camelcocobase.CocobaseConstants;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The orders as they are now, by id. */
@ApplicationScoped
public class OrderBoard {

    private final Map<String, Map<String, Object>> orders = new ConcurrentSkipListMap<>();

    /** A snapshot or a recovery may tell of an order that is known already: putting it twice does no harm. */
    public void put(@Header(CocobaseConstants.DOCUMENT_ID) String id, @Body Map<String, Object> order) {
        orders.put(id, order);
    }

    /** Takes an order off the board. */
    public void remove(@Header(CocobaseConstants.DOCUMENT_ID) String id) {
        orders.remove(id);
    }

    /** {@return the orders by id; changes with them} */
    public Map<String, Map<String, Object>> orders() {
        return orders;
    }
}
