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

/** Where a watch stands. */
public enum ConnectionState {
    /** Not started, closed, or given up: nothing happens until it is started anew. */
    STOPPED,
    /** A socket is being opened: TCP, TLS and the WebSocket upgrade. */
    CONNECTING,
    /** The socket is open and the key has been sent; the server has not yet confirmed the subscription. */
    AUTHENTICATING,
    /** The subscription is confirmed: changes arrive as they happen. */
    LIVE,
    /** The connection was lost or could not be made; the next attempt is scheduled. */
    WAITING,
    /** The server does not accept the key. It is tried again at the longest delay only, since a key can be renewed. */
    REJECTED,
    /** Disconnected on request, and connected again on request. */
    SUSPENDED
}
