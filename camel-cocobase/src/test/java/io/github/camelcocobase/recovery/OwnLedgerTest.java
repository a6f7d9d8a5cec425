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
package io.github.camelcocobase.recovery;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A ledger as a user would write one, with nothing but what the interface demands. */
class OwnLedgerTest extends DocumentLedgerContract {

    private final Map<String, Fingerprint> documents = new ConcurrentHashMap<>();
    private final Map<String, String> properties = new ConcurrentHashMap<>();

    @Override
    DocumentLedger open() {
        return new DocumentLedger() {
            @Override
            public Fingerprint get(String id) {
                return documents.get(id);
            }

            @Override
            public void put(String id, Fingerprint fingerprint) {
                documents.put(id, fingerprint);
            }

            @Override
            public void remove(String id) {
                documents.remove(id);
            }

            @Override
            public long size() {
                return documents.size();
            }

            @Override
            public void forEach(Visitor visitor) {
                documents.forEach(visitor::visit);
            }

            @Override
            public String property(String name) {
                return properties.get(name);
            }

            @Override
            public void setProperty(String name, String value) {
                properties.put(name, value);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
