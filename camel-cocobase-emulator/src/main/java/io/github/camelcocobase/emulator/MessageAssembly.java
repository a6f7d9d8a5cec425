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

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** Puts the frames of a client's message together; Jetty hands over a frame in pieces when it comes in pieces. */
final class MessageAssembly {

    private static final int MAX_MESSAGE = 16 * 1024 * 1024;

    /** A whole message. */
    record Message(boolean binary, String text) {}

    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private boolean binary;

    /** Takes a data frame; returns the message when this was its last, else null. */
    Message add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) {
            binary = frame.getOpCode() == OpCode.BINARY;
            payload.reset();
        }
        ByteBuffer part = frame.getPayload();
        if (payload.size() + BufferUtil.length(part) > MAX_MESSAGE) {
            throw new IllegalArgumentException("A client's message may have " + MAX_MESSAGE + " bytes at most");
        }
        payload.writeBytes(BufferUtil.toArray(part));
        return frame.isFin() ? new Message(binary, payload.toString(StandardCharsets.UTF_8)) : null;
    }
}
