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
import java.util.Map;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether a consumer is ready: it is while its subscription is confirmed, and for a grace period after it was lost. A
 * consumer that has not been live since its start is not ready. Camel asks only while the route is started.
 *
 * <p>It is a check of readiness, never of liveness: restarting the application does not bring a server back.
 */
final class CocobaseConsumerHealthCheck extends AbstractHealthCheck {

    private final CocobaseConsumer consumer;
    private final String routeId;

    /**
     * @param routeId null for a consumer that belongs to no route
     */
    CocobaseConsumerHealthCheck(CocobaseConsumer consumer, String routeId) {
        super("camel", "consumer:cocobase-" + (routeId == null ? consumer.getConnectionName() : routeId));
        this.consumer = consumer;
        this.routeId = routeId;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        ConnectionReport report = consumer.report();
        ConnectionStatus status = report.status();
        Duration grace = Duration.ofMillis(consumer.getEndpoint().getComponent().getHealthGracePeriod());
        details(builder, status);
        String problem = problem(report, consumer.notLiveFor(), grace);
        String alarm = consumer.alarm();
        if (problem == null && alarm == null) {
            builder.up();
            return;
        }
        builder.down();
        builder.message("Connection " + status.name() + ": " + (alarm == null ? problem : alarm));
        if (alarm == null && status.lastDisconnect() != null) {
            builder.error(status.lastDisconnect().cause());
        }
    }

    /** {@return why the connection is not good enough; null if it is} */
    static String problem(ConnectionReport report, Duration notLiveFor, Duration grace) {
        ConnectionStatus status = report.status();
        String error = status.lastError() == null ? "" : ": " + status.lastError();
        if (status.isLive() || status.state() == ConnectionState.SUSPENDED) {
            return null;
        }
        if (status.state() == ConnectionState.REJECTED) {
            return "the server does not accept the API key" + error;
        }
        if (report.hasGivenUp()) {
            return "gave up after " + status.failedAttempts() + " failed attempts" + error;
        }
        if (status.state() == ConnectionState.STOPPED) {
            return "not started";
        }
        if (status.connections() == 0) {
            return "not connected yet" + error;
        }
        return notLiveFor.compareTo(grace) > 0 ? "not connected for " + notLiveFor.toSeconds() + " s" + error : null;
    }

    private void details(HealthCheckResultBuilder builder, ConnectionStatus status) {
        if (routeId != null) {
            builder.detail("route.id", routeId);
        }
        builder.detail("collection", consumer.getEndpoint().getCollection());
        builder.detail("connection.name", status.name());
        builder.detail("connection.state", status.state().name());
        builder.detail("connection.since", status.since().toString());
        builder.detail("connection.failed.attempts", status.failedAttempts());
        if (status.lastError() != null) {
            builder.detail("connection.last.error", status.lastError());
        }
        if (status.nextAttempt() != null) {
            builder.detail("connection.next.attempt", status.nextAttempt().toString());
        }
    }
}
