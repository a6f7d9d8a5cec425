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
package io.github.camelcocobase.recovery;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.client.DocumentData;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static Fingerprint of(String json) {
        return Fingerprint.of(DocumentData.ofJson(json));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"b\":2} | {\"b\":2,\"a\":1}",
                "{\"a\":1} | {\"a\":1.0}",
                "{\"a\":1} | {\"a\":1e0}",
                "{\"a\":100} | {\"a\":1E2}",
                "{\"a\":0} | {\"a\":-0.0}",
                "{\"a\":0.1} | {\"a\":0.10}",
                "{\"a\":100000000000000000000} | {\"a\":1e20}",
                "{\"a\":{\"x\":[1,{\"p\":1,\"q\":2}]}} | {\"a\":{\"x\":[1.0,{\"q\":2,\"p\":1}]}}",
                "{\"a\":\"\\u00e9\"} | {\"a\":\"é\"}",
            })
    void theSameStateHasTheSameFingerprint(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1} | {\"a\":\"1\"}",
                "{\"a\":1} | {\"a\":true}",
                "{\"a\":null} | {}",
                "{\"a\":null} | {\"a\":\"null\"}",
                "{\"a\":[]} | {\"a\":{}}",
                "{\"a\":[1,2]} | {\"a\":[2,1]}",
                "{\"a\":[1,[2]]} | {\"a\":[[1],2]}",
                "{\"a\":\"bc\"} | {\"ab\":\"c\"}",
                "{\"a\":0.1} | {\"a\":0.2}",
                "{\"a\":9007199254740993} | {\"a\":9007199254740992}",
            })
    void differentStatesHaveDifferentOnes(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    /** Ledgers of the versions before are full of them. */
    @Test
    void isTheSameInEveryVersion() {
        StringBuilder large = new StringBuilder("{");
        for (int i = 0; i < 200; i++) {
            large.append("\"field" + i + "\":\"" + "v".repeat(7 * i) + "\",");
        }
        large.append("\"last\":[" + "12345.678,".repeat(300) + "0]}");

        assertThat(of("{}")).isEqualTo(new Fingerprint(0xfc4a3d5af293d9a8L, 0xfb363eb5443024d2L));
        assertThat(of("{\"name\":\"Zoë 😀\",\"tags\":[\"a\",1,1.5,null,true],\"at\":{\"z\":0.1,\"y\":-7,\"x\":1e20}}"))
                .isEqualTo(new Fingerprint(0x7c8590ccb769cfbL, 0x423d8b7c3d316e1L));
        assertThat(of(large.toString())).isEqualTo(new Fingerprint(0x402fda52d3286054L, 0x45ac3ef39d82aca8L));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1e300, -1e-300, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY})
    void anyNumberHasACanonicalForm(double number) {
        assertThat(CanonicalForm.canonical(number)).isNotEmpty();
        assertThat(CanonicalForm.canonical(BigInteger.TEN)).isEqualTo(CanonicalForm.canonical(10.0));
    }

    @Property(tries = 200)
    void neitherOrderNorSpellingMatters(@ForAll("objects") Map<String, Object> object) throws Exception {
        Map<String, Object> reversed = new LinkedHashMap<>();
        List<String> names = object.keySet().stream().toList();
        for (int i = names.size() - 1; i >= 0; i--) {
            reversed.put(names.get(i), object.get(names.get(i)));
        }
        Fingerprint fingerprint = Fingerprint.of(DocumentData.ofMap(object));

        assertThat(Fingerprint.of(DocumentData.ofMap(reversed))).isEqualTo(fingerprint);
        assertThat(of(MAPPER.writeValueAsString(object))).isEqualTo(fingerprint);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(8).asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.longs().asGeneric(),
                Arbitraries.doubles().asGeneric(),
                Arbitraries.of(true, false).asGeneric());
        Arbitrary<Object> lists = scalars.list().ofMaxSize(4).asGeneric();
        return Arbitraries.maps(
                        Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(6), Arbitraries.oneOf(scalars, lists))
                .ofMaxSize(8);
    }
}
