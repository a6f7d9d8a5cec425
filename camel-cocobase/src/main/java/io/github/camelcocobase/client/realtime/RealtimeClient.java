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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.CollectionWatch;
import io.github.camelcocobase.client.PathSegment;
import io.github.camelcocobase.client.WatchListener;
import io.github.camelcocobase.client.WatchSettings;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes watches that share one Jetty client, one timer thread and one limit on handshakes, so that neither threads nor
 * the load on a server that comes back grow with the number of watches. Safe for use by several threads.
 */
public final class RealtimeClient {

    /** How many handshakes run at a time with one host. */
    public static final int MAX_HANDSHAKES_PER_HOST = 32;

    /** 500 handshakes a second with one host at the most; not to be felt by anybody who has a few. */
    static final Duration HANDSHAKE_SPACING = Duration.ofMillis(2);

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeClient.class);

    private final WebSocketClient webSocketClient;
    private final ScheduledExecutorService timer;
    private final HandshakeLimiter limiter =
            new HandshakeLimiter(MAX_HANDSHAKES_PER_HOST, HANDSHAKE_SPACING, this::nanoTime, this::schedule);

    /**
     * @param webSocketClient started; stays the caller's to stop
     * @param timer for pings and reconnects; nothing that runs on it blocks; stays the caller's to shut down
     */
    public RealtimeClient(WebSocketClient webSocketClient, ScheduledExecutorService timer) {
        this.webSocketClient = webSocketClient;
        this.timer = timer;
    }

    /**
     * Watches a collection, from now until the watch is closed.
     *
     * @param settings what and how; not null
     * @param listener hears of it; not null
     * @return the watch, which connects in the background
     * @throws IllegalArgumentException if the collection's name or the base URL cannot be used
     */
    public CollectionWatch watch(WatchSettings settings, WatchListener listener) {
        RealtimeWatch watch = new RealtimeWatch(this, settings, uri(settings), listener);
        watch.start();
        return watch;
    }

    private static URI uri(WatchSettings settings) {
        String base = settings.baseUrl().toString();
        String scheme = settings.baseUrl().getScheme();
        // "http" becomes "ws" and "https" becomes "wss", in the scheme only
        String path =
                WatchProtocol.of(settings.dialect()).path(PathSegment.encode(settings.collection(), "collection"));
        return URI.create("ws" + scheme.substring("http".length()) + base.substring(scheme.length()) + path);
    }

    WebSocketClient webSocketClient() {
        return webSocketClient;
    }

    HandshakeLimiter limiter() {
        return limiter;
    }

    long nanoTime() {
        return System.nanoTime();
    }

    double random() {
        return ThreadLocalRandom.current().nextDouble();
    }

    /**
     * Runs the task after the delay; a task that fails is logged. After the timer's shutdown nothing happens.
     *
     * @throws RejectedExecutionException if the timer is full
     */
    Future<?> schedule(Runnable task, Duration delay) {
        try {
            return timer.schedule(() -> runLogged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            if (!timer.isShutdown()) {
                throw e;
            }
            // the timer is shut down after every watch is closed: what is left to do, such as cutting a socket that
            // was closed politely, the client's own stop does
            LOG.debug("The timer is shut down", e);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static void runLogged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A task of the timer failed", e);
        }
    }
}
