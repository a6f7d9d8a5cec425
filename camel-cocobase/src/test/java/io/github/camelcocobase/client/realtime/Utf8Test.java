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
package io.github.camelcocobase.client.realtime;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class Utf8Test {

    private static final String SEED = "4711";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "7F",
                "C280",
                "DFBF",
                "E0A080",
                "ED9FBF",
                "EE8080",
                "EFBFBF",
                "EFBBBF",
                "F0908080",
                "F48FBFBF",
                "6162636465666768696A6B6C6D6E6F",
                "616263646566676869C3A96A6B6C6D6E6F",
                "E282ACE282ACE282ACE282AC"
            })
    void isValid(String hex) {
        assertEverywhere(hex, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C0",
                "C080",
                "C1BF",
                "C2",
                "C228",
                "C2C2",
                "E0A0",
                "E08080",
                "E09FBF",
                "E28228",
                "EDA080",
                "EDBFBF",
                "EDA080EDB080",
                "F08FBFBF",
                "F08080",
                "F0908028",
                "F4908080",
                "F5808080",
                "F8888080",
                "FF",
                "FE",
                "FEFF",
                "6162636465666768FF"
            })
    void isNotValid(String hex) {
        assertEverywhere(hex, false);
    }

    @Test
    void looksAtNothingOutsideTheRange() {
        byte[] bytes = {(byte) 0xC3, 'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xA9};

        assertThat(Utf8.isValid(bytes, 1, 3)).isTrue();
        assertThat(Utf8.isValid(bytes, 1, 2)).isFalse();
        assertThat(Utf8.isValid(bytes, 5, 0)).isTrue();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> Utf8.isValid(bytes, 3, 3));
    }

    @Property(seed = SEED, tries = 20_000)
    void agreesWithTheJdkOnAnyBytes(@ForAll byte @Size(max = 40) [] bytes) {
        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(decodes(bytes, 0, bytes.length));
    }

    @Property(seed = SEED, tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheJdkOnTextsWithAFewOtherBytes(@ForAll String text, @ForAll String more, @ForAll Random random) {
        byte[] bytes = (text + "some ASCII" + more).getBytes(StandardCharsets.UTF_8);
        for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        int offset = random.nextInt(bytes.length);
        int length = random.nextInt(bytes.length - offset + 1);

        assertThat(Utf8.isValid(bytes, offset, length)).isEqualTo(decodes(bytes, offset, length));
    }

    @Property(seed = SEED, tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithTheJdkOnBytesAtTheBoundsOfUtf8(@ForAll Random random) {
        byte[] bounds = HexFormat.of().parseHex("007F808F909FA0BFC0C1C2DFE0ECEDEEEFF0F1F3F4F5FF");
        byte[] bytes = new byte[1 + random.nextInt(6)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bounds[random.nextInt(bounds.length)];
        }

        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isEqualTo(decodes(bytes, 0, bytes.length));
    }

    private static void assertEverywhere(String hex, boolean valid) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int before = 0; before < 20; before++) {
            byte[] padded = new byte[before + bytes.length + 9];
            Arrays.fill(padded, (byte) 'x');
            System.arraycopy(bytes, 0, padded, before, bytes.length);

            assertThat(Utf8.isValid(padded, before, bytes.length)).isEqualTo(valid);
            assertThat(Utf8.isValid(padded, 0, padded.length)).isEqualTo(valid);
        }
    }

    private static boolean decodes(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
