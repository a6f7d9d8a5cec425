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
package io.github.camelcocobase.springboot;

import java.time.Duration;
import java.util.Map;

import io.github.camelcocobase.BodyType;
import io.github.camelcocobase.CocobaseConfiguration;
import io.github.camelcocobase.FilterMode;
import io.github.camelcocobase.Overflow;
import io.github.camelcocobase.UnknownEvents;
import io.github.camelcocobase.client.Dialect;
import io.github.camelcocobase.recovery.RecoveryMode;
import io.github.camelcocobase.recovery.SnapshotMode;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Receive the document changes of a Cocobase collection as they happen. Written by ConfigurationWriter; do not
 * edit.
 */
@ConfigurationProperties("camel.component.cocobase")
public class CocobaseComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /**
     * Address of the Cocobase server, as an http or https URL. The address of the WebSocket is derived from it; a
     * path prefix is kept.
     */
    private String baseUrl;

    /**
     * Which kind of server is at baseUrl: cloud (Cocobase's own service) or selfHosted (the open-source server).
     * Their realtime channels differ.
     */
    private Dialect dialect;

    /**
     * What the message body is: data (a Map of the document's fields), json (the same as JSON text), document (a
     * Map with id, collection, data and timestamps) or event (a typed ChangeEvent).
     */
    private BodyType bodyType;

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible)
     * occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed
     * as a message and handled by the routing Error Handler. Important: This is only possible if the 3rd party
     * component allows Camel to be alerted if an exception was thrown. Some components handle this internally only,
     * and therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel component to
     * hook into the 3rd party component and make this possible for future releases. By default the consumer will
     * use the org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR
     * level and ignored.
     */
    private Boolean bridgeErrorHandler;

    /**
     * How many events are routed at the same time. With more than one, the order is kept per document.
     */
    private Integer concurrentConsumers;

    /**
     * The options that all endpoints start from
     */
    private CocobaseConfiguration configuration;

    /**
     * A name for the connection, for logs, thread names, health, JMX and a header. It is never sent to the server.
     * The default is watch- followed by the name of the collection.
     */
    private String connectionName;

    /**
     * Which events to route, as a comma-separated list of create, update and delete. All of them by default.
     */
    private String events;

    /**
     * Conditions on the document's fields in Cocobase's filter language, for example
     * filter.status=active&amp;filter.age_gte=18. All of them must hold. Operators: eq, ne, gt, gte, lt, lte,
     * contains, startswith, endswith, in, notin, isnull. This is a multi-value option with prefix: filter.
     */
    private Map<String, Object> filter;

    /**
     * Whether deletes must pass the filter too. By default they are always routed, since a delete often carries no
     * data that a filter could look at.
     */
    private Boolean filterDeletes;

    /**
     * Who applies the filter: local (this component), server, or both. A server may understand less of the filter
     * language, or apply it to the envelope of the event instead of to the document.
     */
    private FilterMode filterMode;

    /**
     * What to do when the queue is full: block (stop reading, so that TCP slows the server down), dropOldest,
     * dropNewest, or reconnect (drop the connection, which makes the loss a visible gap).
     */
    private Overflow overflow;

    /**
     * How many received events may wait for the route.
     */
    private Integer queueSize;

    /**
     * What to do with an event that is neither create, update nor delete: ignore (with one warning per name),
     * deliver (route it with its own name as event type) or fail (give it to the exception handler).
     */
    private UnknownEvents unknownEvents;

    /**
     * What to do when the server cannot be reached at the start: start the route anyway and keep trying (false), or
     * fail the start (true). A rejected API key fails the start in any case.
     */
    private Boolean failOnStartup;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then
     * gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS
     * connection factories, AWS Clients, etc.
     */
    private Boolean autowiredEnabled;

    /**
     * A Jetty HTTP client for the component's WebSocket client to stand on instead of one of its own. It is started
     * if need be; it is only stopped by whoever started it. TLS and proxy are then its own matter.
     */
    private HttpClient httpClient;

    /**
     * A Jetty WebSocket client to use instead of the component's own. It is started if need be; it is only stopped
     * by whoever started it. TLS and proxy are then its own matter.
     */
    private WebSocketClient webSocketClient;

    /**
     * How long TCP connect, TLS handshake and WebSocket upgrade may take together.
     */
    private Duration connectTimeout;

    /**
     * How long nothing at all may be heard from the server before the connection counts as dead; 0 for ever. Must
     * be longer than pingInterval.
     */
    private Duration livenessTimeout;

    /**
     * Largest message to accept, in bytes or with the unit KB or MB. A larger one closes the connection with code
     * 1009; it is counted and reported.
     */
    private String maxMessageSize;

    /**
     * After how many failed attempts in a row to give up; 0 for never.
     */
    private Integer maxReconnectAttempts;

    /**
     * Longest delay before a reconnect, and the delay after a rejected API key.
     */
    private Duration maxReconnectDelay;

    /**
     * How often to send a WebSocket ping; 0 for never.
     */
    private Duration pingInterval;

    /**
     * Whether to connect again after the connection was lost or could not be made.
     */
    private Boolean reconnect;

    /**
     * By which factor the delay grows from one failed attempt to the next; at least 1.
     */
    private Double reconnectBackoffMultiplier;

    /**
     * Delay before the first reconnect.
     */
    private Duration reconnectDelay;

    /**
     * By which share of itself a delay is randomly longer or shorter, from 0 to 1, so that many clients do not come
     * back at the same moment.
     */
    private Double reconnectJitter;

    /**
     * How long the server may take to confirm the subscription after the key was sent.
     */
    private Duration subscribeTimeout;

    /**
     * Used for enabling or disabling all consumer based health checks from this component
     */
    private Boolean healthCheckConsumerEnabled;

    /**
     * How long a connection that was lost may be away before the consumer's health check is DOWN. A rejected API
     * key, and a connection that has never been made, are DOWN at once.
     */
    private Duration healthGracePeriod;

    /**
     * Host of the HTTP proxy to connect through.
     */
    private String proxyHost;

    /**
     * Port of the HTTP proxy.
     */
    private Integer proxyPort;

    /**
     * Where to remember what the route has completed: memory; file: and a directory (an embedded database, a file
     * for each endpoint; needs com.h2database:h2-mvstore); jdbc:#name or #name of a javax.sql.DataSource, which the
     * members of a cluster can share; or #name of a DocumentLedger of your own, one for each endpoint. What is not
     * in memory also closes the gap of a restart.
     */
    private Object documentLedger;

    /**
     * Whether to route a gap event, with its times and the close code, after the connection was lost and made
     * again. It comes before the changes that the recovery finds.
     */
    private Boolean gapEvents;

    /**
     * Largest share of the known documents, in percent, that a recovery may report as deleted at once; 100 for no
     * limit. With more of them missing nothing is reported until it is confirmed over JMX, since a wrong key or a
     * broken server looks the same. Collections of up to 100 documents are not guarded.
     */
    private Integer massDeleteGuard;

    /**
     * How many documents to ask for in one REST request, 1 to 1000. A server that allows fewer is asked for fewer.
     */
    private Integer pageSize;

    /**
     * How long after the end of a full recovery to begin another one, also without a gap, for servers that do not
     * publish every delete or batch update; 0 for never. Needs recovery=full.
     */
    private Duration reconcileInterval;

    /**
     * What to do about changes that were missed while there was no connection: none; creates (read what was created
     * meanwhile); or full (read the collection again, compare it with the document ledger, and route creates,
     * updates and deletes with the origin recovery).
     */
    private RecoveryMode recovery;

    /**
     * Whether to route all documents that exist, as create events with the origin snapshot: none, initial (once in
     * the life of the document ledger) or always (at every start). Changes that happen meanwhile are routed as they
     * come.
     */
    private SnapshotMode snapshot;

    /**
     * Allows an http base URL to a host other than this machine. The API key and all data are then sent in the
     * clear.
     */
    private Boolean allowPlaintext;

    /**
     * The API key of the Cocobase project; required here or on the component. It is sent in the first WebSocket
     * message and as the HTTP header x-api-key, never in a URL.
     */
    private String apiKey;

    /**
     * Password for the HTTP proxy.
     */
    private String proxyPassword;

    /**
     * User name for the HTTP proxy.
     */
    private String proxyUsername;

    /**
     * TLS settings, such as a private certificate authority or a client certificate.
     */
    private SSLContextParameters sslContextParameters;

    /**
     * Enable usage of global SSL context parameters
     */
    private Boolean useGlobalSslContextParameters;

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Dialect getDialect() {
        return dialect;
    }

    public void setDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    public BodyType getBodyType() {
        return bodyType;
    }

    public void setBodyType(BodyType bodyType) {
        this.bodyType = bodyType;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public Integer getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(Integer concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public CocobaseConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(CocobaseConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getConnectionName() {
        return connectionName;
    }

    public void setConnectionName(String connectionName) {
        this.connectionName = connectionName;
    }

    public String getEvents() {
        return events;
    }

    public void setEvents(String events) {
        this.events = events;
    }

    public Map<String, Object> getFilter() {
        return filter;
    }

    public void setFilter(Map<String, Object> filter) {
        this.filter = filter;
    }

    public Boolean getFilterDeletes() {
        return filterDeletes;
    }

    public void setFilterDeletes(Boolean filterDeletes) {
        this.filterDeletes = filterDeletes;
    }

    public FilterMode getFilterMode() {
        return filterMode;
    }

    public void setFilterMode(FilterMode filterMode) {
        this.filterMode = filterMode;
    }

    public Overflow getOverflow() {
        return overflow;
    }

    public void setOverflow(Overflow overflow) {
        this.overflow = overflow;
    }

    public Integer getQueueSize() {
        return queueSize;
    }

    public void setQueueSize(Integer queueSize) {
        this.queueSize = queueSize;
    }

    public UnknownEvents getUnknownEvents() {
        return unknownEvents;
    }

    public void setUnknownEvents(UnknownEvents unknownEvents) {
        this.unknownEvents = unknownEvents;
    }

    public Boolean getFailOnStartup() {
        return failOnStartup;
    }

    public void setFailOnStartup(Boolean failOnStartup) {
        this.failOnStartup = failOnStartup;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public HttpClient getHttpClient() {
        return httpClient;
    }

    public void setHttpClient(HttpClient httpClient) {
        this.httpClient = httpClient;
    }

    public WebSocketClient getWebSocketClient() {
        return webSocketClient;
    }

    public void setWebSocketClient(WebSocketClient webSocketClient) {
        this.webSocketClient = webSocketClient;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getLivenessTimeout() {
        return livenessTimeout;
    }

    public void setLivenessTimeout(Duration livenessTimeout) {
        this.livenessTimeout = livenessTimeout;
    }

    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public Integer getMaxReconnectAttempts() {
        return maxReconnectAttempts;
    }

    public void setMaxReconnectAttempts(Integer maxReconnectAttempts) {
        this.maxReconnectAttempts = maxReconnectAttempts;
    }

    public Duration getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    public void setMaxReconnectDelay(Duration maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public Duration getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(Duration pingInterval) {
        this.pingInterval = pingInterval;
    }

    public Boolean getReconnect() {
        return reconnect;
    }

    public void setReconnect(Boolean reconnect) {
        this.reconnect = reconnect;
    }

    public Double getReconnectBackoffMultiplier() {
        return reconnectBackoffMultiplier;
    }

    public void setReconnectBackoffMultiplier(Double reconnectBackoffMultiplier) {
        this.reconnectBackoffMultiplier = reconnectBackoffMultiplier;
    }

    public Duration getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(Duration reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public Double getReconnectJitter() {
        return reconnectJitter;
    }

    public void setReconnectJitter(Double reconnectJitter) {
        this.reconnectJitter = reconnectJitter;
    }

    public Duration getSubscribeTimeout() {
        return subscribeTimeout;
    }

    public void setSubscribeTimeout(Duration subscribeTimeout) {
        this.subscribeTimeout = subscribeTimeout;
    }

    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public Duration getHealthGracePeriod() {
        return healthGracePeriod;
    }

    public void setHealthGracePeriod(Duration healthGracePeriod) {
        this.healthGracePeriod = healthGracePeriod;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public Object getDocumentLedger() {
        return documentLedger;
    }

    public void setDocumentLedger(Object documentLedger) {
        this.documentLedger = documentLedger;
    }

    public Boolean getGapEvents() {
        return gapEvents;
    }

    public void setGapEvents(Boolean gapEvents) {
        this.gapEvents = gapEvents;
    }

    public Integer getMassDeleteGuard() {
        return massDeleteGuard;
    }

    public void setMassDeleteGuard(Integer massDeleteGuard) {
        this.massDeleteGuard = massDeleteGuard;
    }

    public Integer getPageSize() {
        return pageSize;
    }

    public void setPageSize(Integer pageSize) {
        this.pageSize = pageSize;
    }

    public Duration getReconcileInterval() {
        return reconcileInterval;
    }

    public void setReconcileInterval(Duration reconcileInterval) {
        this.reconcileInterval = reconcileInterval;
    }

    public RecoveryMode getRecovery() {
        return recovery;
    }

    public void setRecovery(RecoveryMode recovery) {
        this.recovery = recovery;
    }

    public SnapshotMode getSnapshot() {
        return snapshot;
    }

    public void setSnapshot(SnapshotMode snapshot) {
        this.snapshot = snapshot;
    }

    public Boolean getAllowPlaintext() {
        return allowPlaintext;
    }

    public void setAllowPlaintext(Boolean allowPlaintext) {
        this.allowPlaintext = allowPlaintext;
    }

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
