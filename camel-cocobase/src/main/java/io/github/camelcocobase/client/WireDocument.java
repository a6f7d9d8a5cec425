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
 * What a server says of a document, before it is known whether that is enough and of whose collection it speaks.
 *
 * @param id the id as text; null where there is none
 * @param collectionId the collection's id; null where there is none
 * @param collectionName the collection's name as the server states it; null where it does not
 * @param data the user's fields; not null
 * @param createdAt when it was created; null where there is no such field or it cannot be read
 * @param updatedAt when it was last changed; null where there is no such field or it cannot be read
 */
public record WireDocument(
        String id,
        String collectionId,
        String collectionName,
        DocumentData data,
        Instant createdAt,
        Instant updatedAt) {

    /** {@return nothing but the fact that there was a document} */
    public static WireDocument empty() {
        return ofData(DocumentData.empty());
    }

    /**
     * @param data the user's fields, beside which nothing is known; not null
     * @return the document
     */
    public static WireDocument ofData(DocumentData data) {
        return new WireDocument(null, null, null, data, null, null);
    }

    /**
     * @param collection the name of the collection that was asked for; not null
     * @return the document
     */
    public Document toDocument(String collection) {
        return new Document(id, collection, collectionId, data, createdAt, updatedAt);
    }
}
