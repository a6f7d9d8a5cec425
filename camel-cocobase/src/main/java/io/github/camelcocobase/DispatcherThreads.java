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

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.client.PatientExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * The threads that run the routes, shared by all endpoints of a component, so that a thousand endpoints need no more of
 * them than a few. An endpoint occupies as many as it has deliveries in routing, {@code concurrentConsumers} at the most.
 */
final class DispatcherThreads {

    static final int DEFAULT_SIZE = 16;

    private final CamelContext camelContext;
    private final ExecutorService threads;
    private final Executor patient;

    /**
     * @param timer tries again when no thread can be started
     */
    DispatcherThreads(CamelContext camelContext, Object source, ScheduledExecutorService timer) {
        this.camelContext = camelContext;
        ThreadPoolProfile profile = new ThreadPoolProfile("cocobase");
        profile.setPoolSize(DEFAULT_SIZE);
        profile.setMaxPoolSize(DEFAULT_SIZE);
        profile.setKeepAliveTime(30L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        // one entry per endpoint and concurrent consumer at the most: the events wait in the endpoints' own queues.
        // With -1
        // Camel makes no queue at all, and a route would run on the thread that reads the sockets
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        this.threads = camelContext.getExecutorServiceManager().newThreadPool(source, "CocobaseDispatcher", profile);
        this.patient = new PatientExecutor(threads, timer);
    }

    /** {@return the threads, of which there are as many or more} */
    synchronized Executor atLeast(int size) {
        // with virtual threads there is no limit to raise
        if (threads instanceof ThreadPoolExecutor pool && pool.getMaximumPoolSize() < size) {
            pool.setMaximumPoolSize(size);
            pool.setCorePoolSize(size);
        }
        return patient;
    }

    void shutdownNow() {
        camelContext.getExecutorServiceManager().shutdownNow(threads);
    }
}
