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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes the API key out of what a server says, and of exceptions that quote the server: some repeat it. */
public final class KeyMask {

    private static final String MASK = "xxxxxx";
    private static final int SHORTEST_PIECE = 4;
    private static final int DEEPEST_CAUSE = 16;
    private static final Pattern PERCENT_ENCODED = Pattern.compile("%[0-9A-F]{2}");

    /** As it is, in JSON, in a URL, in a header of a login. */
    private final List<String> forms;

    /**
     * @param key the key; null or empty for none
     */
    public KeyMask(String key) {
        Set<String> all = new LinkedHashSet<>();
        if (key != null && !key.isEmpty()) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            String inUrl = URLEncoder.encode(key, StandardCharsets.UTF_8);
            all.add(key);
            all.add(key.replace("/", "\\/"));
            all.add(inUrl);
            all.add(PERCENT_ENCODED.matcher(inUrl).replaceAll(KeyMask::lowerCase));
            all.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
            all.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        forms = List.copyOf(all);
    }

    private static String lowerCase(MatchResult encoded) {
        return encoded.group().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the text without the key} At the end of the text a piece of the key is masked too: the text may have been
     * cut there.
     *
     * @param text what somebody else wrote; null gives null
     */
    public String in(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String form : forms) {
            masked = masked.replace(form, MASK);
        }
        for (String form : forms) {
            masked = withoutPieceAtTheEnd(masked, form);
        }
        return masked;
    }

    private static String withoutPieceAtTheEnd(String text, String form) {
        for (int length = Math.min(form.length() - 1, text.length()); length >= SHORTEST_PIECE; length--) {
            int from = text.length() - length;
            if (text.regionMatches(from, form, 0, length)) {
                return text.substring(0, from) + MASK;
            }
        }
        return text;
    }

    /**
     * {@return the exception itself, or, if it or a cause of it has the key in its message, another one without}
     *
     * @param failure null gives null
     */
    public Throwable in(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            String text = cause.toString();
            if (forms.stream().anyMatch(text::contains)) {
                CocobaseException safe = new CocobaseException(LogText.clean(in(failure.toString()), 300));
                safe.setStackTrace(failure.getStackTrace());
                return safe;
            }
            cause = cause.getCause();
        }
        return failure;
    }

    /**
     * {@return how a connection ended, without the key}
     *
     * @param disconnect what is to be reported; not null
     */
    public Disconnect in(Disconnect disconnect) {
        return new Disconnect(
                disconnect.kind(),
                in(disconnect.message()),
                disconnect.closeCode(),
                in(disconnect.closeReason()),
                disconnect.retryAfter(),
                in(disconnect.cause()));
    }
}
