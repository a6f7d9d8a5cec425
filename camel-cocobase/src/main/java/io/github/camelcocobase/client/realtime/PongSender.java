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

import java.nio.ByteBuffer;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * Answers pings, with one pong on its way at a time: a flood of pings is answered with as many pongs as the server
 * takes, the latest payload always among them, as RFC 6455, 5.5.3 allows.
 */
final class PongSender {

    private boolean sending;
    private ByteBuffer latest;

    /**
     * @param payload at most 125 bytes, only valid during the call
     */
    void answer(Session session, ByteBuffer payload) {
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        synchronized (this) {
            if (sending) {
                latest = copy;
                return;
            }
            sending = true;
        }
        send(session, copy);
    }

    private void send(Session session, ByteBuffer payload) {
        session.sendPong(payload, Callback.from(() -> sent(session), failure -> sent(session)));
    }

    private void sent(Session session) {
        ByteBuffer next;
        synchronized (this) {
            next = session.isOpen() ? latest : null;
            latest = null;
            sending = next != null;
        }
        if (next != null) {
            send(session, next);
        }
    }
}
