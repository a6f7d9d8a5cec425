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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FrameAssemblerTest {

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    private static String text(FrameAssembler assembler) {
        return new String(assembler.message(), 0, assembler.length(), StandardCharsets.UTF_8);
    }

    @Property
    void piecesBecomeTheMessage(@ForAll @Size(min = 1, max = 20) List<String> pieces) {
        FrameAssembler assembler = new FrameAssembler(1 << 20);
        for (String piece : pieces) {
            assertThat(assembler.add(bytes(piece))).isTrue();
        }
        assertThat(assembler.length())
                .isEqualTo(pieces.stream()
                        .mapToInt(p -> p.getBytes(StandardCharsets.UTF_8).length)
                        .sum());
        assertThat(text(assembler))
                .isEqualTo(String.join(
                        "",
                        pieces.stream()
                                .map(p -> new String(p.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                                .toList()));
    }

    @Test
    void aMessageOfTheMaximumSizeIsAccepted() {
        FrameAssembler assembler = new FrameAssembler(10);

        assertThat(assembler.add(bytes("12345"))).isTrue();
        assertThat(assembler.add(bytes("67890"))).isTrue();
        assertThat(text(assembler)).isEqualTo("1234567890");
    }

    @Test
    void oneByteMoreIsNot() {
        assertThat(new FrameAssembler(10).add(bytes("12345678901"))).isFalse();
        FrameAssembler assembler = new FrameAssembler(10);
        assembler.add(bytes("1234567890"));
        assertThat(assembler.add(bytes("1"))).isFalse();
    }

    @Test
    void messagesDoNotMix() {
        FrameAssembler assembler = new FrameAssembler(100_000);
        for (String message : List.of("a".repeat(70_000), "b", "c".repeat(5000), "")) {
            assembler.add(bytes(message));
            assertThat(text(assembler)).isEqualTo(message);
            assembler.clear();
        }
    }

    /** Of several connections that one thread reads. */
    @Property
    void messagesInPiecesDoNotMix(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 2) Integer> turns,
            @ForAll List<@IntRange(max = 90_000) Integer> sizes) {
        List<FrameAssembler> assemblers =
                Stream.generate(() -> new FrameAssembler(1 << 27)).limit(3).toList();
        List<StringBuilder> expected =
                Stream.generate(StringBuilder::new).limit(3).toList();
        for (int i = 0; i < turns.size(); i++) {
            int turn = turns.get(i);
            String piece = String.valueOf((char) ('a' + i % 26)).repeat(i < sizes.size() ? sizes.get(i) : i);
            assertThat(assemblers.get(turn).add(bytes(piece))).isTrue();
            expected.get(turn).append(piece);
            assertThat(text(assemblers.get(turn))).isEqualTo(expected.get(turn).toString());
            if (i % 4 == 3) {
                assemblers.get(turn).clear();
                expected.get(turn).setLength(0);
            }
        }
        for (int i = 0; i < 3; i++) {
            if (expected.get(i).length() > 0) {
                assertThat(text(assemblers.get(i))).isEqualTo(expected.get(i).toString());
            }
        }
    }

    @Test
    void messagesOfAThreadShareAnArrayHoweverManyPiecesTheyHave() {
        FrameAssembler first = new FrameAssembler(1 << 20);
        first.add(bytes("a".repeat(20_000)));
        first.add(bytes("a".repeat(30_000)));
        byte[] array = first.message();
        first.clear();
        FrameAssembler second = new FrameAssembler(1 << 20);

        second.add(bytes("b"));
        second.add(bytes("b".repeat(40_000)));

        assertThat(second.message()).isSameAs(array);
        first.add(bytes("c"));
        assertThat(first.message()).isNotSameAs(array);
    }
}
