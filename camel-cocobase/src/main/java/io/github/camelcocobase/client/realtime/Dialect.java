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
package io.github.camelcocobase.client.realtime;

import java.util.Map;

/** What differs between Cocobase's servers on the realtime channel. */
public interface Dialect {

    /** The service at api.cocobase.cc and what speaks like it. */
    Dialect CLOUD = new CloudDialect();

    /**
     * {@return the path of a collection's channel, beginning with a slash}
     *
     * @param collectionSegment the collection's name, encoded as one path segment
     */
    String path(String collectionSegment);

    /**
     * {@return the first message that the client sends}
     *
     * @param apiKey the project's key
     * @param filters conditions for the server to apply; empty for none
     */
    String authenticate(String apiKey, Map<String, String> filters);
}
