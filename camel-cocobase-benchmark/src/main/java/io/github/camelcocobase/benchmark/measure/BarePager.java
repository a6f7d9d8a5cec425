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
package io.github.camelcocobase.benchmark.measure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.github.camelcocobase.benchmark.source.CollectionServer;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;

/** The floor of every reading: pages through a listing and makes Maps of it, one request after the other. */
final class BarePager {

    private static final ObjectReader ROWS =
            new ObjectMapper().readerFor(new TypeReference<List<Map<String, Object>>>() {});

    private final String listing;
    private final int pageSize;

    /**
     * What a reading came to.
     *
     * @param documents rows
     * @param requests pages
     * @param bytes of the answers' bodies
     * @param nanos from the first request to the last row
     */
    record Reading(long documents, long requests, long bytes, long nanos) {}

    BarePager(String server, int pageSize) {
        this.listing = server + "/collections/" + CollectionServer.COLLECTION + "/documents?sort=created_at&order=asc";
        this.pageSize = pageSize;
    }

    Reading read() throws Exception {
        HttpClient http = new HttpClient();
        http.start();
        try {
            return read(http);
        } finally {
            http.stop();
        }
    }

    private Reading read(HttpClient http)
            throws InterruptedException, ExecutionException, TimeoutException, IOException {
        long start = System.nanoTime();
        long documents = 0;
        long requests = 0;
        long bytes = 0;
        int rows = pageSize;
        while (rows == pageSize) {
            ContentResponse response = http.newRequest(listing + "&limit=" + pageSize + "&offset=" + documents)
                    .headers(headers -> headers.put("x-api-key", CollectionServer.API_KEY))
                    .send();
            List<Map<String, Object>> page = ROWS.readValue(response.getContent());
            rows = page.size();
            documents += rows;
            requests++;
            bytes += response.getContent().length;
        }
        return new Reading(documents, requests, bytes, System.nanoTime() - start);
    }
}
