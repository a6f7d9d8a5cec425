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

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Starts a Cocobase before the application, which is told of it, and hands it to the test. */
public class EmulatedCocobase implements QuarkusTestResourceLifecycleManager {

    private CocobaseEmulator cocobase;

    @Override
    public Map<String, String> start() {
        cocobase = CocobaseEmulator.builder()
                .collection("orders")
                .collection("customers")
                .start();
        cocobase.collection("orders").create("of-yesterday", Map.of("status", "paid"));
        return Map.of(
                "camel.component.cocobase.base-url", cocobase.baseUrl(),
                "camel.component.cocobase.api-key", cocobase.apiKey(),
                "camel.component.cocobase.max-reconnect-delay", "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(cocobase, new TestInjector.MatchesType(CocobaseEmulator.class));
    }

    @Override
    public void stop() {
        if (cocobase != null) {
            cocobase.close();
        }
    }
}
