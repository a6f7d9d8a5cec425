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

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;

/** The REST operations on documents. */
final class DocumentRoutes {

    private final Backend backend;
    private final CollectionLookup lookup;
    private final AtomicInteger listRequests = new AtomicInteger();

    DocumentRoutes(Backend backend, CollectionLookup lookup) {
        this.backend = backend;
        this.lookup = lookup;
    }

    /** The path that the SDKs use. */
    RestResponse createByQuery(RestCall call) {
        String collection = call.query().getOrDefault("collection", "");
        if (collection.isEmpty()) {
            throw RestFailure.invalid("query", "collection", "Field required", "missing");
        }
        return create(call, lookup.forWriting(collection), 200, Publication.SDK_CREATE);
    }

    RestResponse all(RestCall call, String collection) {
        return switch (call.method()) {
            case "GET" -> list(call, lookup.forReading(collection));
            case "POST" ->
                create(
                        call,
                        lookup.forWriting(collection),
                        backend.profile() == Profile.SELF_HOSTED ? 201 : 200,
                        Publication.SINGLE);
            default -> throw RestRouter.methodNotAllowed();
        };
    }

    private RestResponse create(RestCall call, EmulatedCollection collection, int status, Publication publication) {
        String json = Json.text(call.object("data"));
        return document(status, collection, collection.insert(UUID.randomUUID().toString(), json, publication));
    }

    private RestResponse list(RestCall call, EmulatedCollection collection) {
        // two requests in a row must differ, also where one request fetches one page
        boolean swapTies = backend.faults().swapTies.on() && listRequests.incrementAndGet() % 2 == 0;
        DocumentQuery query = DocumentQuery.of(call, backend, swapTies);
        boolean empty = backend.faults().restEmptyList.take() != null;
        List<StoredDocument> page = empty ? List.of() : collection.read(query::page);
        return RestResponse.json(200, json -> {
            json.writeStartArray();
            for (StoredDocument document : page) {
                backend.documentShape().writeRest(json, collection.identity(), document, true);
            }
            json.writeEndArray();
        });
    }

    RestResponse count(RestCall call, String name) {
        if (!call.method().equals("GET")) {
            throw RestRouter.methodNotAllowed();
        }
        EmulatedCollection collection = lookup.forReading(name);
        DocumentFilter filter = new DocumentFilter(backend.profile(), call.query());
        long count = filter.isEmpty()
                ? collection.size()
                : collection.read(rows -> rows.stream().filter(filter::accepts).count());
        return RestResponse.json(200, json -> {
            json.writeStartObject();
            json.writeNumberField("count", count);
            json.writeEndObject();
        });
    }

    RestResponse one(RestCall call, String name, String id) {
        EmulatedCollection collection = lookup.forReading(name);
        if (backend.faults().restNoSingleDocuments.on()) {
            throw noDocument();
        }
        return switch (call.method()) {
            case "GET" -> document(200, collection, collection.get(id).orElseThrow(DocumentRoutes::noDocument));
            case "PATCH" -> patch(call, collection, id);
            case "DELETE" -> {
                collection.remove(id, Publication.SINGLE).orElseThrow(DocumentRoutes::noDocument);
                yield RestResponse.json(200, json -> {
                    json.writeStartObject();
                    json.writeStringField("status", "success");
                    json.writeStringField("message", "Document deleted successfully");
                    json.writeEndObject();
                });
            }
            default -> throw RestRouter.methodNotAllowed();
        };
    }

    private RestResponse patch(RestCall call, EmulatedCollection collection, String id) {
        JsonNode body = call.json();
        // the newer cloud service takes the fields bare, too
        boolean bare = backend.profile() == Profile.SERVER && !body.path("data").isObject();
        JsonNode fields = bare ? body : call.object("data");
        boolean override = backend.profile() == Profile.SELF_HOSTED
                && body.path("override").asBoolean();
        StoredDocument updated = collection
                .change(
                        id,
                        override ? old -> Json.text(fields) : EmulatedCollection.merging(Json.object(fields)),
                        Publication.SINGLE)
                .orElseThrow(DocumentRoutes::noDocument);
        return document(200, collection, updated);
    }

    private RestResponse document(int status, EmulatedCollection collection, StoredDocument document) {
        return RestResponse.json(
                status, json -> backend.documentShape().writeRest(json, collection.identity(), document, false));
    }

    private static RestFailure noDocument() {
        return new RestFailure(404, "Document not found");
    }
}
