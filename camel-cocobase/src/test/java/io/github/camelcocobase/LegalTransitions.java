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

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;

import static io.github.camelcocobase.client.ConnectionState.AUTHENTICATING;
import static io.github.camelcocobase.client.ConnectionState.CONNECTING;
import static io.github.camelcocobase.client.ConnectionState.LIVE;
import static io.github.camelcocobase.client.ConnectionState.REJECTED;
import static io.github.camelcocobase.client.ConnectionState.STOPPED;
import static io.github.camelcocobase.client.ConnectionState.SUSPENDED;
import static io.github.camelcocobase.client.ConnectionState.WAITING;

/** Knows which changes of a connection's state there can be, and looks at those that there are. */
final class LegalTransitions implements BiConsumer<ConnectionStatus, ConnectionStatus> {

    private static final Map<ConnectionState, Set<ConnectionState>> LEGAL = Map.of(
            STOPPED, EnumSet.of(CONNECTING),
            CONNECTING, EnumSet.of(AUTHENTICATING, WAITING, REJECTED, SUSPENDED, STOPPED),
            AUTHENTICATING, EnumSet.of(LIVE, WAITING, REJECTED, SUSPENDED, STOPPED),
            LIVE, EnumSet.of(WAITING, REJECTED, SUSPENDED, STOPPED),
            WAITING, EnumSet.of(CONNECTING, WAITING, SUSPENDED, STOPPED),
            REJECTED, EnumSet.of(CONNECTING, WAITING, SUSPENDED, STOPPED),
            SUSPENDED, EnumSet.of(WAITING, STOPPED));

    private final Consumer<String> violations;
    private final Map<String, ConnectionStatus> latest = new ConcurrentHashMap<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    LegalTransitions(Consumer<String> violations) {
        this.violations = violations;
    }

    @Override
    public void accept(ConnectionStatus previous, ConnectionStatus current) {
        seen.add(previous.state() + " to " + current.state());
        if (!LEGAL.get(previous.state()).contains(current.state())) {
            violations.accept("a connection went from " + previous + " to " + current);
        }
        boolean begins = previous.state() == STOPPED;
        if (begins != (previous.generation() == 0)) {
            violations.accept("a connection that is over goes on: from " + previous + " to " + current);
        }
        if (current.generation() < previous.generation()) {
            violations.accept("a generation went back: from " + previous + " to " + current);
        }
        ConnectionStatus last = latest.put(current.name(), current);
        if (!begins && last != previous) {
            violations.accept("a change of state was not told: after " + last + " came " + previous);
        }
    }

    /** {@return the changes that there were} */
    Set<String> seen() {
        return seen;
    }
}
