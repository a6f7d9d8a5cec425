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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonGenerator;

/** A watch's filter in the self-hosted server: equal JSON values on top-level fields, for deletes as well. */
record SelfHostedEventFilter(List<String> actions, Map<String, Object> asSent) implements EventFilter {

    @Override
    public boolean accepts(Change change) {
        if (!actions.isEmpty() && !actions.contains(change.type().action())) {
            return false;
        }
        return asSent.isEmpty()
                || asSent.entrySet().stream()
                        .allMatch(field -> change.data().containsKey(field.getKey())
                                && Objects.equals(change.data().get(field.getKey()), field.getValue()));
    }

    /** In the server's notation, which names the fields of its struct and writes an empty list as null. */
    void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectField("Actions", actions.isEmpty() ? null : actions);
        json.writeObjectField("FieldFilters", asSent.isEmpty() ? null : asSent);
        json.writeEndObject();
    }
}
