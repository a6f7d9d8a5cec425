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

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a condition asks of a field: the suffix of its key. */
enum Operator {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    CONTAINS,
    STARTSWITH,
    ENDSWITH,
    IN,
    NOTIN,
    ISNULL;

    private static final Map<String, Operator> BY_SUFFIX =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Operator::suffix, Function.identity()));

    private final String suffix = name().toLowerCase(Locale.ROOT);

    /** {@return the suffix without its underscores, such as {@code gte}} */
    String suffix() {
        return suffix;
    }

    /** {@return the operator of a suffix, null if there is none: suffixes are in lower case} */
    static Operator ofSuffix(String suffix) {
        return BY_SUFFIX.get(suffix);
    }
}
