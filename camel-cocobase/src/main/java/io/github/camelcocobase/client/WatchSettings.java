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
package io.github.camelcocobase.client;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What to watch and how.
 *
 * @param collection the collection's name; not null
 * @param name the connection's name for logs and monitoring; not null
 * @param baseUrl an {@code http} or {@code https} URL, with a path prefix where the server has one; not null
 * @param dialect which kind of server is there; not null
 * @param apiKey asked for the key at every attempt, so that a renewed key is picked up; not null
 * @param serverFilters conditions for the server to apply, empty for none; not null
 * @param dataForm in which form the user's fields are kept; not null
 * @param reconnect when to connect again; not null
 * @param connectTimeout how long TCP, TLS and the WebSocket upgrade may take together; positive
 * @param subscribeTimeout how long the server may take to confirm the subscription; positive
 * @param pingInterval how often a WebSocket ping is sent; 0 = never
 * @param livenessTimeout how long nothing may be heard before the connection counts as dead; 0 = for ever
 * @param maxMessageSize the largest message in bytes; positive
 */
public record WatchSettings(
        String collection,
        String name,
        URI baseUrl,
        Dialect dialect,
        Supplier<String> apiKey,
        Map<String, String> serverFilters,
        DataForm dataForm,
        ReconnectPolicy reconnect,
        Duration connectTimeout,
        Duration subscribeTimeout,
        Duration pingInterval,
        Duration livenessTimeout,
        int maxMessageSize) {

    /** The address of Cocobase's own service. */
    public static final URI DEFAULT_BASE_URL = URI.create("https://api.cocobase.cc");

    /** 4 MiB. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 4 * 1024 * 1024;

    /**
     * {@return settings with the defaults for everything but what is given}
     *
     * @param baseUrl the server's address; not null
     * @param collection the collection's name; not null
     * @param name the connection's name; null or empty for {@code watch-} and the collection
     * @param apiKey the project's key; not null
     */
    public static WatchSettings of(URI baseUrl, String collection, String name, String apiKey) {
        return new WatchSettings(
                collection,
                name == null || name.isEmpty() ? defaultName(collection) : name,
                baseUrl,
                Dialect.CLOUD,
                () -> apiKey,
                Map.of(),
                DataForm.MAP,
                ReconnectPolicy.DEFAULT,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(50),
                DEFAULT_MAX_MESSAGE_SIZE);
    }

    /** {@return the name of a connection that was given none: {@code watch-} and the collection, as in the Go SDK} */
    public static String defaultName(String collection) {
        return "watch-" + collection;
    }

    /** {@return what is watched; the key is not part of it} */
    @Override
    public String toString() {
        return "WatchSettings[" + name + ": " + collection + " at " + baseUrl + "]";
    }
}
