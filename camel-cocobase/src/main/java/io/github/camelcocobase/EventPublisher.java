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

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.event.ConnectedEvent;
import io.github.camelcocobase.event.ConnectionEvent;
import io.github.camelcocobase.event.DisconnectedEvent;
import io.github.camelcocobase.event.GapEvent;
import io.github.camelcocobase.event.RejectedEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.EventNotifier;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Camel's event notifiers of connections, in order, on a thread that exists only while there is something to tell.
 * Notifiers are somebody else's code: they must not hold up the threads that read from sockets.
 */
final class EventPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);

    /** Some events for each of a thousand connections; beyond that a notifier hangs. */
    private static final int MAX_WAITING = 10_000;

    private final CamelContext camelContext;
    private final ExecutorService thread;
    private final AtomicLong dropped = new AtomicLong();

    EventPublisher(CamelContext camelContext, Object source) {
        this.camelContext = camelContext;
        ThreadPoolProfile profile = new ThreadPoolProfile("cocobaseEvents");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(1);
        profile.setKeepAliveTime(10L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(MAX_WAITING);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        this.thread = camelContext.getExecutorServiceManager().newThreadPool(source, "CocobaseEvents", profile);
    }

    /** The state of a connection changed; never blocks. */
    void changed(Endpoint endpoint, String routeId, ConnectionStatus previous, ConnectionStatus current) {
        if (!isAnybodyListening()) {
            return;
        }
        if (previous.isLive() && !current.isLive()) {
            publish(new DisconnectedEvent(endpoint, routeId, current));
        }
        switch (current.state()) {
            case LIVE -> {
                publish(new ConnectedEvent(endpoint, routeId, current));
                if (current.lastLost() != null) {
                    publish(new GapEvent(endpoint, routeId, current));
                }
            }
            case REJECTED -> {
                if (isFirstRejection(previous)) {
                    publish(new RejectedEvent(endpoint, routeId, current));
                }
            }
            default -> {
                // of no interest to anybody but the log
            }
        }
    }

    private static boolean isFirstRejection(ConnectionStatus previous) {
        Disconnect before = previous.lastDisconnect();
        return previous.isLive() || before == null || before.kind() != Disconnect.Kind.REJECTED;
    }

    private boolean isAnybodyListening() {
        ManagementStrategy management = camelContext.getManagementStrategy();
        return management != null && !management.getStartedEventNotifiers().isEmpty();
    }

    private void publish(ConnectionEvent event) {
        try {
            thread.execute(() -> tell(event));
        } catch (RejectedExecutionException e) {
            if (thread.isShutdown()) {
                LOG.debug("{}: not told, the component has stopped", event);
            } else if (Long.bitCount(dropped.incrementAndGet()) == 1) {
                LOG.warn("{} events about connections dropped: an event notifier is too slow", dropped);
            }
        }
    }

    private void tell(ConnectionEvent event) {
        for (EventNotifier notifier : camelContext.getManagementStrategy().getStartedEventNotifiers()) {
            try {
                if (!notifier.isDisabled() && notifier.isEnabled(event)) {
                    notifier.notify(event);
                }
            } catch (Exception | LinkageError e) {
                LOG.warn("{}: an event notifier failed: {}", event, e.toString(), e);
            }
        }
    }

    /** Tells what waits, for as long as the notifiers are quick about it, and ends the thread. */
    void shutdown() {
        camelContext.getExecutorServiceManager().shutdownGraceful(thread, 1_000);
    }
}
