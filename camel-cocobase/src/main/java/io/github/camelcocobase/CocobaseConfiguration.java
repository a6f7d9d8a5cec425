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

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelcocobase.client.Dialect;
import io.github.camelcocobase.recovery.RecoveryMode;
import io.github.camelcocobase.recovery.SnapshotMode;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** The options of an endpoint, and of the component for all its endpoints. */
@UriParams
@Configurer(extended = true)
public class CocobaseConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            defaultValue = "https://api.cocobase.cc",
            description =
                    "Address of the Cocobase server, as an http or https URL. The address of the WebSocket is derived"
                            + " from it; a path prefix is kept.")
    private String baseUrl = "https://api.cocobase.cc";

    @UriParam(
            label = "common",
            defaultValue = "cloud",
            enums = "cloud,selfHosted",
            description =
                    "Which kind of server is at baseUrl: cloud (Cocobase's own service) or selfHosted (the open-source"
                            + " server). Their realtime channels differ.")
    private Dialect dialect = Dialect.CLOUD;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The API key of the Cocobase project; required here or on the component. It is sent in the first WebSocket message and as the HTTP"
                            + " header x-api-key, never in a URL.")
    private String apiKey;

    @UriParam(
            label = "consumer",
            description =
                    "Which events to route, as a comma-separated list of create, update and delete. All of them by"
                            + " default.")
    private String events;

    @UriParam(
            label = "consumer",
            prefix = "filter.",
            multiValue = true,
            description = "Conditions on the document's fields in Cocobase's filter language, for example"
                    + " filter.status=active&filter.age_gte=18. All of them must hold. Operators: eq, ne, gt, gte, lt, lte,"
                    + " contains, startswith, endswith, in, notin, isnull.")
    private Map<String, Object> filter;

    @UriParam(
            label = "consumer",
            defaultValue = "local",
            enums = "local,server,both",
            description =
                    "Who applies the filter: local (this component), server, or both. A server may understand less"
                            + " of the filter language, or apply it to the envelope of the event instead of to the document.")
    private FilterMode filterMode = FilterMode.LOCAL;

    @UriParam(
            label = "consumer",
            description = "Whether deletes must pass the filter too. By default they are always routed, since a delete"
                    + " often carries no data that a filter could look at.")
    private boolean filterDeletes;

    @UriParam(
            label = "consumer",
            description =
                    "A name for the connection, for logs, thread names, health, JMX and a header. It is never sent to"
                            + " the server. The default is watch- followed by the name of the collection.")
    private String connectionName;

    @UriParam(
            label = "consumer",
            defaultValue = "data",
            enums = "data,json,document,event",
            description =
                    "What the message body is: data (a Map of the document's fields), json (the same as JSON text),"
                            + " document (a Map with id, collection, data and timestamps) or event (a typed ChangeEvent).")
    private BodyType bodyType = BodyType.DATA;

    @UriParam(
            label = "consumer",
            defaultValue = "ignore",
            enums = "ignore,deliver,fail",
            description =
                    "What to do with an event that is neither create, update nor delete: ignore (with one warning per"
                            + " name), deliver (route it with its own name as event type) or fail (give it to the exception"
                            + " handler).")
    private UnknownEvents unknownEvents = UnknownEvents.IGNORE;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description = "How many received events may wait for the route.")
    private int queueSize = 1000;

    @UriParam(
            label = "consumer",
            defaultValue = "block",
            enums = "block,dropOldest,dropNewest,reconnect",
            description =
                    "What to do when the queue is full: block (stop reading, so that TCP slows the server down),"
                            + " dropOldest, dropNewest, or reconnect (drop the connection, which makes the loss a visible gap).")
    private Overflow overflow = Overflow.BLOCK;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description =
                    "How many events are routed at the same time. With more than one, the order is kept per document.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "none",
            enums = "none,initial,always",
            description =
                    "Whether to route all documents that exist, as create events with the origin snapshot: none, initial"
                            + " (once in the life of the document ledger) or always (at every start). Changes that happen"
                            + " meanwhile are routed as they come.")
    private SnapshotMode snapshot = SnapshotMode.NONE;

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "creates",
            enums = "none,creates,full",
            description =
                    "What to do about changes that were missed while there was no connection: none; creates (read what was"
                            + " created meanwhile); or full (read the collection again, compare it with the document ledger,"
                            + " and route creates, updates and deletes with the origin recovery).")
    private RecoveryMode recovery = RecoveryMode.CREATES;

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "0",
            javaType = "java.time.Duration",
            description =
                    "How long after the end of a full recovery to begin another one, also without a gap, for servers that"
                            + " do not publish every delete or batch update; 0 for never. Needs recovery=full.")
    private long reconcileInterval;

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "memory",
            description =
                    "Where to remember what the route has completed: memory; file: and a directory (an embedded database, a file"
                            + " for each endpoint; needs com.h2database:h2-mvstore); jdbc:#name or #name of a"
                            + " javax.sql.DataSource, which the members of a cluster can share; or #name of a DocumentLedger"
                            + " of your own, one for each endpoint. What is not in memory also closes the gap of a restart.")
    private Object documentLedger = "memory";

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "50",
            description =
                    "Largest share of the known documents, in percent, that a recovery may report as deleted at once; 100"
                            + " for no limit. With more of them missing nothing is reported until it is confirmed over JMX,"
                            + " since a wrong key or a broken server looks the same. Collections of up to 100 documents are"
                            + " not guarded.")
    private int massDeleteGuard = 50;

    @UriParam(
            label = "consumer,recovery",
            description =
                    "Whether to route a gap event, with its times and the close code, after the connection was lost and"
                            + " made again. It comes before the changes that the recovery finds.")
    private boolean gapEvents;

    @UriParam(
            label = "consumer,recovery",
            defaultValue = "100",
            description =
                    "How many documents to ask for in one REST request, 1 to 1000. A server that allows fewer is asked for"
                            + " fewer.")
    private int pageSize = 100;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "What to do when the server cannot be reached at the start: start the route anyway and keep trying"
                            + " (false), or fail the start (true). A rejected API key fails the start in any case.")
    private boolean failOnStartup;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "true",
            description = "Whether to connect again after the connection was lost or could not be made.")
    private boolean reconnect = true;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "Delay before the first reconnect.")
    private long reconnectDelay = 1_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "Longest delay before a reconnect, and the delay after a rejected API key.")
    private long maxReconnectDelay = 30_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "2",
            description = "By which factor the delay grows from one failed attempt to the next; at least 1.")
    private double reconnectBackoffMultiplier = 2;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "0.25",
            description =
                    "By which share of itself a delay is randomly longer or shorter, from 0 to 1, so that many clients"
                            + " do not come back at the same moment.")
    private double reconnectJitter = 0.25;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "0",
            description = "After how many failed attempts in a row to give up; 0 for never.")
    private int maxReconnectAttempts;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long TCP connect, TLS handshake and WebSocket upgrade may take together.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long the server may take to confirm the subscription after the key was sent.")
    private long subscribeTimeout = 10_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "20s",
            javaType = "java.time.Duration",
            description = "How often to send a WebSocket ping; 0 for never.")
    private long pingInterval = 20_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "50s",
            javaType = "java.time.Duration",
            description =
                    "How long nothing at all may be heard from the server before the connection counts as dead; 0 for"
                            + " ever. Must be longer than pingInterval.")
    private long livenessTimeout = 50_000;

    @UriParam(
            label = "consumer,connection",
            defaultValue = "4MB",
            description =
                    "Largest message to accept, in bytes or with the unit KB or MB. A larger one closes the connection"
                            + " with code 1009; it is counted and reported.")
    private String maxMessageSize = "4MB";

    @UriParam(
            label = "security",
            description = "TLS settings, such as a private certificate authority or a client certificate.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "security",
            description =
                    "Allows an http base URL to a host other than this machine. The API key and all data are then sent"
                            + " in the clear.")
    private boolean allowPlaintext;

    @UriParam(label = "proxy", description = "Host of the HTTP proxy to connect through.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "Port of the HTTP proxy.")
    private int proxyPort;

    @UriParam(label = "proxy,security", secret = true, description = "User name for the HTTP proxy.")
    private String proxyUsername;

    @UriParam(label = "proxy,security", secret = true, description = "Password for the HTTP proxy.")
    private String proxyPassword;

    @UriParam(
            label = "advanced",
            description =
                    "A Jetty WebSocket client to use instead of the component's own. It is started if need be; it is"
                            + " only stopped by whoever started it. TLS and proxy are then its own matter.")
    @Metadata(autowired = true)
    private WebSocketClient webSocketClient;

    @UriParam(
            label = "advanced",
            description =
                    "A Jetty HTTP client for the component's WebSocket client to stand on instead of one of its own."
                            + " It is started if need be; it is only stopped by whoever started it. TLS and proxy are then its own"
                            + " matter.")
    @Metadata(autowired = true)
    private HttpClient httpClient;

    /** {@return a copy that shares nothing that can be changed} */
    public CocobaseConfiguration copy() {
        try {
            CocobaseConfiguration copy = (CocobaseConfiguration) super.clone();
            copy.filter = filter == null ? null : new LinkedHashMap<>(filter);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public SnapshotMode getSnapshot() {
        return snapshot;
    }

    public void setSnapshot(SnapshotMode snapshot) {
        this.snapshot = snapshot;
    }

    public RecoveryMode getRecovery() {
        return recovery;
    }

    public void setRecovery(RecoveryMode recovery) {
        this.recovery = recovery;
    }

    public long getReconcileInterval() {
        return reconcileInterval;
    }

    public void setReconcileInterval(long reconcileInterval) {
        this.reconcileInterval = reconcileInterval;
    }

    public Object getDocumentLedger() {
        return documentLedger;
    }

    public void setDocumentLedger(Object documentLedger) {
        this.documentLedger = documentLedger;
    }

    public int getMassDeleteGuard() {
        return massDeleteGuard;
    }

    public void setMassDeleteGuard(int massDeleteGuard) {
        this.massDeleteGuard = massDeleteGuard;
    }

    public boolean isGapEvents() {
        return gapEvents;
    }

    public void setGapEvents(boolean gapEvents) {
        this.gapEvents = gapEvents;
    }

    public int getPageSize() {
        return pageSize;
    }

    public void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

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

    public String getApiKey() {
        return apiKey;
    }

    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
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

    public FilterMode getFilterMode() {
        return filterMode;
    }

    public void setFilterMode(FilterMode filterMode) {
        this.filterMode = filterMode;
    }

    public boolean isFilterDeletes() {
        return filterDeletes;
    }

    public void setFilterDeletes(boolean filterDeletes) {
        this.filterDeletes = filterDeletes;
    }

    public String getConnectionName() {
        return connectionName;
    }

    public void setConnectionName(String connectionName) {
        this.connectionName = connectionName;
    }

    public BodyType getBodyType() {
        return bodyType;
    }

    public void setBodyType(BodyType bodyType) {
        this.bodyType = bodyType;
    }

    public UnknownEvents getUnknownEvents() {
        return unknownEvents;
    }

    public void setUnknownEvents(UnknownEvents unknownEvents) {
        this.unknownEvents = unknownEvents;
    }

    public int getQueueSize() {
        return queueSize;
    }

    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    public Overflow getOverflow() {
        return overflow;
    }

    public void setOverflow(Overflow overflow) {
        this.overflow = overflow;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public boolean isFailOnStartup() {
        return failOnStartup;
    }

    public void setFailOnStartup(boolean failOnStartup) {
        this.failOnStartup = failOnStartup;
    }

    public boolean isReconnect() {
        return reconnect;
    }

    public void setReconnect(boolean reconnect) {
        this.reconnect = reconnect;
    }

    public long getReconnectDelay() {
        return reconnectDelay;
    }

    public void setReconnectDelay(long reconnectDelay) {
        this.reconnectDelay = reconnectDelay;
    }

    public long getMaxReconnectDelay() {
        return maxReconnectDelay;
    }

    public void setMaxReconnectDelay(long maxReconnectDelay) {
        this.maxReconnectDelay = maxReconnectDelay;
    }

    public double getReconnectBackoffMultiplier() {
        return reconnectBackoffMultiplier;
    }

    public void setReconnectBackoffMultiplier(double reconnectBackoffMultiplier) {
        this.reconnectBackoffMultiplier = reconnectBackoffMultiplier;
    }

    public double getReconnectJitter() {
        return reconnectJitter;
    }

    public void setReconnectJitter(double reconnectJitter) {
        this.reconnectJitter = reconnectJitter;
    }

    public int getMaxReconnectAttempts() {
        return maxReconnectAttempts;
    }

    public void setMaxReconnectAttempts(int maxReconnectAttempts) {
        this.maxReconnectAttempts = maxReconnectAttempts;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getSubscribeTimeout() {
        return subscribeTimeout;
    }

    public void setSubscribeTimeout(long subscribeTimeout) {
        this.subscribeTimeout = subscribeTimeout;
    }

    public long getPingInterval() {
        return pingInterval;
    }

    public void setPingInterval(long pingInterval) {
        this.pingInterval = pingInterval;
    }

    public long getLivenessTimeout() {
        return livenessTimeout;
    }

    public void setLivenessTimeout(long livenessTimeout) {
        this.livenessTimeout = livenessTimeout;
    }

    public String getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(String maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isAllowPlaintext() {
        return allowPlaintext;
    }

    public void setAllowPlaintext(boolean allowPlaintext) {
        this.allowPlaintext = allowPlaintext;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyUsername() {
        return proxyUsername;
    }

    public void setProxyUsername(String proxyUsername) {
        this.proxyUsername = proxyUsername;
    }

    public String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public WebSocketClient getWebSocketClient() {
        return webSocketClient;
    }

    public void setWebSocketClient(WebSocketClient webSocketClient) {
        this.webSocketClient = webSocketClient;
    }

    public HttpClient getHttpClient() {
        return httpClient;
    }

    public void setHttpClient(HttpClient httpClient) {
        this.httpClient = httpClient;
    }
}
