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

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which of the Cocobase servers and documented wire shapes is emulated. They disagree with each other, and a client
 * has to understand all of them.
 */
public enum Profile {

    /** What the official SDKs and their documentation expect: nested document, RFC 3339 times, old data on updates. */
    SDK("sdk", 100, 1000),

    /** The cloud service as its code behaves: collection object inside the document, naive times, no old data. */
    SERVER("server", 50, 500),

    /** The flat event shape of the real-time API guide: user fields beside the id. */
    FLAT("flat", 100, 1000),

    /** The event shape of the JavaScript SDK's typings: {@code document} instead of {@code data}. */
    DOCUMENT("document", 100, 1000),

    /** The official open-source server for self-hosting, which speaks a dialect of its own. */
    SELF_HOSTED("selfHosted", 100, 1000);

    private final String label;
    private final int defaultPageSize;
    private final int maxPageSize;

    Profile(String label, int defaultPageSize, int maxPageSize) {
        this.label = label;
        this.defaultPageSize = defaultPageSize;
        this.maxPageSize = maxPageSize;
    }

    /**
     * Finds a profile by its name as used on the command line.
     *
     * @param name for example {@code sdk} or {@code selfHosted}; case, {@code -} and {@code _} do not matter
     * @return the profile
     * @throws IllegalArgumentException when there is none of that name; the message lists all
     */
    public static Profile parse(String name) {
        String wanted = normalise(name);
        return Arrays.stream(values())
                .filter(profile -> normalise(profile.label).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown profile '" + name + "': expected one of "
                        + Arrays.stream(values()).map(Profile::label).collect(Collectors.joining(", "))));
    }

    private static String normalise(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    /**
     * The name used on the command line.
     *
     * @return for example {@code selfHosted}
     */
    public String label() {
        return label;
    }

    /** Rows of a page when the request names no limit. */
    int defaultPageSize() {
        return defaultPageSize;
    }

    /** The largest accepted limit. */
    int maxPageSize() {
        return maxPageSize;
    }

    /** Only the self-hosted server cuts a limit that is too large; the others refuse the request. */
    boolean clampsPageSize() {
        return this == SELF_HOSTED;
    }

    /** Whether a read of an unknown collection brings it into being, as the newer cloud service does. */
    boolean createsCollectionOnRead() {
        return this == SERVER;
    }

    /** Whether writing a document into an unknown collection brings it into being. */
    boolean createsCollectionOnWrite() {
        return this != SELF_HOSTED;
    }

    /** Whether timestamps lack the zone unless a fault says otherwise. */
    boolean naiveTimestamps() {
        return this == SERVER;
    }

    /** Whether updates carry the previous data unless a fault says otherwise. */
    boolean sendsOldData() {
        return this != SERVER && this != SELF_HOSTED;
    }

    /** The cloud service ignores the JSON ping on a collection watch, although every SDK sends it. */
    boolean answersJsonPing() {
        return this != SERVER;
    }

    /** Whether an operator at the end of an {@code a__or__b_op} key counts for every part, as documented. */
    boolean operatorCoversAllParts() {
        return this != SERVER;
    }

    @Override
    public String toString() {
        return label;
    }
}
