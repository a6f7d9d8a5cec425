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

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.github.camelcocobase.client.DataForm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FrameParserFuzzTest {

    private static final String SEED = "4711";

    /** What JSON and UTF-8 are made of: bytes that change the structure. */
    private static final byte[] TELLING = bytes("{}[]\":,\\/ue0123-+.E \n\0tfn\u00e9\u0800\ud83d\ude00");

    private static final String[] PIECES = {
        "null",
        "{}",
        "[]",
        "\"\"",
        "0",
        "-1.5e3",
        "true",
        "\"id\":",
        "\"data\":",
        "\"data\":{},",
        "\"document_id\":\"x\",",
        "\"event\":\"update\",",
        "\"error\":\"x\",",
        "\\u0000",
        "\\ud800",
        "\uFEFF",
        "\"document\":{\"id\":1},",
        "1e999"
    };

    @Property(seed = SEED, tries = 20_000, edgeCases = EdgeCasesMode.NONE)
    void mutatedMessagesAreReadOrMalformedInAllFormsAlike(@ForAll("samples") String sample, @ForAll Random random) {
        byte[] bytes = bytes(sample);
        for (int mutations = 1 + random.nextInt(4); mutations > 0; mutations--) {
            bytes = mutate(bytes, random);
        }

        assertSameInAllForms(bytes);
    }

    @Property(seed = SEED, tries = 5_000)
    void anyBytesAreReadOrMalformed(@ForAll byte @Size(max = 50) [] bytes) {
        assertSameInAllForms(bytes);
    }

    @Property(seed = SEED, tries = 5_000)
    void anyTextIsReadOrMalformed(@ForAll String text) {
        assertSameInAllForms(bytes(text));
        assertSameInAllForms(bytes("{\"event\":\"" + text + "\",\"data\":{\"id\":\"" + text + "\"}}"));
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(FrameShapesTest.everySample()
                .filter(sample -> sample.length() < 1_000)
                .toList());
    }

    private static void assertSameInAllForms(byte[] bytes) {
        Frame map = parse(DataForm.MAP, bytes);
        Frame json = parse(DataForm.JSON, bytes);
        Frame both = parse(DataForm.BOTH, bytes);

        assertThat(map).isNotNull();
        // other bytes never come here, and text cannot keep them as they are
        if (Utf8.isValid(bytes, 0, bytes.length)) {
            assertThat(json).isEqualTo(map);
            assertThat(both).isEqualTo(map);
        }
    }

    private static Frame parse(DataForm form, byte[] bytes) {
        byte[] buffer = new byte[bytes.length + 10];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(bytes, 0, buffer, 5, bytes.length);
        return new FrameParser("users", form).parse(buffer, 5, bytes.length, 0);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, at + random.nextInt(20));
        return switch (random.nextInt(7)) {
            case 0 -> splice(bytes, at, Math.min(at + 1, bytes.length), (byte) random.nextInt());
            case 1 -> splice(bytes, at, Math.min(at + 1, bytes.length), TELLING[random.nextInt(TELLING.length)]);
            case 2 -> splice(bytes, at, at, TELLING[random.nextInt(TELLING.length)]);
            case 3 -> splice(bytes, at, to);
            case 4 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
            case 5 -> splice(bytes, at, at, bytes(PIECES[random.nextInt(PIECES.length)]));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte... replacement) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        result.write(bytes, 0, from);
        result.writeBytes(replacement);
        result.write(bytes, to, bytes.length - to);
        return result.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
