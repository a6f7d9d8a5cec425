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

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Body;
import org.apache.camel.Header;

import static io.github.camelcocobase.CocobaseConstants.DOCUMENT_ID;
import static io.github.camelcocobase.CocobaseConstants.EVENT_TYPE;

/** The latest state of each document of a collection, in memory. */
public class Replica {

    private final Map<String, Map<String, Object>> documents = new ConcurrentHashMap<>();

    public void apply(
            @Header(EVENT_TYPE) String event, @Header(DOCUMENT_ID) String id, @Body Map<String, Object> data) {
        if ("delete".equals(event)) {
            documents.remove(id);
        } else {
            documents.put(id, data);
        }
    }

    public Optional<Map<String, Object>> find(String id) {
        return Optional.ofNullable(documents.get(id));
    }

    /** {@return the document with this id} */
    public Map<String, Object> get(String id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("No document with the id " + id));
    }

    public int size() {
        return documents.size();
    }

    public Map<String, Map<String, Object>> all() {
        return new HashMap<>(documents);
    }
}
