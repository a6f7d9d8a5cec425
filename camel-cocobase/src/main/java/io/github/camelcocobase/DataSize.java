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
package io.github.camelcocobase;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes as one writes it in an option: {@code 65536}, {@code 64KB}, {@code 4MB}. */
final class DataSize {

    private static final Pattern FORM = Pattern.compile("(\\d{1,10})\\s*(B|KB|MB)?", Pattern.CASE_INSENSITIVE);

    private DataSize() {}

    /**
     * @return bytes, from 1 to 1,073,741,824; -1 if the text is none
     */
    static int parse(String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            return -1;
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(java.util.Locale.ROOT);
        long factor =
                switch (unit) {
                    case "KB" -> 1024;
                    case "MB" -> 1024 * 1024;
                    default -> 1;
                };
        long bytes = Long.parseLong(matcher.group(1)) * factor;
        return bytes >= 1 && bytes <= 1L << 30 ? (int) bytes : -1;
    }
}
