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

/** Confirms a subscription and attaches it, with all that may go wrong on the way. */
final class Confirmation {

    private final Backend backend;
    private final Faults faults;
    private final WatchConnection connection;
    private final WireFrame welcome;

    Confirmation(Backend backend, WatchConnection connection, WireFrame welcome) {
        this.backend = backend;
        this.faults = backend.faults();
        this.connection = connection;
        this.welcome = welcome;
    }

    void send() {
        if (faults.connectedDelayMillis.amount() > 0) {
            backend.schedule(this::confirm, faults.connectedDelayMillis.amount());
        } else {
            confirm();
        }
    }

    private void confirm() {
        if (faults.connectedAfterFirstEvent.on()) {
            connection.sendAfterFirstEvent(welcome);
        } else if (!faults.omitConnected.on()) {
            connection.queue(welcome);
            if (faults.connectedTwice.on()) {
                connection.queue(welcome);
            }
        }
        Faults.CloseFrame close = faults.closeOnConnected.take();
        if (close != null) {
            connection.close(close.code(), close.reason());
        } else if (faults.settleDelayMillis.amount() > 0) {
            // before the client can see the confirmation: it counts the time from there
            connection.attachLater(faults.settleDelayMillis.amount());
            connection.flush();
        } else {
            // attached before the client can see the confirmation: the real service's gap is a fault here
            connection.attach();
            connection.flush();
        }
    }
}
