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

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelcocobase.client.Dialect;

/** What differs between the dialects on the realtime channel. What the server sends is understood in all of them. */
interface WatchProtocol {

    /** {@return how to speak a dialect} */
    static WatchProtocol of(Dialect dialect) {
        return switch (dialect) {
            case CLOUD -> new CloudProtocol();
            case SELF_HOSTED -> new SelfHostedProtocol();
        };
    }

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

    /** {@return a message as JSON text} */
    static String json(Map<String, Object> message) {
        try {
            return Mapper.INSTANCE.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A map of plain values can always be written as JSON", e);
        }
    }

    /** Holds what {@link #json} needs. */
    final class Mapper {
        private static final JsonMapper INSTANCE = new JsonMapper();

        private Mapper() {}
    }
}
