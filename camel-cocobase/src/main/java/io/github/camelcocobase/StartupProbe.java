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

import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.ConnectionStatus;
import io.github.camelcocobase.client.WatchSettings;

/** Remembers which keys a server has accepted, and which servers did not answer, since the component started. */
final class StartupProbe {

    /**
     * @param keyHash not the key: it is to be found in as few places of the memory as possible
     */
    private record Login(URI server, int keyHash) {
        static Login of(WatchSettings settings) {
            return new Login(settings.baseUrl(), settings.apiKey().get().hashCode());
        }
    }

    private final Set<Login> known = ConcurrentHashMap.newKeySet();

    /** {@return true if there is nothing to be learned from waiting for another first attempt} */
    boolean isKnown(WatchSettings settings) {
        return known.contains(Login.of(settings));
    }

    void remember(WatchSettings settings, ConnectionStatus outcome) {
        if (outcome.state() == ConnectionState.REJECTED) {
            known.remove(Login.of(settings));
        } else {
            known.add(Login.of(settings));
        }
    }
}
