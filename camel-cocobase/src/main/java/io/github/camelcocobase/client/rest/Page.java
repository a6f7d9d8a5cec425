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
package io.github.camelcocobase.client.rest;

import java.util.List;

import io.github.camelcocobase.client.WireDocument;

/**
 * A part of a listing.
 *
 * @param offset the position of the first row
 * @param limit how many rows were asked for; a server may send fewer though there are more
 * @param rows the documents in the server's order; not null
 */
public record Page(long offset, int limit, List<WireDocument> rows) {

    /** {@return how many rows came} */
    public int size() {
        return rows.size();
    }

    /** {@return whether no row came} */
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
