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

import java.util.Map;

/** A committed change, with the document's fields parsed at most once for all who ask. */
final class Change {

    private final ChangeType type;
    private final StoredDocument document;
    private final StoredDocument previous;
    private Map<String, Object> data;

    /**
     * A change.
     *
     * @param document the new state, or the last one of a deleted document
     * @param previous the state before an update, else null
     */
    Change(ChangeType type, StoredDocument document, StoredDocument previous) {
        this.type = type;
        this.document = document;
        this.previous = previous;
    }

    ChangeType type() {
        return type;
    }

    StoredDocument document() {
        return document;
    }

    StoredDocument previous() {
        return previous;
    }

    Map<String, Object> data() {
        if (data == null) {
            data = document.data();
        }
        return data;
    }
}
