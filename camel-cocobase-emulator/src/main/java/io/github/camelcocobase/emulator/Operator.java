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
import java.util.Optional;

/** An operator of the filter language, written as a suffix of the field's name. */
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

    static Optional<Operator> of(String suffix) {
        return Arrays.stream(values())
                .filter(operator -> operator.name().toLowerCase(Locale.ROOT).equals(suffix))
                .findFirst();
    }

    boolean isNumeric() {
        return this == GT || this == GTE || this == LT || this == LTE;
    }

    /** Whether a comparison that came out so satisfies this numeric operator. */
    boolean holds(int comparison) {
        return switch (this) {
            case GT -> comparison > 0;
            case GTE -> comparison >= 0;
            case LT -> comparison < 0;
            case LTE -> comparison <= 0;
            default -> throw new IllegalStateException(this + " is not numeric");
        };
    }
}
