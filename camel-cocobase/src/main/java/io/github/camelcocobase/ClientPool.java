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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.client.realtime.RealtimeClient;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/**
 * The Jetty clients of a component: one for each combination of TLS and proxy settings, made when the first endpoint
 * needs it, stopped when the last one has gone. A client that somebody else has set up and started is never stopped.
 */
final class ClientPool {

    private final CamelContext camelContext;
    private final ScheduledExecutorService timer;
    private final Map<Setting, Entry> entries = new HashMap<>();

    ClientPool(CamelContext camelContext, ScheduledExecutorService timer) {
        this.camelContext = camelContext;
        this.timer = timer;
    }

    /** What makes clients differ. Clients and TLS settings that were given count as the objects that they are. */
    private record Setting(
            WebSocketClient webSocketClient, HttpClient httpClient, SSLContextParameters tls, JettyClient.Proxy proxy) {
        static Setting of(CocobaseConfiguration configuration) {
            JettyClient.Proxy proxy = configuration.getProxyHost() == null
                    ? null
                    : new JettyClient.Proxy(
                            configuration.getProxyHost(),
                            configuration.getProxyPort(),
                            configuration.getProxyUsername(),
                            configuration.getProxyPassword());
            return new Setting(
                    configuration.getWebSocketClient(),
                    configuration.getHttpClient(),
                    configuration.getSslContextParameters(),
                    proxy);
        }

        boolean isOwn() {
            return webSocketClient == null && httpClient == null;
        }
    }

    private record Shared(RealtimeClient realtime, WebSocketClient webSocketClient, LifeCycle toStop) {}

    private static final class Entry {
        private final Shared shared;
        private int leases;

        private Entry(Shared shared) {
            this.shared = shared;
        }
    }

    /** The right to use a client until it is given back. */
    final class Lease {
        private final Setting setting;
        private final Shared shared;
        private boolean closed;

        private Lease(Setting setting, Shared shared) {
            this.setting = setting;
            this.shared = shared;
        }

        RealtimeClient client() {
            return shared.realtime();
        }

        /** {@return the client for REST: the one that the WebSockets stand on} */
        HttpClient http() {
            return shared.webSocketClient().getHttpClient();
        }

        /** Gives the client back; the last one to do so stops it. */
        void release() throws Exception {
            LifeCycle toStop;
            synchronized (ClientPool.this) {
                if (closed) {
                    return;
                }
                closed = true;
                toStop = giveBack(setting);
            }
            if (toStop != null) {
                toStop.stop();
            }
        }
    }

    /**
     * @throws Exception if the TLS settings cannot be used or the client does not start
     */
    synchronized Lease lease(CocobaseConfiguration configuration) throws Exception {
        Setting setting = Setting.of(configuration);
        Entry entry = entries.get(setting);
        if (entry == null) {
            entry = new Entry(create(setting));
            entries.put(setting, entry);
        }
        entry.leases++;
        if (setting.isOwn()) {
            JettyClient.allowConnectTimeout(
                    entry.shared.webSocketClient().getHttpClient(),
                    Duration.ofMillis(configuration.getConnectTimeout()));
        }
        return new Lease(setting, entry.shared);
    }

    private LifeCycle giveBack(Setting setting) {
        Entry entry = entries.get(setting);
        if (--entry.leases > 0) {
            return null;
        }
        entries.remove(setting);
        return entry.shared.toStop();
    }

    private Shared create(Setting setting) throws Exception {
        WebSocketClient client = setting.webSocketClient();
        LifeCycle toStop = null;
        if (client == null) {
            client = setting.httpClient() == null ? own(setting) : JettyClient.on(setting.httpClient());
            toStop = client;
        }
        if (!client.isStarted()) {
            client.start();
            toStop = client;
        }
        return new Shared(new RealtimeClient(client, timer), client, toStop);
    }

    private WebSocketClient own(Setting setting) throws Exception {
        SSLContext sslContext = setting.tls() == null ? null : setting.tls().createSSLContext(camelContext);
        return JettyClient.create("cocobase-" + camelContext.getName(), sslContext, setting.proxy());
    }
}
