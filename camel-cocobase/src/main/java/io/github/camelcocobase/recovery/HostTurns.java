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
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lets one recovery at a time read from a host, in the order in which they came. A server that has just come back is not
 * to be asked for a thousand collections at once.
 *
 * <p>Whoever has the turn has a thread: a recovery that is under way waits for its next turn on its thread, one that has
 * not begun waits without one, and is only told when it may try. Otherwise all threads could be waiting for a turn that
 * somebody has who waits for a thread.
 */
public final class HostTurns {

    private final Map<String, Host> hosts = new HashMap<>();

    /** Guarded by the turns. */
    private static final class Host {
        private final Deque<Turn> waiting = new ArrayDeque<>();
        private Turn holder;
    }

    /** A place in the queue, or the turn itself. */
    public final class Turn implements AutoCloseable {

        private final String host;
        private final Runnable whenFree;
        private final CompletableFuture<Void> granted = new CompletableFuture<>();

        private Turn(String host, Runnable whenFree) {
            this.host = host;
            this.whenFree = whenFree;
        }

        /** {@return completes when it is our turn} */
        public CompletableFuture<Void> granted() {
            return granted;
        }

        /**
         * Takes the turn, on the thread that is to use it.
         *
         * @return false if somebody else was quicker, in which case we are told again, or the place was given up
         */
        public boolean take() {
            synchronized (HostTurns.this) {
                Host queue = hosts.get(host);
                if (queue == null || queue.holder != null || !queue.waiting.remove(this)) {
                    return false;
                }
                queue.holder = this;
            }
            granted.complete(null);
            return true;
        }

        /** Gives the turn, or the place in the queue, to the next one. Calling it again has no effect. */
        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Queues up for a recovery that is under way, and has a thread.
     *
     * @param host the host; not null
     * @return to be closed, whether granted or not
     */
    public Turn queueUp(String host) {
        Turn turn = new Turn(host, null);
        enqueue(turn);
        return turn;
    }

    /**
     * Queues up for a recovery that has not begun.
     *
     * @param host the host; not null
     * @param whenFree called, perhaps more than once, when the turn may be taken; must not block
     * @return to be closed, whether taken or not
     */
    public Turn queueUp(String host, Runnable whenFree) {
        Turn turn = new Turn(host, whenFree);
        enqueue(turn);
        return turn;
    }

    private void enqueue(Turn turn) {
        Turn next;
        synchronized (this) {
            Host queue = hosts.computeIfAbsent(turn.host, name -> new Host());
            queue.waiting.add(turn);
            next = next(queue);
        }
        tell(next);
    }

    private void leave(Turn turn) {
        Turn next;
        synchronized (this) {
            Host queue = hosts.get(turn.host);
            if (queue == null || queue.holder != turn && !queue.waiting.remove(turn)) {
                return;
            }
            if (queue.holder == turn) {
                queue.holder = null;
            }
            next = next(queue);
            if (queue.holder == null && queue.waiting.isEmpty()) {
                hosts.remove(turn.host);
            }
        }
        tell(next);
    }

    /** {@return who is to be told of a free turn, which is theirs already if they wait on a thread; null for nobody} */
    private static Turn next(Host queue) {
        if (queue.holder != null) {
            return null;
        }
        for (Turn turn : queue.waiting) {
            if (turn.whenFree == null) {
                queue.waiting.remove(turn);
                queue.holder = turn;
                return turn;
            }
        }
        return queue.waiting.peek();
    }

    private static void tell(Turn next) {
        if (next == null) {
            return;
        }
        if (next.whenFree == null) {
            next.granted.complete(null);
        } else {
            next.whenFree.run();
        }
    }
}
