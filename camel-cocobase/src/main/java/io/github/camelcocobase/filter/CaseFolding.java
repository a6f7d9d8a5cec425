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
package io.github.camelcocobase.filter;

/**
 * Comparison of texts without regard to case, character by character: to upper, then to lower case, so that the Greek
 * sigmas are one. No language's rules apply and nothing changes its length.
 */
final class CaseFolding {

    private CaseFolding() {}

    /** {@return a text with every character folded} */
    static String fold(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = fold(chars[i]);
        }
        return new String(chars);
    }

    /** {@return whether a text contains what is given folded} */
    static boolean contains(String text, String folded) {
        for (int at = 0; at <= text.length() - folded.length(); at++) {
            if (matchesAt(text, at, folded)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a text begins with what is given folded} */
    static boolean startsWith(String text, String folded) {
        return text.length() >= folded.length() && matchesAt(text, 0, folded);
    }

    /** {@return whether a text ends with what is given folded} */
    static boolean endsWith(String text, String folded) {
        return text.length() >= folded.length() && matchesAt(text, text.length() - folded.length(), folded);
    }

    private static boolean matchesAt(String text, int at, String folded) {
        for (int i = 0; i < folded.length(); i++) {
            if (fold(text.charAt(at + i)) != folded.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char fold(char c) {
        if (c < 128) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
