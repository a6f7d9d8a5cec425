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

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import io.github.camelcocobase.client.DocumentData;

/**
 * What a ledger keeps of a document: 128 bits that stand for the state which the route has completed.
 *
 * <p>Of a state, they are the first half of the SHA-256 of the user's fields in a canonical form, so that a pushed event
 * and a row of a listing agree on the same state, whatever the order of the fields or the spelling of a number
 * ({@code 1.0} is {@code 1}). Ids, timestamps and the collection are no part of it: the two envelopes differ in them.
 *
 * @param high the first 64 bits
 * @param low the last 64 bits
 */
public record Fingerprint(long high, long low) {

    /** Of a document whose latest change the route has failed to process: whatever its state is, it is to be offered. */
    public static final Fingerprint OWED = new Fingerprint(0, 1);

    /** Of a document that the route has failed to process when it was created, and not completed since. */
    public static final Fingerprint OWED_NEW = new Fingerprint(0, 2);

    private static final MessageDigest SHA_256 = sha256();

    /**
     * {@return the fingerprint of a document's state}
     *
     * @param data the user's fields; not null
     */
    public static Fingerprint of(DocumentData data) {
        CanonicalForm form = new CanonicalForm(newDigest());
        form.write(data.toMap());
        ByteBuffer digest = ByteBuffer.wrap(form.digest());
        return new Fingerprint(digest.getLong(), digest.getLong());
    }

    /** {@return whether the document is to be offered again, whatever its state} */
    public boolean isOwed() {
        return equals(OWED) || equals(OWED_NEW);
    }

    private static MessageDigest newDigest() {
        try {
            // much cheaper than the search for a provider
            return (MessageDigest) SHA_256.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
