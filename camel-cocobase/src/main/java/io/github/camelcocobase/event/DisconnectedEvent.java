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

import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import org.apache.camel.Endpoint;

/** A confirmed subscription came to its end: it was lost, or ended on request. Failed attempts are no such event. */
public final class DisconnectedEvent extends ConnectionEvent {

    /**
     * @param endpoint the consumer's endpoint; not null
     * @param routeId the consumer's route; null if it belongs to none
     * @param status where the connection stands; not null
     */
    public DisconnectedEvent(Endpoint endpoint, String routeId, ConnectionStatus status) {
        super(endpoint, routeId, status);
    }

    /** {@return how it ended; not null} */
    public Disconnect getDisconnect() {
        return getStatus().lastDisconnect();
    }

    @Override
    protected String describe() {
        return getDisconnect().describe();
    }
}
