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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/** The REST operations on many documents at once. The bodies differ between servers and SDKs. */
final class BatchRoutes {

    private static final int MAX_DOCUMENTS = 1000;

    private final Backend backend;
    private final CollectionLookup lookup;

    BatchRoutes(Backend backend, CollectionLookup lookup) {
        this.backend = backend;
        this.lookup = lookup;
    }

    RestResponse operate(RestCall call, String collection, String operation) {
        if (!call.method().equals("POST")) {
            throw RestRouter.methodNotAllowed();
        }
        return switch (operation) {
            case "create" -> create(call, lookup.forWriting(collection));
            case "update" -> update(call, lookup.forReading(collection));
            case "delete" -> delete(call, lookup.forReading(collection));
            default -> throw RestRouter.notFound();
        };
    }

    private RestResponse create(RestCall call, EmulatedCollection collection) {
        JsonNode documents = list(call, "documents");
        List<Map<String, Object>> data = new ArrayList<>();
        documents.forEach(document -> data.add(Json.object(document)));
        List<String> ids = collection.createAll(data);
        return RestResponse.json(200, json -> {
            json.writeStartArray();
            for (String id : ids) {
                var created = collection.get(id);
                if (created.isPresent()) {
                    backend.documentShape().writeRest(json, collection.identity(), created.get(), true);
                }
            }
            json.writeEndArray();
        });
    }

    private static JsonNode list(RestCall call, String field) {
        JsonNode list = call.json().path(field);
        if (!list.isArray()) {
            throw RestFailure.invalid("body", field, "Input should be a valid list", "list_type");
        }
        if (list.size() > MAX_DOCUMENTS) {
            throw RestFailure.invalid(
                    "body", field, "List should have at most " + MAX_DOCUMENTS + " items", "too_long");
        }
        return list;
    }

    private RestResponse update(RestCall call, EmulatedCollection collection) {
        JsonNode updates = call.json().path("updates");
        Map<String, Map<String, Object>> patches = new LinkedHashMap<>();
        if (updates.isArray()) {
            updates.forEach(update -> addPatch(patches, update.path("id").asText(), update.path("data")));
        } else if (updates.isObject()) {
            updates.properties().forEach(entry -> addPatch(patches, entry.getKey(), fieldsOf(entry.getValue())));
        } else {
            throw RestFailure.invalid("body", "updates", "Field required", "missing");
        }
        return counted("updated", collection.updateAll(patches).size());
    }

    private static void addPatch(Map<String, Map<String, Object>> patches, String id, JsonNode fields) {
        if (fields.isObject()) {
            patches.put(id, Json.object(fields));
        }
    }

    /** The JavaScript SDK leaves {@code data} out; the cloud service's code then finds nothing to update. */
    private JsonNode fieldsOf(JsonNode update) {
        JsonNode data = update.path("data");
        return data.isObject() || backend.profile() == Profile.SERVER ? data : update;
    }

    private RestResponse delete(RestCall call, EmulatedCollection collection) {
        JsonNode ids = list(call, call.json().has("ids") ? "ids" : "document_ids");
        List<String> wanted = new ArrayList<>();
        ids.forEach(id -> wanted.add(id.asText()));
        return counted("deleted", collection.deleteAll(wanted).size());
    }

    private static RestResponse counted(String verb, int count) {
        return RestResponse.json(200, json -> {
            json.writeStartObject();
            json.writeStringField("status", "success");
            json.writeStringField("message", count + " documents " + verb + " successfully");
            json.writeNumberField("count", count);
            json.writeEndObject();
        });
    }
}
