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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.recovery.DocumentLedger;
import io.github.camelcocobase.recovery.LedgerException;
import io.github.camelcocobase.recovery.RecoveryScheduler;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ThreadPoolProfile;

/**
 * What the recoveries of a component's endpoints share. One recovery at a time reads from a host, but a reading keeps its
 * thread while it waits for a slow route: there are {@value #MAX_THREADS} threads, as many as for routes, lest a few routes
 * that are stuck keep all others from closing their gaps. Questions that events wait for have
 * {@value #MAX_QUESTION_THREADS} threads of their own.
 */
final class RecoveryThreads {

    static final int MAX_THREADS = DispatcherThreads.DEFAULT_SIZE;
    static final int MAX_QUESTION_THREADS = 8;

    /** By object, and beyond the component: another one, or another Camel context, may use the same registry. */
    private static final Set<DocumentLedger> OWN_LEDGERS =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private final CamelContext camelContext;
    private final ExecutorService threads;
    private final ExecutorService questionThreads;
    private final RecoveryScheduler scheduler;
    private final RecoveryScheduler questions;
    private final Set<String> openLedgers = ConcurrentHashMap.newKeySet();

    RecoveryThreads(CamelContext camelContext, Object source, ScheduledExecutorService timer) {
        this.camelContext = camelContext;
        this.threads = newThreads(source, "cocobase-recovery", "CocobaseRecovery", MAX_THREADS);
        this.questionThreads = newThreads(source, "cocobase-question", "CocobaseQuestion", MAX_QUESTION_THREADS);
        this.scheduler = new RecoveryScheduler(threads, timer);
        this.questions = new RecoveryScheduler(questionThreads, timer);
    }

    private ExecutorService newThreads(Object source, String profileId, String name, int max) {
        ThreadPoolProfile profile = new ThreadPoolProfile(profileId);
        profile.setPoolSize(max);
        profile.setMaxPoolSize(max);
        profile.setKeepAliveTime(5L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        return camelContext.getExecutorServiceManager().newThreadPool(source, name, profile);
    }

    RecoveryScheduler scheduler() {
        return scheduler;
    }

    /** {@return runs short questions, whatever the recoveries are doing} */
    RecoveryScheduler questions() {
        return questions;
    }

    /**
     * Two endpoints with one ledger would hide changes from each other.
     *
     * @return gives the ledger back
     * @throws LedgerException if the ledger is open already
     */
    Runnable claimLedger(String name) {
        if (!openLedgers.add(name)) {
            throw new LedgerException("Two endpoints for one collection share a document ledger (option"
                    + " documentLedger); give each its own connectionName");
        }
        return () -> openLedgers.remove(name);
    }

    /**
     * Each of two endpoints with one ledger would take the other's documents for deleted.
     *
     * @return gives the ledger back
     * @throws LedgerException if another endpoint uses the ledger
     */
    static Runnable claimLedger(DocumentLedger own) {
        if (!OWN_LEDGERS.add(own)) {
            throw new LedgerException(
                    "Two endpoints share a document ledger (option documentLedger); give each a ledger of its own");
        }
        return () -> OWN_LEDGERS.remove(own);
    }

    void shutdown() {
        // not at once: an interrupt would close an embedded database's file
        camelContext.getExecutorServiceManager().shutdown(threads);
        camelContext.getExecutorServiceManager().shutdown(questionThreads);
    }
}
