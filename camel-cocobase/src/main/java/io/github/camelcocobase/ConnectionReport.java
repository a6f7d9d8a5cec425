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

import java.time.Instant;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;

/**
 * What there is to know of a consumer at one moment; what health, JMX, the dev console and meters show. It holds no
 * secrets: the words of the server in it are masked and cut.
 *
 * @param status where the connection stands; not null
 * @param lastClose the latest disconnect that came with a WebSocket close code; null if there was none
 * @param counts what became of the messages since the last reset; not null
 * @param queueDepth how many events wait for the route
 * @param queueHighWaterMark the most events that waited at a time since the last reset
 * @param lastFrame when anything came in last; null if nothing ever did
 * @param lastEvent when a change came in last; null if none ever did
 */
public record ConnectionReport(
        ConnectionStatus status,
        Disconnect lastClose,
        EventCounts counts,
        int queueDepth,
        int queueHighWaterMark,
        Instant lastFrame,
        Instant lastEvent) {

    /** {@return the report on a connection of this name that nobody has started} */
    static ConnectionReport notStarted(String name) {
        return new ConnectionReport(
                ConnectionStatus.initial(name, Instant.now()), null, EventCounts.NONE, 0, 0, null, null);
    }

    /** {@return true if the watch has given up by itself} */
    public boolean hasGivenUp() {
        return status.state() == ConnectionState.STOPPED && status.lastError() != null;
    }
}
