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

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/** Reads what a watching client sends. */
final class WatchSocket implements FrameHandler {

    private final Backend backend;
    private final WatchConnection connection;
    private final WatchDialect dialect;
    private final boolean silentOnOpen;
    private final MessageAssembly assembly = new MessageAssembly();
    private CoreSession session;

    /** @param silentOnOpen whether it falls silent as soon as it is open */
    WatchSocket(Backend backend, WatchConnection connection, WatchDialect dialect, boolean silentOnOpen) {
        this.backend = backend;
        this.connection = connection;
        this.dialect = dialect;
        this.silentOnOpen = silentOnOpen;
    }

    @Override
    public void onOpen(CoreSession newSession, Callback callback) {
        session = newSession;
        backend.observations().opened(connection);
        callback.succeeded();
        if (silentOnOpen) {
            connection.blackHole();
            return;
        }
        backend.schedule(this::onAuthTimeout, backend.settings().authTimeout().toMillis());
        session.demand();
    }

    private void onAuthTimeout() {
        if (connection.isAuthenticating()) {
            dialect.authenticationTimedOut(connection);
        }
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (connection.isSilent()) {
            // without demand nothing more is read, so the client's sends pile up in the operating systems' buffers
            callback.succeeded();
            return;
        }
        switch (frame.getOpCode()) {
            case OpCode.CLOSE -> {
                connection.closedByClient(callback::succeeded);
                return;
            }
            case OpCode.PING -> connection.pinged(BufferUtil.toArray(frame.getPayload()));
            case OpCode.PONG -> {}
            default -> onMessage(assembly.add(frame));
        }
        callback.succeeded();
        if (!connection.isSilent()) {
            session.demand();
        }
    }

    private void onMessage(MessageAssembly.Message message) {
        if (message == null) {
            return;
        }
        if (connection.authFrame() == null) {
            connection.authFrame(message.text());
            backend.observations().authFrame(message.text());
            dialect.authenticate(connection, message.text());
        } else if (!message.binary()) {
            dialect.message(connection, message.text());
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus closeStatus, Callback callback) {
        connection.terminated();
        callback.succeeded();
    }
}
