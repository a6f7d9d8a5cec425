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

import java.time.Duration;

import io.github.camelcocobase.examples.shop.Shop;
import org.apache.camel.main.Main;

/** Runs the route of this example beside a shop and, if no other is named, a moody endpoint. README.md says how. */
public final class HttpExample {

    private HttpExample() {}

    public static void main(String[] args) throws Exception {
        try (Shop shop = Shop.open(System.getenv());
                MoodyEndpoint endpoint = System.getenv("DELIVERY_URL") == null ? MoodyEndpoint.start() : null) {
            Main camel = new Main();
            camel.configure().addRoutesBuilder(new DeliveryRoute());
            camel.addOverrideProperty("camel.component.cocobase.base-url", shop.baseUrl());
            camel.addOverrideProperty("camel.component.cocobase.api-key", shop.apiKey());
            if (endpoint != null) {
                camel.addOverrideProperty("delivery.endpoint", endpoint.url());
            }
            shop.start(Duration.ofMillis(700));
            camel.run();
        }
    }
}
