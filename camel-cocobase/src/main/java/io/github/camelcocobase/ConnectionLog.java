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
import java.time.Instant;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes one line for every change of a connection that an operator wants to know of. */
final class ConnectionLog {

    private static final Logger LOG = LoggerFactory.getLogger(CocobaseConsumer.class);

    private final String collection;
    private final String server;

    /**
     * @param server scheme, host and port, for the reader of the log
     */
    ConnectionLog(String collection, String server) {
        this.collection = collection;
        this.server = server;
    }

    void log(ConnectionStatus previous, ConnectionStatus current) {
        switch (current.state()) {
            case LIVE -> live(previous, current);
            case WAITING -> waiting(previous, current);
            case REJECTED -> rejected(current);
            case STOPPED -> stopped(current);
            case SUSPENDED -> LOG.info("{}: suspended", current.name());
            case CONNECTING, AUTHENTICATING ->
                LOG.debug("{}: {} (generation {})", current.name(), current.state(), current.generation());
        }
    }

    private void live(ConnectionStatus previous, ConnectionStatus current) {
        if (current.connections() == 1) {
            LOG.info("{}: watching {} at {}", current.name(), collection, server);
        } else {
            LOG.info(
                    "{}: watching {} again after {}{}",
                    current.name(),
                    collection,
                    gap(current),
                    previous.failedAttempts() > 1 ? " and " + previous.failedAttempts() + " attempts" : "");
        }
    }

    private static String gap(ConnectionStatus current) {
        return current.lastLost() == null
                ? "a pause"
                : "a gap of " + format(Duration.between(current.lastLost(), current.connectedSince()));
    }

    private void waiting(ConnectionStatus previous, ConnectionStatus current) {
        String error = current.lastError();
        if (error == null) {
            LOG.info("{}: {}", current.name(), current.lastDisconnect().message());
        } else if (previous.isLive()) {
            LOG.warn("{}: lost the connection: {}; next attempt in {}", current.name(), error, untilNext(current));
        } else if (isWorthALine(previous, current)) {
            LOG.warn(
                    "{}: attempt {} failed: {}; next attempt in {}",
                    current.name(),
                    current.failedAttempts(),
                    error,
                    untilNext(current));
        } else {
            LOG.debug("{}: attempt {} failed: {}", current.name(), current.failedAttempts(), error);
        }
    }

    private void rejected(ConnectionStatus current) {
        // the first connection of a server decides on the start of the route, after which there may be no next attempt
        boolean first = current.connections() == 0 && current.failedAttempts() == 1;
        LOG.warn(
                "{}: {} does not accept the API key: {}{}",
                current.name(),
                server,
                current.lastError(),
                first ? "" : "; next attempt in " + untilNext(current));
    }

    /** The 1st, 2nd, 4th, 8th … of a row, and whenever the reason is another one. */
    private static boolean isWorthALine(ConnectionStatus previous, ConnectionStatus current) {
        Disconnect before = previous.lastDisconnect();
        return Integer.bitCount(current.failedAttempts()) == 1
                || before == null
                || before.kind() != current.lastDisconnect().kind();
    }

    private void stopped(ConnectionStatus current) {
        if (current.lastDisconnect().kind() == Disconnect.Kind.REQUESTED) {
            LOG.info("{}: stopped watching {}", current.name(), collection);
        } else {
            LOG.error(
                    "{}: gave up watching {} after {} failed attempt(s): {}",
                    current.name(),
                    collection,
                    current.failedAttempts(),
                    current.lastError());
        }
    }

    private static String untilNext(ConnectionStatus current) {
        return current.state() == ConnectionState.STOPPED
                ? "never"
                : format(Duration.between(Instant.now(), current.nextAttempt()));
    }

    private static String format(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        return millis < 10_000 ? millis + " ms" : millis / 1000 + " s";
    }
}
