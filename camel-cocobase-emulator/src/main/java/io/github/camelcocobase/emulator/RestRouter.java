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

/** Finds what a REST request asks for. */
final class RestRouter {

    private final DocumentRoutes documents;
    private final BatchRoutes batches;
    private final CollectionRoutes collections;

    RestRouter(Backend backend) {
        CollectionLookup lookup = new CollectionLookup(backend);
        this.documents = new DocumentRoutes(backend, lookup);
        this.batches = new BatchRoutes(backend, lookup);
        this.collections = new CollectionRoutes(backend);
    }

    RestResponse route(RestCall call) {
        List<String> path = call.path();
        if (path.equals(List.of("realtime", "rooms")) && call.method().equals("GET")) {
            return RestResponse.json(200, json -> json.writeRawValue("{\"rooms\":[],\"total\":0}"));
        }
        if (path.isEmpty() || !path.get(0).equals("collections")) {
            throw notFound();
        }
        if (path.equals(List.of("collections", "documents")) && call.method().equals("POST")) {
            return documents.createByQuery(call);
        }
        return switch (path.size()) {
            case 1 -> collections.all(call);
            case 2 -> collections.one(call, path.get(1));
            default -> inCollection(call, path.get(1), path.subList(2, path.size()));
        };
    }

    private RestResponse inCollection(RestCall call, String collection, List<String> rest) {
        if (rest.equals(List.of("query", "documents", "count"))) {
            return documents.count(call, collection);
        }
        if (rest.size() == 3 && rest.subList(0, 2).equals(List.of("batch", "documents"))) {
            return batches.operate(call, collection, rest.get(2));
        }
        if (rest.equals(List.of("documents", "batch-create")) && call.method().equals("POST")) {
            // the older path
            return batches.operate(call, collection, "create");
        }
        if (!rest.get(0).equals("documents") || rest.size() > 2) {
            throw notFound();
        }
        return rest.size() == 1 ? documents.all(call, collection) : documents.one(call, collection, rest.get(1));
    }

    static RestFailure notFound() {
        return new RestFailure(404, "Not Found");
    }

    static RestFailure methodNotAllowed() {
        return new RestFailure(405, "Method Not Allowed");
    }
}
