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

import java.time.Instant;

/**
 * A document of a collection.
 *
 * @param id the document's id; null only in an event of a name that is not known to us
 * @param collection the collection's name as it was asked for; not null
 * @param collectionId the collection's id, null where the server sends none
 * @param data the user's fields; not null, empty where the server sends none (a delete often carries no data)
 * @param createdAt when the server says that the document was created; null where it says nothing or nonsense
 * @param updatedAt when the server says that the document was last changed; null where it says nothing or nonsense
 */
public record Document(
        String id, String collection, String collectionId, DocumentData data, Instant createdAt, Instant updatedAt) {}
