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
package io.github.camelcocobase.client.realtime;

import java.util.Locale;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.KeyMask;
import io.github.camelcocobase.client.LogText;

/** What the server says of an error, made fit for our logs, and what it means. */
final class ServerWords {

    private static final int LONGEST = 300;

    private final KeyMask mask;

    /**
     * @param mask of the key, which is never to be repeated, even if the server does
     */
    ServerWords(KeyMask mask) {
        this.mask = mask;
    }

    /** {@return the text in one line, cut, with the key masked; not null} */
    String quote(String text) {
        return LogText.clean(mask.in(text), LONGEST);
    }

    /** {@return message and detail of an error in one line} */
    String quote(Frame.ServerError error) {
        return error.detail() == null
                ? quote(error.message())
                : quote(error.message()) + " (" + quote(error.detail()) + ")";
    }

    /**
     * What an error before the confirmation means. The words are those of the server's source: "API key is required",
     * "Invalid API key", "Collection not found or access denied", "Authentication timeout", "Authentication failed"; the
     * self-hosted server says "API key required in first message" and "Authentication required".
     */
    static Disconnect.Kind meaning(Frame.ServerError error) {
        String words =
                (error.message() + " " + (error.detail() == null ? "" : error.detail())).toLowerCase(Locale.ROOT);
        if (words.contains("collection not found")) {
            return Disconnect.Kind.COLLECTION_MISSING;
        }
        // said of a first message that did not come in time or could not be read; the key is not to blame
        if (words.contains("authentication required")) {
            return Disconnect.Kind.SUBSCRIBE_FAILED;
        }
        return words.contains("api key") ? Disconnect.Kind.REJECTED : Disconnect.Kind.SUBSCRIBE_FAILED;
    }
}
