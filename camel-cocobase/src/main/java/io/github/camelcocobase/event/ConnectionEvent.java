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

import java.util.EventObject;

import io.github.camelcocobase.client.ConnectionStatus;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;

/**
 * Something happened to the connection of a consumer. Sent to Camel's {@link org.apache.camel.spi.EventNotifier}s, in
 * the order in which it happened, on a thread of its own: a notifier that blocks delays other notifications, never a
 * connection.
 */
public abstract class ConnectionEvent extends EventObject implements CamelEvent {

    private final transient Endpoint endpoint;
    private final transient ConnectionStatus status;
    private final String routeId;
    private long timestamp;

    /**
     * @param endpoint the consumer's endpoint, the event's source; not null
     * @param routeId the consumer's route; null if it belongs to none
     * @param status where the connection stands after what happened; not null
     */
    protected ConnectionEvent(Endpoint endpoint, String routeId, ConnectionStatus status) {
        super(endpoint);
        this.endpoint = endpoint;
        this.routeId = routeId;
        this.status = status;
        this.timestamp = status.since().toEpochMilli();
    }

    @Override
    public final Type getType() {
        return Type.Custom;
    }

    /** {@return the consumer's endpoint; not null} */
    public Endpoint getEndpoint() {
        return endpoint;
    }

    /** {@return the consumer's route; null if it belongs to none} */
    public String getRouteId() {
        return routeId;
    }

    /** {@return the connection's name; not null} */
    public String getConnectionName() {
        return status.name();
    }

    /** {@return where the connection stands after what happened; not null} */
    public ConnectionStatus getStatus() {
        return status;
    }

    /** {@return when it happened, in milliseconds since the epoch} */
    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    /** {@return what happened in one line; without the endpoint's URI} */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + getConnectionName() + ": " + describe() + "]";
    }

    /** {@return what is special about this event, in one line} */
    protected abstract String describe();
}
