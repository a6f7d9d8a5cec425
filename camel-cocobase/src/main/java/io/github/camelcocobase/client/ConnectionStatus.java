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

import java.time.Instant;

/**
 * One consistent view of a watch's connection. Instances never change; a new one is made at every change of state.
 *
 * @param name the connection's name; not null
 * @param state where the connection stands; not null
 * @param since when it came to be so; not null
 * @param generation the number of the current or latest socket, 0 before the first, one more for every attempt
 * @param failedAttempts attempts that failed in a row; 0 after a subscription that held
 * @param connections how often a subscription was confirmed since the start; the first one counts
 * @param connectedSince when the current subscription was confirmed; null while there is none
 * @param lastConnected when a subscription was confirmed last, also if it is lost by now; null if never
 * @param lastLost when a confirmed subscription was lost last; null if never
 * @param lastDisconnect how the latest connection or attempt ended; null if none ended yet
 * @param nextAttempt when the next attempt is due; null when none is scheduled
 */
public record ConnectionStatus(
        String name,
        ConnectionState state,
        Instant since,
        long generation,
        int failedAttempts,
        long connections,
        Instant connectedSince,
        Instant lastConnected,
        Instant lastLost,
        Disconnect lastDisconnect,
        Instant nextAttempt) {

    /**
     * {@return the status of a watch that has not been started}
     *
     * @param name the connection's name
     * @param since the current time
     */
    public static ConnectionStatus initial(String name, Instant since) {
        return new ConnectionStatus(name, ConnectionState.STOPPED, since, 0, 0, 0, null, null, null, null, null);
    }

    /** {@return true while the server's changes arrive} */
    public boolean isLive() {
        return state == ConnectionState.LIVE;
    }

    /** {@return how often the subscription was confirmed again after a loss} */
    public long reconnects() {
        return Math.max(0, connections - 1);
    }

    /** {@return the latest error in one line, null if there was none} */
    public String lastError() {
        return lastDisconnect == null || lastDisconnect.kind() == Disconnect.Kind.REQUESTED
                ? null
                : lastDisconnect.describe();
    }
}
