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
package io.github.camelcocobase.recovery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Lets one recovery at a time read from a host, in the order in which they came. A server that has just come back is not
 * to be asked for a thousand collections at once.
 */
public final class HostTurns {

    private final Map<String, Queue<Turn>> hosts = new HashMap<>();

    /** A place in the queue, or the turn itself. */
    public final class Turn implements AutoCloseable {

        private final String host;
        private final CompletableFuture<Void> granted = new CompletableFuture<>();

        private Turn(String host) {
            this.host = host;
        }

        /** {@return completes when it is our turn} */
        public CompletableFuture<Void> granted() {
            return granted;
        }

        /** Gives the turn, or the place in the queue, to the next one. Calling it again has no effect. */
        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Queues up.
     *
     * @param host the host; not null
     * @return to be closed, whether granted or not
     */
    public Turn queueUp(String host) {
        Turn turn = new Turn(host);
        boolean first;
        synchronized (this) {
            Queue<Turn> queue = hosts.computeIfAbsent(host, h -> new ArrayDeque<>());
            first = queue.isEmpty();
            queue.add(turn);
        }
        if (first) {
            turn.granted.complete(null);
        }
        return turn;
    }

    private void leave(Turn turn) {
        Turn next = null;
        synchronized (this) {
            Queue<Turn> queue = hosts.get(turn.host);
            if (queue == null) {
                return;
            }
            boolean wasFirst = queue.peek() == turn;
            if (!queue.remove(turn)) {
                return;
            }
            if (queue.isEmpty()) {
                hosts.remove(turn.host);
            } else if (wasFirst) {
                next = queue.peek();
            }
        }
        if (next != null) {
            next.granted.complete(null);
        }
    }
}
