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

/** The Cocobase that the demo watches, and what the page's buttons do to it. */
interface Cocobase extends AutoCloseable {

    String baseUrl();

    String apiKey();

    /** {@return whether documents may be written: a demo changes nobody's data} */
    boolean writable();

    /**
     * Writes a document.
     *
     * @param id of the document to be replaced; null for a new one
     */
    void write(String collection, String id, Map<String, Object> data);

    void delete(String collection, String id);

    /** Cuts the connection of a consumer. */
    void cut(CocobaseConsumer consumer);

    @Override
    void close();
}
