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
package io.github.camelcocobase.event;

import java.time.Instant;

import io.github.camelcocobase.client.ConnectionStatus;
import org.apache.camel.Endpoint;

/**
 * A gap is over: the subscription is confirmed again, and the server has published nothing to us in between. Sent after
 * the {@link ConnectedEvent}.
 */
public final class GapEvent extends ConnectionEvent {

    private final Instant start;
    private final Instant end;

    /**
     * @param endpoint the consumer's endpoint; not null
     * @param routeId the consumer's route; null if it belongs to none
     * @param status where the connection stands: live again after a loss; not null
     */
    public GapEvent(Endpoint endpoint, String routeId, ConnectionStatus status) {
        super(endpoint, routeId, status);
        this.start = status.lastLost();
        this.end = status.connectedSince();
    }

    /** {@return when the subscription was lost, by the local clock; not null} */
    public Instant getStart() {
        return start;
    }

    /** {@return when it was confirmed again, by the local clock; not null} */
    public Instant getEnd() {
        return end;
    }

    @Override
    protected String describe() {
        return "nothing was received from " + start + " to " + end;
    }
}
