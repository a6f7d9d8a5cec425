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

import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the socket for one frame after the other, or lets it wait. Jetty delivers one frame per demand, control frames
 * included: while there is no demand, a ping, a close and the end of the connection go unnoticed.
 */
final class Demand {

    private static final Logger LOG = LoggerFactory.getLogger(Demand.class);

    private final String name;
    private final Predicate<Thread> reading;
    private final Consumer<Runnable> soon;
    private volatile Session socket;

    // guarded by this
    private boolean withheld;
    private boolean owed;
    private boolean ended;
    /** Has read the frame after which a demand is owed. */
    private Thread lastReader;

    /** Whether the owed demand waits for that thread. */
    private boolean waiting;

    /**
     * @param name the connection's
     * @param reading tells of a thread that has read a frame whether it is too early for a demand that another one makes
     * @param soon runs something in an instant, on any thread
     */
    Demand(String name, Predicate<Thread> reading, Consumer<Runnable> soon) {
        this.name = name;
        this.reading = reading;
        this.soon = soon;
    }

    void open(Session socket) {
        this.socket = socket;
    }

    /** Wants the next frame, at once or when reading goes on. To be called by the thread that has read the last one. */
    void next() {
        synchronized (this) {
            if (withheld) {
                owed = true;
                lastReader = Thread.currentThread();
                return;
            }
        }
        ask();
    }

    /** Stops reading; what is in the socket's buffers stays there. */
    synchronized void withhold() {
        withheld = !ended;
    }

    /** Reads on. */
    void resume() {
        synchronized (this) {
            withheld = false;
        }
        settle();
    }

    /** Asks for what is owed, as soon as Jetty is ready to hear it. */
    private void settle() {
        boolean tooEarly;
        synchronized (this) {
            if (!owed || withheld || waiting) {
                return;
            }
            tooEarly = reading.test(lastReader);
            waiting = tooEarly;
            owed = tooEarly;
        }
        if (tooEarly) {
            soon.accept(this::settleAfterWait);
        } else {
            ask();
        }
    }

    private void settleAfterWait() {
        synchronized (this) {
            waiting = false;
        }
        settle();
    }

    /** Reads on, come what may: nobody consumes what comes in, but the server's answer to a close has to be read. */
    void end() {
        synchronized (this) {
            ended = true;
        }
        resume();
    }

    synchronized boolean isWithheld() {
        return withheld;
    }

    private void ask() {
        try {
            socket.demand();
        } catch (RuntimeException e) {
            // the socket was closed under our hands; its close is reported
            LOG.debug("{}: no demand on a closed socket", name, e);
        } catch (Error e) {
            // Jetty takes the demand for made and does not hear of another one. Later, since its close is reported and
            // we may be under a lock
            LOG.error("{}: the socket cannot be read from any more", name, e);
            soon.accept(socket::disconnect);
        }
    }
}
