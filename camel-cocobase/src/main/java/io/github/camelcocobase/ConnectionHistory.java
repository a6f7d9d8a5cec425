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
package io.github.camelcocobase;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;

/**
 * What a connection's latest status does not tell: for how long it has not been live, and the latest close code. Written
 * by one thread at a time, read by any.
 */
final class ConnectionHistory {

    private final LongSupplier nanoClock;

    private volatile long notLiveSinceNanos;
    private volatile boolean live;
    private volatile Disconnect lastClose;
    private volatile Disconnect lastLoss;

    /**
     * @param nanoClock monotonic nanoseconds: a jump of the wall clock must not turn health down
     */
    ConnectionHistory(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.notLiveSinceNanos = nanoClock.getAsLong();
    }

    /** A new start; the close codes of before stay known. */
    void started() {
        live = false;
        notLiveSinceNanos = nanoClock.getAsLong();
    }

    void changed(ConnectionStatus previous, ConnectionStatus current) {
        if (current.isLive()) {
            live = true;
        } else if (live || previous.state() == ConnectionState.SUSPENDED) {
            // time that was spent suspended on request is no outage
            notLiveSinceNanos = nanoClock.getAsLong();
            live = false;
        }
        Disconnect disconnect = current.lastDisconnect();
        if (previous.isLive() && !current.isLive()) {
            lastLoss = disconnect;
        }
        if (disconnect != null && disconnect != previous.lastDisconnect() && disconnect.closeCode() != null) {
            lastClose = disconnect;
        }
    }

    /** {@return since when the subscription is not confirmed; zero while it is} */
    Duration notLiveFor() {
        return live ? Duration.ZERO : Duration.ofNanos(nanoClock.getAsLong() - notLiveSinceNanos);
    }

    /** {@return how a confirmed subscription ended last, null if none has} */
    Disconnect lastLoss() {
        return lastLoss;
    }

    /** {@return the latest disconnect with a close code, null if there was none} */
    Disconnect lastClose() {
        return lastClose;
    }
}
