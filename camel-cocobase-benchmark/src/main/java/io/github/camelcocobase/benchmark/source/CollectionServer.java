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
package io.github.camelcocobase.benchmark.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.Profile;
import io.github.camelcocobase.emulator.StoredDocument;

/** The emulator, with its {@code server} profile, in a process of its own, with a collection of any size in it. */
public final class CollectionServer {

    /** The only collection. */
    public static final String COLLECTION = "docs";

    /** The key that clients must have. */
    public static final String API_KEY = "benchmark";

    private static final int BATCH = 1_000;

    private CollectionServer() {}

    /**
     * Starts the server, prints its port, and does what the lines of its standard input say: {@code change} updates the
     * first, deletes the second and leaves the others of every hundred documents.
     *
     * @param args the port (0 for a free one) and the number of documents
     * @throws IOException if the standard input cannot be read
     */
    public static void main(String[] args) throws IOException {
        try (CocobaseEmulator emulator = CocobaseEmulator.builder()
                .port(Integer.parseInt(args[0]))
                .apiKey(API_KEY)
                .profile(Profile.SERVER)
                .collection(COLLECTION)
                .start()) {
            EmulatedCollection collection = emulator.collection(COLLECTION);
            fill(collection, Integer.parseInt(args[1]));
            System.out.println("READY port=" + emulator.port());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.equals("change")) {
                    change(collection);
                }
                System.out.println("READY done=" + line);
            }
        }
    }

    private static void fill(EmulatedCollection collection, int documents) {
        for (int from = 0; from < documents; from += BATCH) {
            List<Map<String, Object>> batch = new ArrayList<>(BATCH);
            for (int n = from; n < Math.min(documents, from + BATCH); n++) {
                batch.add(document(n, 0));
            }
            collection.createAll(batch);
        }
    }

    /** {@return the fields of a document, about 200 bytes as JSON} */
    static Map<String, Object> document(int n, int version) {
        return Map.of(
                "n",
                n,
                "version",
                version,
                "name",
                "Ada Lovelace",
                "email",
                "ada.lovelace." + n + "@example.com",
                "active",
                n % 3 != 0,
                "score",
                n % 100 + 0.25,
                "address",
                Map.of("street", "12 St James's Square", "city", "London", "postcode", "SW1Y 4JH"));
    }

    private static void change(EmulatedCollection collection) {
        List<StoredDocument> documents = collection.documents();
        for (int i = documents.size() - 1; i >= 0; i--) {
            if (i % 100 == 0) {
                collection.replace(documents.get(i).id(), document(i, 1));
            } else if (i % 100 == 1) {
                collection.delete(documents.get(i).id());
            }
        }
    }
}
