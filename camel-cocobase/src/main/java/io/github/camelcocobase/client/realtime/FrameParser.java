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

import java.io.IOException;
import java.util.Locale;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.DocumentParser;
import io.github.camelcocobase.client.JsonInput;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.client.WireDocument;

/**
 * Reads the server's messages, in every shape that a Cocobase server, SDK or document is known to use, with their fields
 * in any order. A message that cannot be read becomes a {@link Frame.Malformed}: nothing is thrown.
 *
 * <p>What a message means:
 *
 * <ol>
 *   <li>A field {@code error} that is a text or {@code true}, and no document: {@link Frame.ServerError}.
 *   <li>Its name is the first text that is not empty of {@code event} (the server's source, the Go SDK), {@code action}
 *       (the self-hosted server) and {@code type} (documentation; not {@code event} or {@code message}, which say that
 *       the name is elsewhere). Without a name: {@link Frame.Notice}.
 *   <li>{@code connected}, {@code authenticated}, {@code subscribed}: {@link Frame.Confirmed}. {@code pong},
 *       {@code ping}, {@code heartbeat}: {@link Frame.Heartbeat}. Every other name: {@link Frame.Change}.
 *   <li>The document is the object {@code data}, or else the object {@code document}, in the shapes of
 *       {@link DocumentParser}. Beside a {@code document_id}, though, an object {@code document} is the user's fields and
 *       nothing else (the self-hosted server).
 *   <li>A create, update or delete without a document id is malformed: it can be neither ordered nor recovered.
 * </ol>
 *
 * Of a name that occurs twice in an object, the last value counts. Names of events are read in any case; one of more
 * than {@value #MAX_NAME_LENGTH} characters is malformed. The limits on depth, numbers and names are those of
 * {@link JsonInput}. That the text is UTF-8 is for the caller to check: the parser notices in part only.
 *
 * <p>Instances are immutable and may be shared.
 */
public final class FrameParser {

    /** The most characters that the name of an event may have. */
    public static final int MAX_NAME_LENGTH = 256;

    private static final Frame HEARTBEAT = new Frame.Heartbeat();
    private static final Frame NOTICE = new Frame.Notice();

    private final String collection;
    private final DocumentParser documents;

    /**
     * @param collection the watched collection's name, which every document gets; not null
     * @param form the form in which the user's fields are kept; not null
     */
    public FrameParser(String collection, DataForm form) {
        this.collection = collection;
        this.documents = new DocumentParser(form);
    }

    /**
     * Reads one message.
     *
     * @param buffer holds the message, a JSON text in UTF-8; read during the call only, nothing of it is kept; not null
     * @param offset where the message begins
     * @param length its length in bytes
     * @param receivedAtMillis when it came in, in milliseconds since the epoch
     * @return what it means; never null
     * @throws IndexOutOfBoundsException if the range is not in the buffer
     */
    public Frame parse(byte[] buffer, int offset, int length, long receivedAtMillis) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        try (JsonInput in = JsonInput.open(buffer, offset, length)) {
            JsonParser parser = in.parser();
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Frame.Malformed("empty");
            }
            if (first != JsonToken.START_OBJECT) {
                return new Frame.Malformed("not a JSON object");
            }
            Envelope envelope = new Envelope(in, documents);
            envelope.read();
            if (parser.nextToken() != null) {
                return new Frame.Malformed("more than one JSON value");
            }
            return meaning(envelope, receivedAtMillis);
        } catch (StreamConstraintsException e) {
            // its text has lengths and limits, and nothing of the message
            return new Frame.Malformed("JSON beyond the limits: " + e.getOriginalMessage());
        } catch (JsonEOFException e) {
            return new Frame.Malformed("JSON that ends too early");
        } catch (JsonProcessingException e) {
            return new Frame.Malformed("not JSON, at byte " + e.getLocation().getByteOffset());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // what nobody foresaw, or a thread with a small stack: one frame must not end the stream
            return new Frame.Malformed("not readable: " + e.getClass().getSimpleName());
        }
    }

    private Frame meaning(Envelope envelope, long receivedAtMillis) throws IOException {
        Frame.ServerError error = envelope.error();
        if (error != null) {
            return error;
        }
        String name = envelope.name();
        if (name == null) {
            return NOTICE;
        }
        if (name.length() > MAX_NAME_LENGTH) {
            return new Frame.Malformed("name of the event longer than " + MAX_NAME_LENGTH + " characters");
        }
        ChangeType type = ChangeType.ofVerb(name);
        if (type != ChangeType.UNKNOWN) {
            return change(envelope, type, type.eventName(), receivedAtMillis);
        }
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "connected", "authenticated", "subscribed" ->
                new Frame.Confirmed(envelope.collectionId(), envelope.publishes());
            case "pong", "ping", "heartbeat" -> HEARTBEAT;
            default -> change(envelope, type, name, receivedAtMillis);
        };
    }

    private Frame change(Envelope envelope, ChangeType type, String event, long receivedAtMillis) throws IOException {
        WireDocument document = envelope.document();
        if (document.id() == null && type != ChangeType.UNKNOWN) {
            return new Frame.Malformed("a change without the document's id");
        }
        return new Frame.Change(
                new ChangeEvent(
                        type,
                        event,
                        document.toDocument(collection),
                        envelope.oldData(),
                        Origin.LIVE,
                        receivedAtMillis),
                document.collectionName());
    }
}
