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
package io.github.camelcocobase.client;

import java.util.Locale;

/** What happened to a document. */
public enum ChangeType {
    CREATE("create"),
    UPDATE("update"),
    DELETE("delete"),
    /** The server named an event that is none of the three; {@link ChangeEvent#event()} has its own name. */
    UNKNOWN(null);

    private final String eventName;

    ChangeType(String eventName) {
        this.eventName = eventName;
    }

    /** {@return the canonical event name, such as {@code create}; null for {@link #UNKNOWN}} */
    public String eventName() {
        return eventName;
    }

    /**
     * Recognises the verbs that Cocobase's servers and documentation use for the three changes, in any case:
     * {@code create}, {@code created}, {@code insert}; {@code update}, {@code updated}, {@code modified};
     * {@code delete}, {@code deleted}, {@code removed}.
     *
     * @param verb the name that the server sent
     * @return the change, {@link #UNKNOWN} for any other name; never null
     */
    public static ChangeType ofVerb(String verb) {
        return switch (verb) {
            // the usual spellings first: no lower-casing on the hot path
            case "create" -> CREATE;
            case "update" -> UPDATE;
            case "delete" -> DELETE;
            default ->
                switch (verb.toLowerCase(Locale.ROOT)) {
                    case "create", "created", "insert" -> CREATE;
                    case "update", "updated", "modified" -> UPDATE;
                    case "delete", "deleted", "removed" -> DELETE;
                    default -> UNKNOWN;
                };
        };
    }
}
