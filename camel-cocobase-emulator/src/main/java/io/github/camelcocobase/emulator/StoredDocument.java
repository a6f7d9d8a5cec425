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
package io.github.camelcocobase.emulator;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One state of a document in the emulator.
 *
 * @param id the document's id
 * @param json the user's fields as a JSON object
 * @param createdAt when it was created, in microseconds
 * @param updatedAt when this state came into being, in microseconds
 */
public record StoredDocument(String id, String json, Instant createdAt, Instant updatedAt) {

    /** Checks that nothing is missing. */
    public StoredDocument {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /**
     * The user's fields, parsed anew at each call: a stored state is never changed.
     *
     * @return a modifiable copy
     */
    public Map<String, Object> data() {
        return Json.object(json);
    }

    StoredDocument with(String newJson, Instant now) {
        return new StoredDocument(id, newJson, createdAt, now);
    }
}
