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
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Remembers why TLS handshakes fail. A handshake's failure comes up on the thread that reads; Jetty closes the channel
 * then, and the thread that writes the upgrade request may be the first to tell the request's owner, that a channel is
 * closed. Whoever reads that in the log would look for a broken network instead of a wrong certificate.
 */
final class TlsFailures implements SslHandshakeListener {

    private static final int HTTPS_PORT = 443;

    private record Failure(Throwable cause, long atNanos) {}

    private final Map<String, Failure> latest = new ConcurrentHashMap<>();

    @Override
    public void handshakeFailed(Event event, Throwable failure) {
        SSLEngine engine = event.getSSLEngine();
        latest.put(server(engine.getPeerHost(), engine.getPeerPort()), new Failure(failure, System.nanoTime()));
    }

    private static String server(String host, int port) {
        return host + ':' + port;
    }

    /**
     * {@return the failure of the TLS handshake where that is what has closed a channel; else the failure itself}
     *
     * @param http with which it was tried to connect
     * @param server to which
     * @param sinceNanos when that began, by {@link System#nanoTime()}
     * @param failure what was reported; not null
     */
    static Throwable behind(HttpClient http, URI server, long sinceNanos, Throwable failure) {
        TlsFailures failures = http.getBean(TlsFailures.class);
        if (failures == null || !isClosedChannel(failure)) {
            return failure;
        }
        Failure known =
                failures.latest.get(server(server.getHost(), server.getPort() < 0 ? HTTPS_PORT : server.getPort()));
        return known == null || known.atNanos() - sinceNanos < 0 ? failure : known.cause();
    }

    private static boolean isClosedChannel(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (cause instanceof ClosedChannelException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
