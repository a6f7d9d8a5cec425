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
import java.util.Date;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;

/**
 * What JMX shows of a connection, on the MBeans of the endpoint and of the consumer. Counts are those since the last
 * {@link #resetCounters()}; times are null as long as there is nothing to tell.
 */
public interface ManagedConnection {

    /** {@return one consistent view of everything that the attributes show; not null} */
    ConnectionReport report();

    /** Drops the connection and makes a new one at once. Without effect while stopped or suspended. */
    @ManagedOperation(description = "Drop the connection and make a new one at once")
    void reconnectNow();

    /** Shows all counts from zero again. Meters of a metrics registry are not affected. */
    @ManagedOperation(description = "Show all counts from zero again")
    void resetCounters();

    /** {@return the option {@code connectionName} or its default} */
    @ManagedAttribute(description = "Name of the connection")
    default String getConnectionName() {
        return report().status().name();
    }

    /** {@return the name of a {@link io.github.camelcocobase.client.ConnectionState}} */
    @ManagedAttribute(
            description = "STOPPED, CONNECTING, AUTHENTICATING, LIVE, WAITING (for the next attempt), REJECTED (the API"
                    + " key) or SUSPENDED")
    default String getConnectionState() {
        return report().status().state().name();
    }

    /** {@return when the state was entered} */
    @ManagedAttribute(description = "Since when the connection has been in this state")
    default Date getConnectionStateSince() {
        return date(report().status().since());
    }

    /** {@return when the current subscription was confirmed; null while there is none} */
    @ManagedAttribute(description = "Since when the subscription has been confirmed; none while it is not")
    default Date getConnectedSince() {
        return date(report().status().connectedSince());
    }

    /** {@return the number of the current socket, one more for every attempt} */
    @ManagedAttribute(description = "Number of the current socket, one more for every attempt")
    default long getGeneration() {
        return report().status().generation();
    }

    /** {@return attempts that failed in a row} */
    @ManagedAttribute(description = "Attempts that failed in a row")
    default int getFailedAttempts() {
        return report().status().failedAttempts();
    }

    /** {@return when the next attempt is due; null when none is scheduled} */
    @ManagedAttribute(description = "When the next attempt is due")
    default Date getNextAttempt() {
        return date(report().status().nextAttempt());
    }

    /** {@return the latest error, in one line; null if there was none} */
    @ManagedAttribute(description = "How the latest connection or attempt failed")
    default String getLastConnectionError() {
        return report().status().lastError();
    }

    /** {@return the latest WebSocket close code; null if there was none} */
    @ManagedAttribute(description = "Code of the latest WebSocket close; 1006 is a connection that broke without one")
    default Integer getLastCloseCode() {
        ConnectionReport report = report();
        return report.lastClose() == null ? null : report.lastClose().closeCode();
    }

    /** {@return the reason that came with the latest close code; null if there was none} */
    @ManagedAttribute(description = "Reason of the latest WebSocket close")
    default String getLastCloseReason() {
        ConnectionReport report = report();
        return report.lastClose() == null ? null : report.lastClose().closeReason();
    }

    /** {@return confirmed subscriptions after the first of a start} */
    @ManagedAttribute(description = "How often the subscription was confirmed again")
    default long getReconnects() {
        return report().counts().reconnects();
    }

    /** {@return confirmed subscriptions that were lost} */
    @ManagedAttribute(description = "How often a confirmed subscription was lost")
    default long getGaps() {
        return report().counts().gaps();
    }

    /** {@return WebSocket frames of any kind} */
    @ManagedAttribute(description = "WebSocket frames received, pings and pongs included")
    default long getFramesReceived() {
        return report().counts().frames();
    }

    /** {@return document changes of the watched collection} */
    @ManagedAttribute(description = "Changes received")
    default long getEventsReceived() {
        return report().counts().received();
    }

    /** {@return changes whose Exchange completed} */
    @ManagedAttribute(description = "Changes that the route completed")
    default long getEventsDelivered() {
        return report().counts().delivered();
    }

    /** {@return changes whose Exchange ended with an exception} */
    @ManagedAttribute(description = "Changes that the route failed on")
    default long getEventsFailed() {
        return report().counts().failed();
    }

    /** {@return changes that are not wanted} */
    @ManagedAttribute(description = "Changes that the options events and filter left out")
    default long getEventsFiltered() {
        return report().counts().filtered();
    }

    /** {@return events of unknown names} */
    @ManagedAttribute(description = "Events of an unknown name")
    default long getEventsUnknown() {
        return report().counts().unknown();
    }

    /** {@return changes dropped because the queue was full, or discarded by a stop} */
    @ManagedAttribute(description = "Changes dropped because the queue was full, or discarded by a stop")
    default long getEventsDropped() {
        return report().counts().dropped();
    }

    /** {@return changes of other collections, dropped} */
    @ManagedAttribute(description = "Changes of other collections, dropped")
    default long getEventsForeign() {
        return report().counts().foreign();
    }

    /** {@return messages that could not be read} */
    @ManagedAttribute(description = "Messages that could not be read")
    default long getMessagesMalformed() {
        return report().counts().malformed();
    }

    /** {@return messages beyond the allowed size} */
    @ManagedAttribute(description = "Messages larger than maxMessageSize")
    default long getMessagesTooLarge() {
        return report().counts().tooLarge();
    }

    /** {@return how many events wait for the route} */
    @ManagedAttribute(description = "Events that wait for the route")
    default int getQueueDepth() {
        return report().queueDepth();
    }

    /** {@return the most events that waited at a time} */
    @ManagedAttribute(description = "The most events that waited for the route at a time")
    default int getQueueHighWaterMark() {
        return report().queueHighWaterMark();
    }

    /** {@return when anything came in last} */
    @ManagedAttribute(description = "When a frame of any kind came in last")
    default Date getLastFrameTime() {
        return date(report().lastFrame());
    }

    /** {@return when a change came in last} */
    @ManagedAttribute(description = "When a change came in last")
    default Date getLastEventTime() {
        return date(report().lastEvent());
    }

    private static Date date(Instant instant) {
        return instant == null ? null : Date.from(instant);
    }
}
