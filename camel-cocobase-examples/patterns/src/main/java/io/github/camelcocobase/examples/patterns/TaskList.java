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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Body;
import org.apache.camel.Header;

import static io.github.camelcocobase.CocobaseConstants.DOCUMENT_ID;

/** What a screen shows. A real one would tell its pages; this one only keeps the items. */
public class TaskList {

    private final Map<String, Map<String, Object>> items = new LinkedHashMap<>();

    public synchronized void add(@Header(DOCUMENT_ID) String id, @Body Map<String, Object> task) {
        items.put(id, task);
    }

    public synchronized void change(@Header(DOCUMENT_ID) String id, @Body Map<String, Object> task) {
        items.put(id, task);
    }

    public synchronized void remove(@Header(DOCUMENT_ID) String id) {
        items.remove(id);
    }

    public synchronized List<Map<String, Object>> shown() {
        return new ArrayList<>(items.values());
    }
}
