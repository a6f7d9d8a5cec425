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

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.Document;
import org.apache.camel.Message;
import org.apache.camel.spi.HeadersMapFactory;

/**
 * Sets the headers of a change at once. Camel keeps headers in a sorted map, which compares names at every single one that
 * is set, but copies a map of the same order without. Safe for use by several threads.
 */
final class ChangeHeaders {

    private static final int COLLECTION_ID = 1;
    private static final int CREATED_AT = 2;
    private static final int UPDATED_AT = 4;
    private static final int OLD_DATA = 8;

    private final String connectionName;
    private final HeadersMapFactory maps;

    /** One for each set of the headers that not every change has; null while a thread uses it. */
    private final AtomicReferenceArray<Template> idle = new AtomicReferenceArray<>(2 * OLD_DATA);

    ChangeHeaders(String connectionName, HeadersMapFactory maps) {
        this.connectionName = connectionName;
        this.maps = maps;
    }

    void set(Message message, ChangeEvent event) {
        Document document = event.document();
        int known = (document.collectionId() == null ? 0 : COLLECTION_ID)
                | (document.createdAt() == null ? 0 : CREATED_AT)
                | (document.updatedAt() == null ? 0 : UPDATED_AT)
                | (event.oldData() == null ? 0 : OLD_DATA);
        Template taken = idle.getAndSet(known, null);
        Template template = taken == null ? new Template(known) : taken;
        message.setHeaders(maps.newMap(template.fill(event, document)));
        idle.set(known, template);
    }

    /** A map that is filled again and again. */
    private final class Template {

        private final Map<String, Object> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Map.Entry<String, Object> eventType;
        private final Map.Entry<String, Object> documentId;
        private final Map.Entry<String, Object> collection;
        private final Map.Entry<String, Object> origin;
        private final Map.Entry<String, Object> timestamp;

        // null if the map has none

        private final Map.Entry<String, Object> collectionId;
        private final Map.Entry<String, Object> createdAt;
        private final Map.Entry<String, Object> updatedAt;
        private final Map.Entry<String, Object> oldData;

        private Template(int known) {
            map.put(CocobaseConstants.CONNECTION_NAME, connectionName);
            map.put(CocobaseConstants.EVENT_TYPE, null);
            map.put(CocobaseConstants.DOCUMENT_ID, null);
            map.put(CocobaseConstants.COLLECTION, null);
            map.put(CocobaseConstants.ORIGIN, null);
            map.put(CocobaseConstants.MESSAGE_TIMESTAMP, null);
            putIf((known & COLLECTION_ID) != 0, CocobaseConstants.COLLECTION_ID);
            putIf((known & CREATED_AT) != 0, CocobaseConstants.CREATED_AT);
            putIf((known & UPDATED_AT) != 0, CocobaseConstants.UPDATED_AT);
            putIf((known & OLD_DATA) != 0, CocobaseConstants.OLD_DATA);
            Map<String, Map.Entry<String, Object>> entries = new HashMap<>();
            map.entrySet().forEach(entry -> entries.put(entry.getKey(), entry));
            eventType = entries.get(CocobaseConstants.EVENT_TYPE);
            documentId = entries.get(CocobaseConstants.DOCUMENT_ID);
            collection = entries.get(CocobaseConstants.COLLECTION);
            origin = entries.get(CocobaseConstants.ORIGIN);
            timestamp = entries.get(CocobaseConstants.MESSAGE_TIMESTAMP);
            collectionId = entries.get(CocobaseConstants.COLLECTION_ID);
            createdAt = entries.get(CocobaseConstants.CREATED_AT);
            updatedAt = entries.get(CocobaseConstants.UPDATED_AT);
            oldData = entries.get(CocobaseConstants.OLD_DATA);
        }

        private void putIf(boolean known, String header) {
            if (known) {
                map.put(header, null);
            }
        }

        private Map<String, Object> fill(ChangeEvent event, Document document) {
            eventType.setValue(event.event());
            documentId.setValue(document.id());
            collection.setValue(document.collection());
            origin.setValue(event.origin().headerValue());
            timestamp.setValue(event.receivedAtMillis());
            set(collectionId, document.collectionId());
            set(createdAt, document.createdAt());
            set(updatedAt, document.updatedAt());
            set(oldData, event.oldData());
            return map;
        }

        private static void set(Map.Entry<String, Object> entry, Object value) {
            if (entry != null) {
                entry.setValue(value);
            }
        }
    }
}
