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

import java.util.Collections;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InvalidFilterTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            textBlock =
                    """
            # key                    | value  | why
            limit                    | 5      | 'limit_eq'
            offset                   | 5      | a parameter of a listing
            sort                     | a      | a parameter of a listing
            order                    | a      | a parameter of a listing
            populate                 | a      | a parameter of a listing
            select                   | a      | a parameter of a listing
            id                       | a      | a parameter of a listing
            count                    | a      | 'count_eq'
            ''                       | x      | a field has no name
            _eq                      | x      | a field has no name
            __gt                     | 1      | a field has no name
            [or]                     | x      | a field has no name
            [or:g]                   | x      | a field has no name
            __or__a                  | x      | a field has no name
            a__or__                  | x      | a field has no name
            a__or____or__b           | x      | a field has no name
            a__and___eq              | x      | a field has no name
            [or                      | x      | [or:name]field
            [or:g                    | x      | [or:name]field
            [or:]a                   | x      | [or:name]field
            [OR]a                    | x      | [or:name]field
            [and]a                   | x      | [or:name]field
            [or][or]a                | x      | [or:name]field
            []a                      | x      | [or:name]field
            a__or__b__and__c         | x      | not by both
            author.name              | x      | 'author.name' is a path
            [or]author.name_contains | x      | 'author.name' is a path
            a__or__author.name       | x      | 'author.name' is a path
            f_gt                     | ''     | gt needs a number, a date or a text
            f_gte                    | ''     | gte needs
            f__lt                    | ''     | lt needs
            f_lte                    | ''     | lte needs
            f_contains               | ''     | contains needs a text
            f_startswith             | ''     | startswith needs
            f_endswith               | ''     | endswith needs
            f_in                     | ''     | without empty elements
            f_in                     | 'a,,b' | without empty elements
            f_in                     | 'a, '  | without empty elements
            f_notin                  | ','    | without empty elements
            f_isnull                 | ''     | 'true, 1, false or 0'
            f_isnull                 | yes    | 'true, 1, false or 0'
            """,
            delimiter = '|')
    void conditionIsRefusedWithItsKeyItsValueAndWhatIsAllowed(String key, String value, String why) {
        assertThatExceptionOfType(InvalidFilterException.class)
                .isThrownBy(() -> DocumentFilter.parse(Map.of(key, value)))
                .withMessageStartingWith("Invalid filter '" + key + "' = '" + value + "': ")
                .withMessageContaining(why);
    }

    @Test
    void nullIsRefused() {
        assertThatExceptionOfType(InvalidFilterException.class)
                .isThrownBy(() -> DocumentFilter.parse(Collections.singletonMap(null, "x")));
        assertThatExceptionOfType(InvalidFilterException.class)
                .isThrownBy(() -> DocumentFilter.parse(Collections.singletonMap("f", null)));
    }
}
