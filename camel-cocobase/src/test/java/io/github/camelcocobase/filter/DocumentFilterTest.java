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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class DocumentFilterTest {

    private static final BigInteger HUGE = new BigInteger("123456789012345678901234567890");

    @Nested
    class Values {

        static final List<Arguments> MATCHING = List.of(
                // equality
                arguments("f", "x", "x"),
                arguments("f_eq", "x", "x"),
                arguments("f__eq", "x", "x"),
                arguments("f", "", ""),
                arguments("f", "10", 10),
                arguments("f", "10.0", 10),
                arguments("f", "1e1", 10),
                arguments("f", "10", 10.0),
                arguments("f", "10", 10L),
                arguments("f", "10", "10.0"),
                arguments("f", "0.1", 0.1),
                arguments("f", "-0", 0),
                arguments("f", "007", "007"),
                arguments("f", HUGE.toString(), HUGE),
                arguments("f", HUGE + ".0", HUGE.toString()),
                arguments("f", "0.10000000000000000001", new BigDecimal("0.10000000000000000001")),
                arguments("f", "9007199254740993", 9007199254740993L),
                arguments("f", "0.12345678901234567890", Double.valueOf("0.12345678901234567890")),
                arguments("f", HUGE.toString(), HUGE.doubleValue()),
                arguments("f_lte", "0.10000000000000000001", 0.1),
                arguments("f_gte", "0.10000000000000000001", 0.1),
                arguments("f", "true", true),
                arguments("f", "True", true),
                arguments("f", "FALSE", false),
                arguments("f", "true", "true"),
                arguments("f", "[1,\"a\",null]", Arrays.asList(1, "a", null)),
                arguments("f", "{\"a\":{},\"b\":[]}", new LinkedHashMap<>(nested())),
                arguments("f", "[\"\\\"\\\\\\n\\r\\t\\b\\f\\u0001\"]", List.of("\"\\\n\r\t\b\f\u0001")),
                arguments("f_ne", "x", "y"),
                arguments("f_ne", "x", "X"),
                arguments("f_ne", "5", "five"),
                arguments("f_ne", "5", 6),
                arguments("f_ne", "007", 7),
                arguments("f_ne", "true", false),
                arguments("f_ne", "1", true),
                arguments("f_ne", "9007199254740993", 9007199254740992L),
                // order
                arguments("f_gt", "9", 10),
                arguments("f_gt", "9", "10"),
                arguments("f_gt", "9.5", 10),
                arguments("f_gt", "9", 9.0000001),
                arguments("f_gt", "-1", 0),
                arguments("f_gt", "-1.5", -1),
                arguments("f_gt", "9007199254740992", 9007199254740993L),
                arguments("f_gt", Long.toString(Long.MAX_VALUE), HUGE),
                arguments("f_gt", "-" + HUGE, Long.MIN_VALUE),
                arguments("f_gt", "1e300", Double.POSITIVE_INFINITY),
                arguments("f_gte", "10", 10.0),
                arguments("f_gte", "10.0", "10"),
                arguments("f_lt", "10", 9),
                arguments("f_lt", "0.3", 0.1),
                arguments("f_lt", "1e400", Double.MAX_VALUE),
                arguments("f_lt", HUGE.toString(), Long.MAX_VALUE),
                arguments("f_lt", "9.5", 9),
                arguments("f_lte", "10", 10),
                arguments("f_gt", "2025-01-31", "2025-02-01"),
                arguments("f_lte", "2025-02-01T00:00:00Z", "2025-02-01T00:00:00Z"),
                arguments("f_lt", "b", "a"),
                arguments("f__gt", "a", "b"),
                // parts of texts
                arguments("f_contains", "NN", "Annabel"),
                arguments("f_contains", "zażółć", "o ZAŻÓŁĆ gęślą"),
                arguments("f_contains", "σας", "ΓΕΙΑ ΣΑΣ"),
                arguments("f_contains", "urgent", List.of("urgent", "new")),
                arguments("f_contains", "_%", "100_%"),
                arguments("f_contains", "2", 12.5),
                arguments("f_contains", "345678", 12345678.5),
                arguments("f_contains", "0.0001", 0.0001),
                arguments("f_contains", "{\"a\":12345678.5,\"b\":[0.0001,100.0]}", decimals()),
                arguments("f_startswith", "12", 12345678.5),
                arguments("f_startswith", "-0.00000001", -1e-8),
                arguments("f_startswith", "100000000.0", 1e8),
                arguments("f_endswith", "0.0001", 0.0001),
                arguments("f_endswith", "00.0", 100.0),
                arguments("f_endswith", "000", 1e300),
                arguments("f", "[1.0,-2.5,0.0,12345678.5]", List.of(1.0, -2.5, -0.0, 12345678.5)),
                arguments("f_contains", "RU", true),
                arguments("f_startswith", "ann", "Annabel"),
                arguments("f_startswith", "annabel", "Annabel"),
                arguments("f_startswith", "1", 12),
                arguments("f_endswith", "BEL", "Annabel"),
                arguments("f_endswith", "😀", "hello 😀"),
                // lists
                arguments("f_in", "a,b", "b"),
                arguments("f_in", " a , b ", "b"),
                arguments("f_in", "1,2", 2.0),
                arguments("f_in", "TRUE,x", true),
                arguments("f_in", "a", "a"),
                arguments("f_notin", "a,b", "c"),
                arguments("f_notin", "1,2", 3),
                // null
                arguments("f_isnull", "true", null),
                arguments("f_isnull", "1", null),
                arguments("f_isnull", "TRUE", null),
                arguments("f_isnull", "false", ""),
                arguments("f_isnull", "0", 0));

        @ParameterizedTest(name = "{0}={1} accepts {2}")
        @FieldSource("MATCHING")
        void areAccepted(String key, String constant, Object value) {
            assertThat(filter(key, constant).matches(document("f", value))).isTrue();
        }

        static final List<Arguments> DIFFERENT = List.of(
                arguments("f", "x", "X"),
                arguments("f", "x", " x"),
                arguments("f", "10", 11),
                arguments("f", "007", 7),
                arguments("f", "007", "7"),
                arguments("f", "+7", "7"),
                arguments("f", "1", true),
                arguments("f", "", 0),
                arguments("f", "", null),
                arguments("f", "null", null),
                arguments("f", "9007199254740993", 9007199254740992.0),
                arguments("f", "0.10000000000000001", 0.1),
                arguments("f_lt", "0.10000000000000000001", 0.1),
                arguments("f", "0.1", new BigDecimal("0.10000000000000000001")),
                arguments("f_ne", "x", null),
                arguments("f_ne", "10.0", "10"),
                arguments("f_ne", "true", true),
                arguments("f_gt", "10", 10),
                arguments("f_gt", "10", null),
                arguments("f_gt", "10", "ten"),
                arguments("f_gt", "ten", 10),
                arguments("f_lt", "ten", 10),
                arguments("f_gt", "2025-01-01", "2026"),
                arguments("f_lt", "2025-01-01", "2024"),
                arguments("f_gt", "0", true),
                arguments("f_gt", "0", List.of(1)),
                arguments("f_lt", "1", Double.NaN),
                arguments("f_gt", "9.5", 9),
                arguments("f_lt", Long.toString(Long.MIN_VALUE), Long.MIN_VALUE),
                arguments("f_gt", Long.toString(Long.MAX_VALUE), Long.MAX_VALUE),
                arguments("f_contains", "x", "Annabel"),
                arguments("f_contains", "annabelle", "Annabel"),
                arguments("f_contains", "null", null),
                arguments("f_contains", "a%b", "aXb"),
                arguments("f_startswith", "nn", "Annabel"),
                arguments("f_contains", "e", 1e300),
                arguments("f_contains", ".", 1e16),
                arguments("f_endswith", "be", "Annabel"),
                arguments("f_endswith", "xAnnabel", "Annabel"),
                arguments("f_in", "a,b", "ab"),
                arguments("f_in", "a,b", "a,b"),
                arguments("f_in", "a,b", null),
                arguments("f_notin", "a,b", "a"),
                arguments("f_notin", "a,b", null),
                arguments("f_notin", "1,2", 2.0),
                arguments("f_isnull", "true", ""),
                arguments("f_isnull", "true", List.of()),
                arguments("f_isnull", "false", null));

        @ParameterizedTest(name = "{0}={1} rejects {2}")
        @FieldSource("DIFFERENT")
        void areRejected(String key, String constant, Object value) {
            assertThat(filter(key, constant).matches(document("f", value))).isFalse();
        }

        static final List<Arguments> OPERATORS = List.of(
                arguments("f", "x"),
                arguments("f_ne", "x"),
                arguments("f_gt", "1"),
                arguments("f_gte", "1"),
                arguments("f_lt", "1"),
                arguments("f_lte", "1"),
                arguments("f_contains", "x"),
                arguments("f_startswith", "x"),
                arguments("f_endswith", "x"),
                arguments("f_in", "x"),
                arguments("f_notin", "x"),
                arguments("f_isnull", "false"));

        @ParameterizedTest(name = "{0}={1}")
        @FieldSource("OPERATORS")
        void thatAreMissingMatchNothing(String key, String constant) {
            assertThat(filter(key, constant).matches(Map.of("other", "x"))).isFalse();
        }

        @Test
        void thatAreMissingAreNull() {
            assertThat(filter("f_isnull", "true").matches(Map.of("other", "x"))).isTrue();
        }

        @Test
        void thatNobodyCouldCompareInTimeAreTexts() {
            String digits = "1".repeat(1_000_000);

            assertThat(filter("f_gt", "5").matches(document("f", digits))).isFalse();
            assertThat(filter("f", "5").matches(document("f", "1e99999"))).isFalse();
            assertThat(filter("f", "1e99999").matches(document("f", "1e99999"))).isTrue();
        }

        private static Map<String, Object> decimals() {
            Map<String, Object> decimals = new LinkedHashMap<>();
            decimals.put("a", 12345678.5);
            decimals.put("b", List.of(0.0001, 100.0));
            return decimals;
        }

        private static Map<String, Object> nested() {
            Map<String, Object> nested = new LinkedHashMap<>();
            nested.put("a", Map.of());
            nested.put("b", List.of());
            return nested;
        }
    }

    @Nested
    class Keys {

        @ParameterizedTest
        @FieldSource
        void nameTheField(String key, String field) {
            DocumentFilter filter = filter(key, "1");

            assertThat(filter.matches(document(field, 1))).isTrue();
            assertThat(filter.matches(document(field, 2))).isFalse();
            assertThat(filter.matches(Map.of())).isFalse();
        }

        static final List<Arguments> nameTheField = List.of(
                arguments("user_id", "user_id"),
                arguments("first_name", "first_name"),
                arguments("_id", "_id"),
                arguments("in", "in"),
                arguments("checked_in_eq", "checked_in"),
                arguments("checked_in__eq", "checked_in"),
                arguments("f_icontains", "f_icontains"),
                arguments("f_EQ", "f_EQ"),
                arguments("f_", "f_"),
                arguments("f__", "f__"),
                arguments("f___eq", "f_"),
                arguments("f_eq_eq", "f_eq"),
                arguments("limit_eq", "limit"),
                arguments("created_at", "created_at"),
                arguments("a b", "a b"),
                arguments("żółw_eq", "żółw"),
                arguments("orange", "orange"),
                arguments("[or]f", "f"),
                arguments("[or:g]f_eq", "f"),
                arguments("f__and__f", "f"),
                arguments("f__or__f_in", "f"));

        @Test
        void allApply() {
            DocumentFilter filter = DocumentFilter.parse(Map.of("a", "1", "b_gt", "5"));

            assertThat(filter.matches(Map.of("a", 1, "b", 6))).isTrue();
            assertThat(filter.matches(Map.of("a", 1, "b", 5))).isFalse();
            assertThat(filter.matches(Map.of("a", 2, "b", 6))).isFalse();
        }

        @Test
        void markedWithOrFormOneClause() {
            DocumentFilter filter =
                    DocumentFilter.parse(Map.of("[or]a", "1", "[or]b_contains", "x", "c_isnull", "false"));

            assertThat(filter.matches(Map.of("a", 1, "c", 0))).isTrue();
            assertThat(filter.matches(Map.of("b", "axb", "c", 0))).isTrue();
            assertThat(filter.matches(Map.of("a", 1))).isFalse();
            assertThat(filter.matches(Map.of("c", 0))).isFalse();
        }

        @Test
        void inNamedGroupsFormOneClauseEach() {
            DocumentFilter filter =
                    DocumentFilter.parse(Map.of("[or:g]a", "1", "[or:g]b", "1", "[or:h]c", "1", "[or:h]d", "1"));

            assertThat(filter.matches(Map.of("a", 1, "d", 1))).isTrue();
            assertThat(filter.matches(Map.of("b", 1, "c", 1))).isTrue();
            assertThat(filter.matches(Map.of("a", 1, "b", 1))).isFalse();
            assertThat(filter.matches(Map.of("c", 1, "d", 1))).isFalse();
        }

        @Test
        void joinedByOrShareTheLastOperator() {
            DocumentFilter filter = filter("name__or__email_contains", "ann");

            assertThat(filter.matches(Map.of("name", "Joanna"))).isTrue();
            assertThat(filter.matches(Map.of("email", "ann@example.org"))).isTrue();
            assertThat(filter.matches(Map.of("name", "Bob", "email", "bob@example.org")))
                    .isFalse();
        }

        @Test
        void joinedByOrKeepTheirOwnOperators() {
            DocumentFilter filter = filter("name_startswith__or__email_contains__or__alias", "ann");

            assertThat(filter.matches(Map.of("name", "Joanna"))).isFalse();
            assertThat(filter.matches(Map.of("name", "Anna"))).isTrue();
            assertThat(filter.matches(Map.of("alias", "Joanna"))).isTrue();
        }

        @Test
        void joinedByAndMustAllMatch() {
            DocumentFilter filter = filter("a__and__b__gt", "1");

            assertThat(filter.matches(Map.of("a", 2, "b", 2))).isTrue();
            assertThat(filter.matches(Map.of("a", 2, "b", 1))).isFalse();
            assertThat(filter.matches(Map.of("a", 2))).isFalse();
        }

        @Test
        void joinedByAndInAnOrGroupStayTogether() {
            DocumentFilter filter = DocumentFilter.parse(Map.of("[or]a__and__b", "1", "[or]c", "1"));

            assertThat(filter.matches(Map.of("a", 1, "b", 1))).isTrue();
            assertThat(filter.matches(Map.of("c", 1))).isTrue();
            assertThat(filter.matches(Map.of("a", 1))).isFalse();
        }
    }

    @Test
    void withoutConditionsEverythingPasses() {
        DocumentFilter filter = DocumentFilter.parse(Map.of());

        assertThat(filter.isEmpty()).isTrue();
        assertThat(filter.matches(Map.of())).isTrue();
    }

    @Test
    void keepsTheConditionsAsGivenForTheServer() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("status", "active");
        given.put("[or]age__gte", "18");
        DocumentFilter filter = DocumentFilter.parse(given);
        Map<String, String> expected = new LinkedHashMap<>(given);
        given.clear();

        assertThat(filter.isEmpty()).isFalse();
        assertThat(filter.conditions()).containsExactlyEntriesOf(expected).isUnmodifiable();
        assertThat(filter).hasToString("{status=active, [or]age__gte=18}");
    }

    private static DocumentFilter filter(String key, String value) {
        return DocumentFilter.parse(Map.of(key, value));
    }

    private static Map<String, Object> document(String field, Object value) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("other", "x");
        document.put(field, value);
        return document;
    }
}
