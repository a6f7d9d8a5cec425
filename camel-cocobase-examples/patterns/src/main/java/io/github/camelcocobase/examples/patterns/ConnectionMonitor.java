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
package io.github.camelcocobase.examples.patterns;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelcocobase.event.ConnectedEvent;
import io.github.camelcocobase.event.ConnectionEvent;
import io.github.camelcocobase.event.DisconnectedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Knows which connections are live. */
public class ConnectionMonitor extends EventNotifierSupport {

    private final Set<String> live = ConcurrentHashMap.newKeySet();

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ConnectionEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ConnectedEvent connected) {
            live.add(connected.getConnectionName());
        } else if (event instanceof DisconnectedEvent disconnected) {
            live.remove(disconnected.getConnectionName());
        }
    }

    public boolean isLive(String connectionName) {
        return live.contains(connectionName);
    }
}
