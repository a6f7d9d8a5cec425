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

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentFilterPropertyTest {

    private static final String SEED = "4711";

    private static final List<String> FIELDS = List.of("a", "b", "user_id", "checked_in", "ż_ż");
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "A",
            "ab",
            "Ann",
            "ann",
            "ANNA",
            "true",
            "TRUE",
            "False",
            "null",
            "0",
            "-0",
            "1",
            "01",
            "1.0",
            "1e0",
            "-1",
            "2",
            "10",
            "9007199254740993",
            "9007199254740992",
            "9223372036854775807",
            "9223372036854775808",
            "0.1",
            "0.10000000000000001",
            "0.100000000000000001",
            "12345678.5",
            "345678",
            "0.0001",
            "00000000.0",
            "1e400",
            "1e-400",
            "1e10000",
            "+1",
            ".5",
            "5.",
            "2025-01-31",
            "2025-02-01",
            "2025-01-31T10:00:00Z",
            "ΣΑΣ",
            "σας",
            "straße",
            "STRASSE",
            "ẞ",
            "İ",
            "ı",
            "K",
            "😀",
            "\uD83D",
            "a,b",
            "a, A",
            "1,2",
            ",",
            " a ",
            "[1,\"a\"]",
            "{\"a\":1}",
            "é",
            "É",
            "\u0000",
            "a\nb");
    private static final String MISSING = "\u0000";
    private static final List<String> OPERATORS = List.of(
            "",
            "eq",
            "ne",
            "gt",
            "gte",
            "lt",
            "lte",
            "contains",
            "startswith",
            "endswith",
            "in",
            "notin",
            "isnull",
            "icontains",
            "id");

    @Property(seed = SEED, tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithAnEvaluationStraightFromTheDescription(
            @ForAll("conditions") Map<String, String> conditions, @ForAll("documents") Map<String, Object> document) {
        Optional<Boolean> expected = FilterOracle.matches(conditions, document);

        assertThat(evaluate(conditions, document)).isEqualTo(expected);
    }

    @Property(seed = SEED, tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void agreesOnConstantsThatAreLikeTheValue(
            @ForAll("values") Object value,
            @ForAll("operators") String operator,
            @ForAll("variations") Variation variation) {
        Map<String, String> conditions = Map.of("a_" + operator, variation.apply(String.valueOf(value)));
        Map<String, Object> document = Collections.singletonMap("a", value);
        Optional<Boolean> expected = FilterOracle.matches(conditions, document);

        assertThat(evaluate(conditions, document)).isEqualTo(expected);
    }

    @Property(seed = SEED, tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void refusesOrTakesAnyKeyAndValue(@ForAll String key, @ForAll String value) {
        assertThat(evaluate(Map.of(key, value), Map.of(key, value)))
                .isEqualTo(FilterOracle.matches(Map.of(key, value), Map.of(key, value)));
    }

    @Property(seed = SEED, tries = 10_000, edgeCases = EdgeCasesMode.NONE)
    void refusesOrTakesAnyStringOfTheLanguagesPieces(
            @ForAll("scrambledKeys") String key, @ForAll("texts") String value) {
        assertThat(evaluate(Map.of(key, value), Map.of("a", value)))
                .isEqualTo(FilterOracle.matches(Map.of(key, value), Map.of("a", value)));
    }

    @Property(seed = SEED, tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void ofItsOwnConditionsIsTheSameFilter(
            @ForAll("conditions") Map<String, String> conditions, @ForAll("documents") Map<String, Object> document) {
        DocumentFilter filter;
        try {
            filter = DocumentFilter.parse(conditions);
        } catch (InvalidFilterException e) {
            return;
        }

        DocumentFilter again = DocumentFilter.parse(filter.conditions());

        assertThat(again.conditions()).containsExactlyEntriesOf(filter.conditions());
        assertThat(again.matches(document)).isEqualTo(filter.matches(document));
    }

    private static Optional<Boolean> evaluate(Map<String, String> conditions, Map<String, Object> document) {
        DocumentFilter filter;
        try {
            filter = DocumentFilter.parse(conditions);
        } catch (InvalidFilterException e) {
            return Optional.empty();
        }
        return Optional.of(filter.matches(document));
    }

    @Provide
    Arbitrary<Map<String, String>> conditions() {
        return Arbitraries.maps(keys(), texts()).ofMaxSize(4).map(LinkedHashMap::new);
    }

    @Provide
    Arbitrary<Map<String, Object>> documents() {
        return values().list().ofSize(FIELDS.size()).map(values -> {
            Map<String, Object> document = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                if (!MISSING.equals(values.get(i))) {
                    document.put(FIELDS.get(i), values.get(i));
                }
            }
            return document;
        });
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.of(TEXTS)),
                Tuple.of(1, Arbitraries.strings().ofMaxLength(5)),
                Tuple.of(1, Arbitraries.bigDecimals().map(Object::toString)),
                Tuple.of(1, Arbitraries.longs().map(Object::toString)));
    }

    @Provide
    Arbitrary<String> scrambledKeys() {
        return Arbitraries.of("a", "_", "__", "or", "and", "eq", "in", "[or]", "[or:", "g", "]", "[", "id", ".", "gt")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(pieces -> String.join("", pieces));
    }

    private Arbitrary<String> keys() {
        Arbitrary<String> terms = Combinators.combine(
                        Arbitraries.of(FIELDS), Arbitraries.of("_", "__"), Arbitraries.of(OPERATORS))
                .as((field, underscores, operator) -> operator.isEmpty() ? field : field + underscores + operator);
        Arbitrary<String> joined = Combinators.combine(
                        Arbitraries.of("__or__", "__and__"),
                        terms.list().ofMinSize(2).ofMaxSize(3))
                .as(String::join);
        return Combinators.combine(
                        Arbitraries.of("", "", "[or]", "[or:g]", "[or:h]"), Arbitraries.oneOf(terms, terms, joined))
                .as(String::concat);
    }

    @Provide
    Arbitrary<String> operators() {
        return Arbitraries.of(OPERATORS);
    }

    @Provide
    Arbitrary<Variation> variations() {
        return Arbitraries.of(
                text -> text,
                text -> text.toUpperCase(Locale.ROOT),
                text -> text.toLowerCase(Locale.ROOT),
                text -> text.substring(0, (text.length() + 1) / 2),
                text -> text.substring(text.length() / 2),
                text -> text + ".0",
                text -> text + "0",
                text -> text + ".00000000000000000000000001",
                text -> "0" + text,
                text -> "-" + text,
                text -> text + ",x",
                text -> " " + text + " ");
    }

    /** A text made from another. */
    private interface Variation extends UnaryOperator<String> {}

    @Provide
    Arbitrary<Object> values() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts().map(text -> (Object) text),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(-2, 12).map(number -> (Object) number),
                Arbitraries.integers().map(number -> (Object) number),
                Arbitraries.longs().map(number -> (Object) number),
                Arbitraries.of(0.0, -0.0, 0.1, 1.0, 10.0, 1e19, 9007199254740992.0, Double.MIN_VALUE, Double.MAX_VALUE),
                Arbitraries.of(12345678.5, -0.0001, 1e-9, 1e9, 1e15, 1e16, 1.5e300),
                Arbitraries.doubles().map(number -> (Object) number),
                Arbitraries.of(new BigInteger("9223372036854775808"), BigInteger.TEN.pow(400)));
        Arbitrary<Object> nested = Arbitraries.oneOf(
                scalars.list().ofMaxSize(3).map(ArrayList::new),
                Arbitraries.maps(Arbitraries.of(FIELDS), scalars).ofMaxSize(3).map(LinkedHashMap::new));
        return Arbitraries.frequencyOf(Tuple.of(8, scalars), Tuple.of(1, nested), Tuple.of(1, Arbitraries.just(null)));
    }
}
