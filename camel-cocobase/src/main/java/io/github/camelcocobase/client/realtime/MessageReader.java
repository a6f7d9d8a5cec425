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
import java.nio.charset.StandardCharsets;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Disconnect.Kind;
import io.github.camelcocobase.client.MalformedFrameException;
import io.github.camelcocobase.client.WatchSettings;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.core.OpCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a socket frame by frame: puts messages together, holds the server to the rules of RFC 6455, answers pings and
 * says what each message means. Called by one thread at a time.
 */
final class MessageReader {

    private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

    /** As much of a message as an excerpt of it in the log may need. */
    private static final int EXCERPT_BYTES = 1200;

    /** Hears what was read. */
    interface Receiver {

        /** A message that can be read; never a {@link Frame.Malformed}. */
        void received(Frame message);

        /** A message that cannot be read; the next one may be. */
        void malformed(MalformedFrameException problem);

        /** The socket cannot go on. */
        void violated(Disconnect violation, int closeCode);
    }

    private final WatchSettings settings;
    private final TrafficCounter traffic;
    private final ServerWords words;
    private final Receiver receiver;
    private final FrameParser parser;
    private final FrameAssembler assembler;
    private final PongSender pongs = new PongSender();

    /** Within a binary message. */
    private boolean discarding;

    MessageReader(WatchSettings settings, TrafficCounter traffic, ServerWords words, Receiver receiver) {
        this.settings = settings;
        this.traffic = traffic;
        this.words = words;
        this.receiver = receiver;
        this.parser = new FrameParser(settings.collection(), settings.dataForm());
        this.assembler = new FrameAssembler(settings.maxMessageSize());
    }

    /** Reads one frame, whose payload is only valid during the call. */
    void read(Session socket, org.eclipse.jetty.websocket.api.Frame frame) {
        if (frame.isMasked()) {
            // RFC 6455, 5.1; Jetty's parser lets it pass
            violated("a masked frame", StatusCode.PROTOCOL);
            return;
        }
        switch (frame.getEffectiveOpCode()) {
            // the effective opcode of a continuation is that of the message
            case OpCode.TEXT -> text(frame.getPayload(), frame.isFin());
            case OpCode.BINARY -> binary(frame.getPayloadLength(), frame.isFin());
            case OpCode.PING -> pongs.answer(socket, frame.getPayload());
            default -> {
                // PONG: any frame is life; CLOSE: the socket's close has the code and the reason
            }
        }
    }

    private void binary(int size, boolean last) {
        if (!discarding) {
            malformed("it is binary, Cocobase sends text", size, "");
        }
        discarding = !last;
    }

    private void text(ByteBuffer piece, boolean last) {
        if (!assembler.add(piece)) {
            assembler.clear();
            traffic.tooLarge();
            receiver.violated(
                    Disconnect.of(
                            Kind.MESSAGE_TOO_LARGE,
                            "A message is larger than maxMessageSize, " + settings.maxMessageSize() + " bytes",
                            null),
                    StatusCode.MESSAGE_TOO_LARGE);
            return;
        }
        if (last) {
            try {
                message(assembler.message(), assembler.length());
            } finally {
                assembler.clear();
            }
        }
    }

    private void message(byte[] bytes, int length) {
        if (!Utf8.isValid(bytes, 0, length)) {
            violated("a text message that is not valid UTF-8", StatusCode.BAD_PAYLOAD);
            return;
        }
        Frame message = parser.parse(bytes, 0, length, System.currentTimeMillis());
        if (LOG.isDebugEnabled()) {
            LOG.debug("{}: received {}", settings.name(), excerpt(bytes, length));
        }
        if (message instanceof Frame.Malformed malformed) {
            malformed(malformed.reason(), length, excerpt(bytes, length));
        } else {
            receiver.received(message);
        }
    }

    private void malformed(String reason, int size, String excerpt) {
        traffic.malformed();
        receiver.malformed(new MalformedFrameException(reason, size, excerpt));
    }

    private void violated(String what, int closeCode) {
        receiver.violated(Disconnect.of(Kind.PROTOCOL_ERROR, "The server sent " + what, null), closeCode);
    }

    private String excerpt(byte[] bytes, int length) {
        return words.quote(new String(bytes, 0, Math.min(length, EXCERPT_BYTES), StandardCharsets.UTF_8));
    }
}
