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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows over HTTP what the routes have done. */
@RestController
public class ShopController {

    private final OrderBook book;
    private final List<String> greetings = new CopyOnWriteArrayList<>();

    ShopController(OrderBook book) {
        this.book = book;
    }

    /** The route in {@code customers.yaml} calls it, by the name of this bean. */
    public void greet(String greeting) {
        greetings.add(greeting);
    }

    @GetMapping("/turnover")
    Turnover turnover() {
        return new Turnover(book.size(), book.turnover());
    }

    @GetMapping("/greetings")
    List<String> greetings() {
        return greetings;
    }

    record Turnover(int orders, BigDecimal total) {}
}
