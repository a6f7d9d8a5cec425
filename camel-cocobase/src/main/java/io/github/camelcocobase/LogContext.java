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

import org.apache.camel.CamelContext;
import org.apache.camel.spi.UnitOfWork;
import org.slf4j.MDC;

/**
 * Puts into the logger's MDC whose line it is. Lines about a connection come from threads that serve many connections.
 */
final class LogContext {

    /** MDC key of the connection's name. */
    static final String CONNECTION = "cocobase.connection";

    /** MDC key of the collection's name. */
    static final String COLLECTION = "cocobase.collection";

    private final Map<String, String> entries;

    /**
     * @param routeId null for a consumer that belongs to no route
     */
    LogContext(CamelContext camelContext, String routeId, String connection, String collection) {
        // as for Camel's own entries: nothing is put there unless it was asked for
        if (Boolean.TRUE.equals(camelContext.isUseMDCLogging())) {
            entries = new LinkedHashMap<>();
            entries.put(UnitOfWork.MDC_CAMEL_CONTEXT_ID, camelContext.getName());
            entries.put(CONNECTION, connection);
            entries.put(COLLECTION, collection);
            if (routeId != null) {
                entries.put(UnitOfWork.MDC_ROUTE_ID, routeId);
            }
        } else {
            entries = Map.of();
        }
    }

    /** Runs the task with the entries in the MDC, and leaves the MDC as it was. */
    void run(Runnable task) {
        Map<String, String> before = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            before.put(key, MDC.get(key));
            MDC.put(key, value);
        });
        try {
            task.run();
        } finally {
            before.forEach((key, value) -> {
                if (value == null) {
                    MDC.remove(key);
                } else {
                    MDC.put(key, value);
                }
            });
        }
    }
}
