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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.KeyMask;
import io.github.camelcocobase.client.LogText;
import io.github.camelcocobase.client.Origin;
import io.github.camelcocobase.filter.DocumentFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides which events are for the route. */
final class EventGate {

    /** What is to become of an event. */
    enum Decision {
        ROUTE,
        /** Not wanted: another kind of event, or the filter does not match. */
        FILTERED,
        /** An unknown event that is to be ignored. */
        IGNORED,
        /** An unknown event that is for the exception handler. */
        FAILED
    }

    private static final Logger LOG = LoggerFactory.getLogger(EventGate.class);

    /** A server that makes up names without end must not fill our memory. */
    private static final int MAX_NAMES_WARNED = 100;

    private final String connectionName;
    private final Supplier<String> apiKey;
    private final Set<ChangeType> events;
    private final UnknownEvents unknownEvents;
    private final DocumentFilter filter;
    private final boolean filtersLive;
    private final boolean filterDeletes;
    private final Set<String> namesWarned = ConcurrentHashMap.newKeySet();

    EventGate(EndpointOptions options, UnknownEvents unknownEvents, boolean filterDeletes) {
        this.connectionName = options.watch().name();
        this.apiKey = options.watch().apiKey();
        this.events = options.events();
        this.filter = options.filter();
        this.filtersLive = options.filtersLive();
        this.unknownEvents = unknownEvents;
        this.filterDeletes = filterDeletes;
    }

    /** {@return whether the route hears of such changes, if they match} */
    boolean routes(ChangeType type) {
        return events.contains(type);
    }

    Decision decide(ChangeEvent event) {
        if (event.type() == ChangeType.UNKNOWN) {
            return decideUnknown(event);
        }
        boolean wanted = events.contains(event.type())
                && (event.type() == ChangeType.DELETE && !filterDeletes || matches(event));
        return wanted ? Decision.ROUTE : Decision.FILTERED;
    }

    private Decision decideUnknown(ChangeEvent event) {
        return switch (unknownEvents) {
            case DELIVER -> matches(event) ? Decision.ROUTE : Decision.FILTERED;
            case FAIL -> Decision.FAILED;
            case IGNORE -> {
                warnOnce(event);
                yield Decision.IGNORED;
            }
        };
    }

    private boolean matches(ChangeEvent event) {
        // what is read is read without the server's filter
        boolean applies = filtersLive || event.origin() != Origin.LIVE;
        return !applies
                || filter.isEmpty()
                || filter.matches(event.document().data().toMap());
    }

    /** {@return an event's name, which the server may have made of anything, fit for a log} */
    String shownName(ChangeEvent event) {
        return LogText.clean(new KeyMask(apiKey.get()).in(event.event()), 100);
    }

    private void warnOnce(ChangeEvent event) {
        if (namesWarned.size() < MAX_NAMES_WARNED && namesWarned.add(event.event())) {
            LOG.warn(
                    "{}: ignores events of the unknown name \"{}\" (option unknownEvents); this is logged once per name",
                    connectionName,
                    shownName(event));
        }
    }
}
