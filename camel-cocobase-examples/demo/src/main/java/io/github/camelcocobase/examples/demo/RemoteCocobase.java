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

/** Somebody's real Cocobase: it is watched, never changed. */
record RemoteCocobase(String baseUrl, String apiKey) implements Cocobase {

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void write(String collection, String id, Map<String, Object> data) {
        throw readOnly();
    }

    @Override
    public void delete(String collection, String id) {
        throw readOnly();
    }

    private static RuntimeException readOnly() {
        return new UnsupportedOperationException("The demo does not change the documents of a real Cocobase");
    }

    /** The server is not ours to disturb, so the component hangs up. */
    @Override
    public void cut(CocobaseConsumer consumer) {
        consumer.reconnectNow();
    }

    @Override
    public void close() {
        // nothing is ours
    }
}
