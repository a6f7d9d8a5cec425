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
package io.github.camelcocobase.recovery;

import java.util.Collection;
import java.util.List;

import io.github.camelcocobase.client.Cancellation;
import io.github.camelcocobase.client.rest.DocumentReader;
import io.github.camelcocobase.client.rest.RestException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a server's "not found" for a single document means anything. The self-hosted server's source of April
 * 2026 reads the id from a parameter that its route does not have, and answers 404 for every document, so that a 404 is
 * believed only of a server that has once answered otherwise.
 */
final class SingleDocuments {

    private static final Logger LOG = LoggerFactory.getLogger(SingleDocuments.class);

    /** One of them may have been deleted meanwhile. */
    static final int SAMPLE = 3;

    private static final int MOST_ASKED = 100;

    private final String name;
    private volatile boolean served;
    private volatile boolean warned;

    /**
     * @param name the connection's, for the log
     */
    SingleDocuments(String name) {
        this.name = name;
    }

    /** The server has sent a single document. */
    void seen() {
        served = true;
    }

    /**
     * Asks, unless it is known already.
     *
     * @param listed ids of documents that the server has just listed
     * @param missing ids of documents that it has not listed, though they are known; asked for if it has listed none
     * @return whether its 404 for a single document can be believed
     */
    boolean areServed(
            DocumentReader documents, Collection<String> listed, Collection<String> missing, Cancellation cancellation)
            throws RestException {
        boolean asked = false;
        for (String id : listed) {
            if (served) {
                break;
            }
            if (Run.canGet(id)) {
                asked = true;
                served = documents.get(id, cancellation) != null;
            }
        }
        if (!served && asked && !warned) {
            warned = true;
            LOG.warn(
                    "{}: the server answers 404 for single documents that it lists: a document counts as deleted when two"
                            + " complete listings lack it",
                    name);
        }
        if (listed.isEmpty()) {
            askForSome(missing, documents, cancellation);
        }
        return served;
    }

    /** A listing that is empty by mistake would else prove itself: two of them, and everything counted as deleted. */
    private void askForSome(Collection<String> missing, DocumentReader documents, Cancellation cancellation)
            throws RestException {
        List<String> some =
                missing.stream().filter(Run::canGet).limit(MOST_ASKED).toList();
        for (String id : some) {
            if (served) {
                return;
            }
            served = documents.get(id, cancellation) != null;
        }
    }
}
