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
package io.github.camelcocobase.examples.demo;

import java.util.Map;

import io.github.camelcocobase.CocobaseConsumer;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;

/** A Cocobase inside the demo: no network, no account. */
class EmulatedCocobase implements Cocobase {

    private static final String KEY = "demo-key";

    private final CocobaseEmulator emulator = CocobaseEmulator.builder()
            .port(0)
            .apiKey(KEY)
            .collection("users", "orders", "products")
            .start();

    CocobaseEmulator emulator() {
        return emulator;
    }

    @Override
    public String baseUrl() {
        return emulator.baseUrl();
    }

    @Override
    public String apiKey() {
        return KEY;
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void write(String collection, String id, Map<String, Object> data) {
        if (id == null) {
            emulator.collection(collection).create(data);
        } else {
            emulator.collection(collection).replace(id, data);
        }
    }

    @Override
    public void delete(String collection, String id) {
        emulator.collection(collection).delete(id);
    }

    /** As a lost network does: TCP ends, nobody says goodbye. */
    @Override
    public void cut(CocobaseConsumer consumer) {
        emulator.connections(consumer.getEndpoint().getCollection()).forEach(WatchConnection::drop);
    }

    @Override
    public void close() {
        emulator.close();
    }
}
