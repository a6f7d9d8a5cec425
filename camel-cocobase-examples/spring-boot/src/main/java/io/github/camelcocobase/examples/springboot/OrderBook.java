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

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.camelcocobase.CocobaseConstants;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/** What is in each order that is not cancelled, to know what the shop will earn. */
@Component
public class OrderBook {

    private final ConcurrentMap<String, BigDecimal> totals = new ConcurrentHashMap<>();

    /** A snapshot or a recovery may tell of an order that is known already: entering it twice does no harm. */
    public void enter(@Header(CocobaseConstants.DOCUMENT_ID) String id, @Body Map<String, Object> order) {
        totals.put(id, new BigDecimal(order.getOrDefault("total", 0).toString()));
    }

    public void cancel(@Header(CocobaseConstants.DOCUMENT_ID) String id) {
        totals.remove(id);
    }

    int size() {
        return totals.size();
    }

    BigDecimal turnover() {
        return totals.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
