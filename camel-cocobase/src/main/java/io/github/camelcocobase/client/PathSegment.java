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

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Writes a name or an id as exactly one segment of a URL's path. Names come from route authors and ids from the server:
 * neither may reach another path.
 */
public final class PathSegment {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PathSegment() {}

    /**
     * Percent-encodes everything but the unreserved characters of RFC 3986.
     *
     * @param value the name or id; not null
     * @param what what it is, for the error message
     * @return the segment
     * @throws IllegalArgumentException if it is empty, {@code .} or {@code ..}, has a control character or half a
     *     surrogate pair, or has more than 1,024 characters
     */
    public static String encode(String value, String what) {
        String problem = problem(value);
        if (problem != null) {
            throw new IllegalArgumentException(
                    "The " + what + " \"" + LogText.clean(value, 64) + "\" cannot be used: it " + problem);
        }
        StringBuilder segment = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                segment.append((char) octet);
            } else {
                HEX.toHexDigits(segment.append('%'), octet);
            }
        }
        return segment.toString();
    }

    /**
     * {@return whether {@link #encode} accepts a name or an id}
     *
     * @param value the name or id; not null
     */
    public static boolean isUsable(String value) {
        return problem(value) == null;
    }

    private static String problem(String value) {
        if (value.isEmpty()) {
            return "is empty";
        }
        if (value.length() > 1024) {
            return "has " + value.length() + " characters, 1024 are allowed";
        }
        if (value.equals(".") || value.equals("..")) {
            return "would change the path";
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            return "has a control character";
        }
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            return "has half a surrogate pair";
        }
        return null;
    }

    private static boolean isUnreserved(byte c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
