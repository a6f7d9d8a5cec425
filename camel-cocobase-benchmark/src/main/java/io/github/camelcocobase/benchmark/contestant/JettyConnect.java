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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.eclipse.jetty.websocket.client.WebSocketClient;

/** How a contestant that is written with Jetty's client connects. */
final class JettyConnect {

    private JettyConnect() {}

    /**
     * Connects. Jetty's own future completes when its thread has read what there is to read, which does not end here.
     *
     * @param opened completed by the listener when it hears that the socket is open
     */
    static void connect(WebSocketClient client, Object listener, CompletableFuture<Void> opened, URI uri)
            throws Exception {
        client.connect(listener, uri).exceptionally(failure -> {
            opened.completeExceptionally(failure);
            return null;
        });
        opened.get(30, TimeUnit.SECONDS);
    }
}
