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

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.Dialect;
import io.github.camelcocobase.client.PathSegment;
import io.github.camelcocobase.client.ReconnectPolicy;
import io.github.camelcocobase.client.WatchSettings;
import io.github.camelcocobase.client.rest.RestSettings;
import io.github.camelcocobase.filter.DocumentFilter;
import io.github.camelcocobase.filter.InvalidFilterException;
import io.github.camelcocobase.recovery.RecoveryMode;
import io.github.camelcocobase.recovery.RecoverySettings;

/**
 * An endpoint's options, checked and in the types that the parts want.
 *
 * @param watch what to watch and how
 * @param events which changes to route
 * @param filter the conditions that documents must meet; empty for none
 * @param filtersLive whether they are applied here to what the server pushes, too, and not only to what is read
 * @param recovery how gaps are closed
 * @param rest what to read over REST and how
 * @param ledger where the document ledger is
 */
record EndpointOptions(
        WatchSettings watch,
        Set<ChangeType> events,
        DocumentFilter filter,
        boolean filtersLive,
        RecoverySettings recovery,
        RestSettings rest,
        LedgerLocation ledger) {

    /**
     * The server's source confirms a subscription before it attaches it: what is published in between does not come, and
     * is only to be found by reading later than that.
     */
    private static final Duration SETTLE_TIME = Duration.ofSeconds(1);

    /** How much a REST answer may be larger than a message: it has many documents. */
    private static final int MESSAGES_PER_ANSWER = 4;

    private static final int LEAST_ANSWER_SIZE = 1024 * 1024;

    /** A page takes longer than a handshake. */
    private static final int CONNECT_TIMEOUTS_PER_REQUEST = 3;

    /**
     * @throws IllegalArgumentException naming the first option whose value cannot be used, the value, and what is allowed
     */
    static EndpointOptions of(String collection, CocobaseConfiguration configuration) {
        PathSegment.encode(collection, "collection");
        URI baseUrl = BaseUrl.parse(configuration.getBaseUrl(), configuration.isAllowPlaintext());
        requireApiKey(configuration.getApiKey());
        require(configuration.getQueueSize() >= 1, "queueSize", configuration.getQueueSize(), "1 or more");
        require(
                configuration.getConcurrentConsumers() >= 1 && configuration.getConcurrentConsumers() <= 1000,
                "concurrentConsumers",
                configuration.getConcurrentConsumers(),
                "1 to 1000");
        requireProxy(configuration);
        FilterMode mode = configuration.getFilterMode();
        DocumentFilter filter = filterOf(configuration.getFilter());
        boolean filtersLive = mode != FilterMode.SERVER;
        LedgerLocation ledger = ledgerOf(configuration);
        RecoverySettings recovery = recoveryOf(collection, baseUrl, configuration);
        boolean asMap = filtersLive && !filter.isEmpty() || recovery.mode() == RecoveryMode.FULL;
        DataForm form = configuration.getBodyType().form(asMap);
        Duration connectTimeout = positive("connectTimeout", configuration.getConnectTimeout());
        int maxMessageSize = maxMessageSize(configuration.getMaxMessageSize());
        return new EndpointOptions(
                new WatchSettings(
                        collection,
                        connectionName(collection, configuration),
                        baseUrl,
                        configuration.getDialect(),
                        configuration::getApiKey,
                        serverFilters(configuration, filter),
                        form,
                        reconnectPolicy(configuration),
                        connectTimeout,
                        positive("subscribeTimeout", configuration.getSubscribeTimeout()),
                        notNegative("pingInterval", configuration.getPingInterval()),
                        livenessTimeout(configuration),
                        maxMessageSize),
                events(configuration.getEvents()),
                filter,
                filtersLive,
                recovery,
                new RestSettings(
                        collection,
                        baseUrl,
                        configuration::getApiKey,
                        form,
                        connectTimeout.multipliedBy(CONNECT_TIMEOUTS_PER_REQUEST),
                        (int) Math.min(
                                Integer.MAX_VALUE - 8,
                                Math.max(LEAST_ANSWER_SIZE, (long) MESSAGES_PER_ANSWER * maxMessageSize))),
                ledger);
    }

    private static RecoverySettings recoveryOf(String collection, URI baseUrl, CocobaseConfiguration configuration) {
        Duration reconcileInterval = notNegative("reconcileInterval", configuration.getReconcileInterval());
        require(
                reconcileInterval.isZero() || configuration.getRecovery() == RecoveryMode.FULL,
                "reconcileInterval",
                reconcileInterval.toMillis() + " ms",
                "0, or any time together with recovery=full");
        int guard = configuration.getMassDeleteGuard();
        require(guard >= 0 && guard <= 100, "massDeleteGuard", guard, "0 to 100 (percent)");
        int pageSize = configuration.getPageSize();
        require(pageSize >= 1 && pageSize <= 1000, "pageSize", pageSize, "1 to 1000");
        return new RecoverySettings(
                connectionName(collection, configuration),
                collection,
                baseUrl.getScheme() + "://" + baseUrl.getAuthority(),
                configuration.getRecovery(),
                configuration.getSnapshot(),
                reconcileInterval,
                guard,
                pageSize,
                SETTLE_TIME);
    }

    private static LedgerLocation ledgerOf(CocobaseConfiguration configuration) {
        LedgerLocation location = LedgerLocation.parse(configuration.getDocumentLedger());
        Object value = configuration.getDocumentLedger();
        require(
                location != null,
                "documentLedger",
                value instanceof String
                        ? "\"" + value + "\""
                        : "a " + value.getClass().getName(),
                LedgerLocation.ALLOWED);
        return location;
    }

    static String connectionName(String collection, CocobaseConfiguration configuration) {
        String name = configuration.getConnectionName();
        if (name == null || name.isBlank()) {
            return WatchSettings.defaultName(collection);
        }
        require(
                name.length() <= 200 && name.codePoints().noneMatch(Character::isISOControl),
                "connectionName",
                name.length() + " characters long or has control characters",
                "up to 200 characters without control characters");
        return name;
    }

    private static ReconnectPolicy reconnectPolicy(CocobaseConfiguration configuration) {
        Duration delay = positive("reconnectDelay", configuration.getReconnectDelay());
        Duration maxDelay = positive("maxReconnectDelay", configuration.getMaxReconnectDelay());
        require(
                maxDelay.compareTo(delay) >= 0,
                "maxReconnectDelay",
                maxDelay.toMillis() + " ms",
                "at least reconnectDelay, which is " + delay.toMillis() + " ms");
        double multiplier = configuration.getReconnectBackoffMultiplier();
        require(multiplier >= 1 && multiplier <= 100, "reconnectBackoffMultiplier", multiplier, "1 to 100");
        double jitter = configuration.getReconnectJitter();
        require(jitter >= 0 && jitter <= 1, "reconnectJitter", jitter, "0 to 1");
        int attempts = configuration.getMaxReconnectAttempts();
        require(attempts >= 0, "maxReconnectAttempts", attempts, "0 (no limit) or more");
        return new ReconnectPolicy(
                configuration.isReconnect(),
                delay,
                maxDelay,
                multiplier,
                jitter,
                attempts,
                ReconnectPolicy.DEFAULT.stableAfter());
    }

    private static Duration livenessTimeout(CocobaseConfiguration configuration) {
        Duration timeout = notNegative("livenessTimeout", configuration.getLivenessTimeout());
        long ping = configuration.getPingInterval();
        require(
                timeout.isZero() || ping == 0 || timeout.toMillis() > ping,
                "livenessTimeout",
                timeout.toMillis() + " ms",
                "0 or more than pingInterval, which is " + ping + " ms");
        return timeout;
    }

    private static int maxMessageSize(String text) {
        int size = text == null ? -1 : DataSize.parse(text);
        require(size > 0, "maxMessageSize", text, "a number of bytes, or with the unit KB or MB, up to 1024MB");
        return size;
    }

    private static Set<ChangeType> events(String list) {
        if (list == null || list.isBlank()) {
            return EnumSet.of(ChangeType.CREATE, ChangeType.UPDATE, ChangeType.DELETE);
        }
        Set<ChangeType> events = EnumSet.noneOf(ChangeType.class);
        for (String name : list.split(",", -1)) {
            ChangeType type =
                    switch (name.trim().toLowerCase(Locale.ROOT)) {
                        case "create" -> ChangeType.CREATE;
                        case "update" -> ChangeType.UPDATE;
                        case "delete" -> ChangeType.DELETE;
                        default -> null;
                    };
            require(type != null, "events", "\"" + list + "\"", "a comma-separated list of create, update and delete");
            events.add(type);
        }
        return events;
    }

    private static DocumentFilter filterOf(Map<String, Object> options) {
        Map<String, String> conditions = new LinkedHashMap<>();
        if (options != null) {
            options.forEach((key, value) -> conditions.put(key, String.valueOf(value)));
        }
        try {
            return DocumentFilter.parse(conditions);
        } catch (InvalidFilterException e) {
            throw new IllegalArgumentException("Option filter.: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> serverFilters(CocobaseConfiguration configuration, DocumentFilter filter) {
        if (configuration.getFilterMode() == FilterMode.LOCAL) {
            return Map.of();
        }
        if (configuration.getDialect() == Dialect.CLOUD) {
            return filter.conditions();
        }
        return filter.equalities()
                .orElseThrow(() -> new IllegalArgumentException("Option filterMode is "
                        + configuration.getFilterMode().toString().toLowerCase(Locale.ROOT)
                        + "; the self-hosted server compares for equality only, so that with " + filter
                        + " allowed is local"));
    }

    private static void requireApiKey(String apiKey) {
        if (apiKey == null || apiKey.isBlank()) {
            throw new IllegalArgumentException(
                    "Option apiKey is not set; set it on the endpoint or with camel.component.cocobase.api-key");
        }
    }

    private static void requireProxy(CocobaseConfiguration configuration) {
        if (configuration.getProxyHost() == null) {
            require(
                    configuration.getProxyPort() == 0 && configuration.getProxyUsername() == null,
                    "proxyHost",
                    "not set",
                    "a host name, since proxyPort or proxyUsername is set");
        } else {
            int port = configuration.getProxyPort();
            require(port >= 1 && port <= 65535, "proxyPort", port, "1 to 65535, since proxyHost is set");
            require(
                    (configuration.getProxyUsername() == null) == (configuration.getProxyPassword() == null),
                    "proxyPassword",
                    configuration.getProxyPassword() == null ? "not set" : "set",
                    "to be set together with proxyUsername");
        }
    }

    private static Duration positive(String option, long millis) {
        require(millis > 0, option, millis + " ms", "more than 0");
        return Duration.ofMillis(millis);
    }

    private static Duration notNegative(String option, long millis) {
        require(millis >= 0, option, millis + " ms", "0 or more");
        return Duration.ofMillis(millis);
    }

    private static void require(boolean valid, String option, Object value, String allowed) {
        if (!valid) {
            throw new IllegalArgumentException("Option " + option + " is " + value + "; allowed is " + allowed);
        }
    }
}
