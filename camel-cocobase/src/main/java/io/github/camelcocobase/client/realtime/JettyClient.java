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
package io.github.camelcocobase.client.realtime;

import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;

import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;

/** Sets up Jetty's client for Cocobase: a fixed number of threads, no redirects, no cookies, no idle timeout. */
public final class JettyClient {

    private static final int IO_THREADS = 6;
    private static final int DNS_THREADS = 2;
    private static final int DNS_STOP_MILLIS = 200;
    private static final Duration DNS_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration SHORTEST_CONNECT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final int INPUT_BUFFER_SIZE = 16 * 1024;
    private static final int MAX_RESPONSE_HEADERS_SIZE = 16 * 1024;

    private JettyClient() {}

    /**
     * An HTTP proxy.
     *
     * @param host its name or address; not null
     * @param port its port
     * @param username null for a proxy that demands no login
     * @param password null for a proxy that demands no login
     */
    public record Proxy(String host, int port, String username, String password) {
        @Override
        public String toString() {
            return "Proxy[" + host + ":" + port + "]";
        }
    }

    /**
     * Makes a client that is not started. It owns its threads: stopping it ends them.
     *
     * @param name for its threads; not null
     * @param sslContext null for the JVM's own
     * @param proxy null for none
     * @return the client; its {@code HttpClient} serves REST too
     */
    public static WebSocketClient create(String name, SSLContext sslContext, Proxy proxy) {
        SslContextFactory.Client ssl = new SslContextFactory.Client();
        if (sslContext != null) {
            ssl.setSslContext(sslContext);
        }
        ClientConnector connector = proxy == null ? new ClientConnector() : new TunnelConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(ssl);
        HttpClient http = new HttpClient(new HttpClientTransportOverHTTP(connector));
        QueuedThreadPool threads = new QueuedThreadPool(IO_THREADS, 2);
        threads.setName(name);
        threads.setDaemon(true);
        http.setExecutor(threads);
        http.setName(name);
        // of connections that are left over from a refused upgrade or a REST call; a WebSocket has none
        http.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        http.setMaxConnectionsPerDestination(2 * RealtimeClient.MAX_HANDSHAKES_PER_HOST);
        http.setMaxResponseHeadersSize(MAX_RESPONSE_HEADERS_SIZE);
        http.setUserAgentField(null);
        http.setConnectTimeout(SHORTEST_CONNECT_TIMEOUT.toMillis());
        http.addBean(new TlsFailures());
        resolveOnOwnThreads(http, name);
        harden(http);
        if (proxy != null) {
            use(proxy, http);
        }
        WebSocketClient client = on(http);
        client.setIdleTimeout(Duration.ZERO);
        client.setInputBufferSize(INPUT_BUFFER_SIZE);
        client.setStopTimeout(0);
        return client;
    }

    /**
     * {@return a client that is not started} Jetty gives it a pool of eight threads of its own if the HTTP client is not
     * started yet. Only listeners that read messages as streams use them; here they are made when one does.
     *
     * @param http what it is to stand on; not null
     */
    public static WebSocketClient on(HttpClient http) {
        WebSocketClient client = new WebSocketClient(http);
        WebSocketCoreClient core = client.getBean(WebSocketCoreClient.class);
        if (!http.isStarted() && core.getWebSocketComponents().getExecutor() instanceof QueuedThreadPool pool) {
            pool.setMinThreads(0);
        }
        return client;
    }

    /** What must hold for every client that carries the key, also one that somebody else has set up. */
    public static void harden(HttpClient http) {
        http.setFollowRedirects(false);
        http.setHttpCookieStore(new HttpCookieStore.Empty());
    }

    /**
     * Lets a client wait so long for TCP, if it does not wait longer already. Each attempt has a timeout of its own, but
     * Jetty goes on with the TCP connect of an attempt that was given up: a longer wait than anybody asked for would keep
     * the next attempts waiting for it.
     */
    public static void allowConnectTimeout(HttpClient http, Duration timeout) {
        http.setConnectTimeout(Math.max(http.getConnectTimeout(), timeout.toMillis()));
        http.setIdleTimeout(Math.max(http.getIdleTimeout(), timeout.toMillis()));
    }

    /** A name server that does not answer must not hold up the threads that read from live sockets. */
    private static void resolveOnOwnThreads(HttpClient http, String name) {
        // a bean, added last: it comes and goes with each start and stop of the client, and ends before what connects,
        // so
        // that no look-up opens a socket that nobody closes any more
        // all threads from the start: if one could not be started for a connect, Jetty would count that connect as
        // pending for ever, and after a few of them connect to that host no more
        QueuedThreadPool threads = new QueuedThreadPool(DNS_THREADS, DNS_THREADS);
        threads.setName(name + "-dns");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        // a look-up cannot be interrupted, and a stop does not wait for it for long
        threads.setStopTimeout(DNS_STOP_MILLIS);
        http.addBean(threads);
        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler(name + "-scheduler", true);
        http.setScheduler(scheduler);
        http.setSocketAddressResolver(new SocketAddressResolver.Async(threads, scheduler, DNS_TIMEOUT.toMillis()));
    }

    /** RFC 6455, 4.1: a WebSocket goes through a proxy by CONNECT, also without TLS. Jetty would ask for the page. */
    private static final class TunnelProxy extends HttpProxy {
        private TunnelProxy(String host, int port) {
            super(host, port);
        }

        @Override
        public boolean requiresTunnel(Origin server) {
            return true;
        }
    }

    private static void use(Proxy proxy, HttpClient http) {
        http.getProxyConfiguration().addProxy(new TunnelProxy(proxy.host(), proxy.port()));
        if (proxy.username() != null) {
            URI uri = URI.create("http://" + proxy.host() + ":" + proxy.port());
            http.getAuthenticationStore()
                    .addAuthenticationResult(new BasicAuthentication.BasicResult(
                            uri, HttpHeader.PROXY_AUTHORIZATION, proxy.username(), proxy.password()));
        }
    }
}
