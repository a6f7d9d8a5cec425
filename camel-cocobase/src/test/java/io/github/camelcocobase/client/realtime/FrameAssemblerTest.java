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

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
        for (int i = 0; i < pieces.size(); i++) {
            assertThat(assembler.add(bytes(pieces.get(i)), i == pieces.size() - 1))
                    .isTrue();
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

        assertThat(assembler.add(bytes("12345"), false)).isTrue();
        assertThat(assembler.add(bytes("67890"), true)).isTrue();
        assertThat(text(assembler)).isEqualTo("1234567890");
    }

    @Test
    void oneByteMoreIsNot() {
        assertThat(new FrameAssembler(10).add(bytes("12345678901"), true)).isFalse();
        FrameAssembler assembler = new FrameAssembler(10);
        assembler.add(bytes("1234567890"), false);
        assertThat(assembler.add(bytes("1"), true)).isFalse();
    }

    @Test
    void messagesDoNotMix() {
        FrameAssembler assembler = new FrameAssembler(100_000);
        for (String message : List.of("a".repeat(70_000), "b", "c".repeat(5000), "")) {
            assembler.add(bytes(message), true);
            assertThat(text(assembler)).isEqualTo(message);
            assembler.clear();
        }
    }
}
