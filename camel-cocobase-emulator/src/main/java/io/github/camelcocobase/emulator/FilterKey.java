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

import java.util.Optional;

/**
 * A filter's key taken apart. A suffix that is no operator belongs to the field: {@code first_name} is a field.
 *
 * @param field the user's field
 * @param operator the operator, or null when the key names none
 */
record FilterKey(String field, Operator operator) {

    static FilterKey parse(String key) {
        FilterKey parsed = split(key, "__");
        return parsed.operator() != null ? parsed : split(key, "_");
    }

    private static FilterKey split(String key, String separator) {
        int at = key.lastIndexOf(separator);
        if (at > 0) {
            Optional<Operator> operator = Operator.of(key.substring(at + separator.length()));
            if (operator.isPresent()) {
                return new FilterKey(key.substring(0, at), operator.get());
            }
        }
        return new FilterKey(key, null);
    }
}
