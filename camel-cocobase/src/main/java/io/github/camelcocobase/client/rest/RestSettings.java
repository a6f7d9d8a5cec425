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
package io.github.camelcocobase.client.rest;

import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;

import io.github.camelcocobase.client.DataForm;

/**
 * What to read and how.
 *
 * @param collection the collection's name; not null
 * @param baseUrl an {@code http} or {@code https} URL, with a path prefix where the server has one; not null
 * @param apiKey asked for the key at every request; not null
 * @param dataForm in which form the user's fields are kept; not null
 * @param timeout how long one request may take from its sending to the last byte of its answer; positive
 * @param maxResponseSize the largest answer in bytes; positive
 */
public record RestSettings(
        String collection,
        URI baseUrl,
        Supplier<String> apiKey,
        DataForm dataForm,
        Duration timeout,
        int maxResponseSize) {

    /** {@return what is read; the key is not part of it} */
    @Override
    public String toString() {
        return "RestSettings[" + collection + " at " + baseUrl + "]";
    }
}
