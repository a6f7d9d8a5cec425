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

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names of the live connections. Two of one name are allowed, but hard to tell apart. */
final class ConnectionNames {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionNames.class);

    private final Map<String, Integer> live = new ConcurrentHashMap<>();

    void announce(String name) {
        if (live.merge(name, 1, Integer::sum) > 1) {
            LOG.warn(
                    "{}: another connection has the same name; logs, health and JMX cannot tell them apart (option"
                            + " connectionName)",
                    name);
        }
    }

    void retract(String name) {
        live.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }
}
