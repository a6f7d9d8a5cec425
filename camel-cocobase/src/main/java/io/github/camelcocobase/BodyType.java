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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.DataForm;
import io.github.camelcocobase.client.Document;

/** What the body of an Exchange is. */
public enum BodyType {
    /** A Map of the user's fields. */
    DATA(DataForm.MAP) {
        @Override
        Object bodyOf(ChangeEvent event) {
            return event.document().data().toMap();
        }
    },
    /** The user's fields as JSON text, as the server wrote them. */
    JSON(DataForm.JSON) {
        @Override
        Object bodyOf(ChangeEvent event) {
            return event.document().data().toJson();
        }
    },
    /** A Map with {@code id}, {@code collection}, {@code data}, {@code created_at} and {@code updated_at}. */
    DOCUMENT(DataForm.MAP) {
        @Override
        Object bodyOf(ChangeEvent event) {
            return documentMap(event.document());
        }
    },
    /** The typed {@link ChangeEvent}. */
    EVENT(DataForm.MAP) {
        @Override
        Object bodyOf(ChangeEvent event) {
            return event;
        }
    };

    private final DataForm form;

    BodyType(DataForm form) {
        this.form = form;
    }

    abstract Object bodyOf(ChangeEvent event);

    /**
     * {@return the form in which the fields are to be kept}
     *
     * @param filtered true if a filter has to see the fields as a Map
     */
    DataForm form(boolean filtered) {
        return filtered && form == DataForm.JSON ? DataForm.BOTH : form;
    }

    /** {@return the document as a Map; times are {@code Instant}s, absent when unknown} */
    static Map<String, Object> documentMap(Document document) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", document.id());
        map.put("collection", document.collection());
        map.put("data", document.data().toMap());
        putIfKnown(map, "created_at", document.createdAt());
        putIfKnown(map, "updated_at", document.updatedAt());
        return map;
    }

    private static void putIfKnown(Map<String, Object> map, String key, Instant time) {
        if (time != null) {
            map.put(key, time);
        }
    }
}
