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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;

/** A way to receive events: what is measured. Has a constructor without parameters, and a JVM of its own. */
public interface Contestant {

    /**
     * Connects and lets every event end in the sink.
     *
     * @param server the blaster's address, {@code http://...}
     * @param collection what to watch
     * @param sink takes the events
     * @throws Exception if that fails
     */
    void open(URI server, String collection, Sink sink) throws Exception;

    /**
     * Disconnects; what has been received still ends in the sink.
     *
     * @throws Exception if that fails
     */
    void close() throws Exception;

    /** {@return the address of the WebSocket on which the real server would send a collection's changes} */
    static URI webSocket(URI server, String collection) {
        return URI.create("ws://" + server.getAuthority() + "/realtime/collections/" + collection);
    }

    /** {@return the first message, by which a client shows its key} */
    static String authentication() {
        return "{\"api_key\":\"benchmark\"}";
    }
}
