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

import com.fasterxml.jackson.databind.JsonNode;

/** The REST operations on collections. */
final class CollectionRoutes {

    private final Backend backend;

    CollectionRoutes(Backend backend) {
        this.backend = backend;
    }

    RestResponse all(RestCall call) {
        return switch (call.method()) {
            case "GET" ->
                RestResponse.json(200, json -> {
                    json.writeStartArray();
                    for (EmulatedCollection collection : backend.collections()) {
                        backend.documentShape().writeCollection(json, collection.identity());
                    }
                    json.writeEndArray();
                });
            case "POST" -> create(name(call));
            default -> throw RestRouter.methodNotAllowed();
        };
    }

    private RestResponse create(String name) {
        if (backend.findByName(name).isPresent()) {
            throw nameTaken();
        }
        return collection(201, backend.collection(name));
    }

    RestResponse one(RestCall call, String nameOrId) {
        EmulatedCollection collection =
                backend.find(nameOrId).orElseThrow(() -> new RestFailure(404, "Collection not found"));
        return switch (call.method()) {
            case "GET" -> collection(200, collection);
            case "PATCH" -> {
                if (!backend.rename(collection, name(call))) {
                    throw nameTaken();
                }
                yield collection(200, collection);
            }
            case "DELETE" -> {
                backend.drop(collection);
                yield RestResponse.noContent();
            }
            default -> throw RestRouter.methodNotAllowed();
        };
    }

    private static String name(RestCall call) {
        JsonNode name = call.json().path("name");
        if (!name.isTextual() || name.textValue().isEmpty()) {
            throw RestFailure.invalid("body", "name", "Field required", "missing");
        }
        return name.textValue();
    }

    private RestResponse collection(int status, EmulatedCollection collection) {
        return RestResponse.json(status, json -> backend.documentShape().writeCollection(json, collection.identity()));
    }

    private static RestFailure nameTaken() {
        return new RestFailure(400, "Collection with this name already exists");
    }
}
