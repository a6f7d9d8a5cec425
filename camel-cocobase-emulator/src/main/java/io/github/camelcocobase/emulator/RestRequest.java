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
package io.github.camelcocobase.emulator;

/**
 * A REST request that the emulator received, also one that it refused.
 *
 * @param method the HTTP method
 * @param path the path as it was encoded on the wire
 * @param query the query as it was encoded on the wire, without the question mark; null when there was none
 * @param apiKey the key that was presented; null when there was none
 */
public record RestRequest(String method, String path, String query, String apiKey) {

    /** Leaves the key out: this may end up in a log. */
    @Override
    public String toString() {
        return method + " " + path + (query == null ? "" : "?" + query);
    }
}
