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

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Watches one collection: keeps a subscription alive, whatever happens to the connection, until it is closed.
 *
 * <p>Implementations are safe for use by several threads. No method blocks, but {@link #close(Duration)}.
 */
public interface CollectionWatch extends AutoCloseable {

    /** {@return the connection's name; a label of ours that is never sent to the server} */
    String name();

    /** {@return the collection's name} */
    String collection();

    /** {@return the connection's state, one consistent view of it; never null} */
    ConnectionStatus status();

    /** {@return figures of what has come in; never null} */
    Traffic traffic();

    /** {@return true once {@link #close()} was called or the watch gave up} */
    boolean isClosed();

    /**
     * {@return completes with the status after the first attempt ended: {@code LIVE}, {@code REJECTED},
     * {@code WAITING} or {@code STOPPED}; never exceptionally}
     */
    CompletionStage<ConnectionStatus> firstOutcome();

    /** Stops reading from the socket until {@link #resumeReading()}; TCP then slows the server down. */
    void pauseReading();

    /** Reads on after {@link #pauseReading()}. */
    void resumeReading();

    /** {@return the collection's id, by which changes are checked; null while nobody has said it} */
    String collectionId();

    /**
     * Says which id the collection has, for servers that do not say it themselves: from now until the connection ends,
     * changes of a collection with another id are dropped. They are another tenant's, whose collection has the same name.
     *
     * @param id a UUID; null for unknown
     */
    void expectCollectionId(String id);

    /** Disconnects until {@link #resume()}. Without effect on a closed watch. */
    void suspend();

    /** Connects again after {@link #suspend()}. Without effect on a watch that is not suspended. */
    void resume();

    /**
     * Drops the connection, if there is one, and makes a new one at once, as though nothing had failed before. Without
     * effect on a watch that is closed or suspended.
     *
     * @param reason why, for the log; not null
     */
    void reconnectNow(String reason);

    /**
     * Drops the connection, if there is one; the next attempt comes when the reconnect policy says.
     *
     * @param why what is to be reported; not null
     */
    void drop(Disconnect why);

    /**
     * Ends the watch: no event is delivered after it, but for one whose delivery has begun; nothing reconnects. The socket
     * is closed within a second, without waiting for it. Calling it again has no effect.
     */
    @Override
    void close();

    /**
     * Ends the watch as {@link #close()} does and waits until the socket is closed.
     *
     * @param patience how long at the most; a socket that is still open then is cut
     */
    void close(Duration patience);

    /**
     * What has come in since the watch was made.
     *
     * @param frames WebSocket messages of any kind, pings and pongs included
     * @param events document changes, those of other collections not included
     * @param malformed messages that could not be read
     * @param foreign changes of other collections or of another tenant's collection of the same name; dropped
     * @param tooLarge messages beyond the allowed size
     * @param lastFrameAtMillis when anything came in last, in milliseconds since the epoch; 0 if nothing ever did
     * @param lastEventAtMillis when a change came in last, in milliseconds since the epoch; 0 if none ever did
     */
    record Traffic(
            long frames,
            long events,
            long malformed,
            long foreign,
            long tooLarge,
            long lastFrameAtMillis,
            long lastEventAtMillis) {

        /** Nothing has come in. */
        public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

        /**
         * {@return the figures of both together}
         *
         * @param other what has come in elsewhere or at another time; not null
         */
        public Traffic plus(Traffic other) {
            return new Traffic(
                    frames + other.frames,
                    events + other.events,
                    malformed + other.malformed,
                    foreign + other.foreign,
                    tooLarge + other.tooLarge,
                    Math.max(lastFrameAtMillis, other.lastFrameAtMillis),
                    Math.max(lastEventAtMillis, other.lastEventAtMillis));
        }
    }
}
