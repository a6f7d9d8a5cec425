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
package io.github.camelcocobase.client;

import java.net.URI;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PathSegmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users | users",
                "a/b | a%2Fb",
                "a?x=1#f | a%3Fx%3D1%23f",
                "%2e%2e | %252e%252e",
                "@evil.com | %40evil.com",
                "two words | two%20words",
                "zażółć | za%C5%BC%C3%B3%C5%82%C4%87",
                "😀 | %F0%9F%98%80",
                "a+b&c;d | a%2Bb%26c%3Bd",
                "a\\b | a%5Cb",
                "... | ...",
            })
    void everythingButUnreservedCharactersIsEncoded(String name, String segment) {
        assertThat(PathSegment.encode(name, "collection")).isEqualTo(segment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a\r\nb", "a\u0000", "\u009b", "\ud83d", "a\udc00"})
    void whatCannotBeASegmentIsRefused(String name) {
        assertThatThrownBy(() -> PathSegment.encode(name, "collection"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The collection")
                .message()
                .doesNotContainPattern("[\\x00-\\x1f]");
    }

    @Test
    void aNameOfTenKilobytesIsRefusedWithAShortMessage() {
        assertThatThrownBy(() -> PathSegment.encode("x".repeat(10_000), "collection"))
                .hasMessageContaining("10000 characters")
                .message()
                .hasSizeLessThan(300);
    }

    @Property
    void whateverIsAcceptedIsOneSegmentAndComesBackAsItWas(@ForAll String name) {
        String segment;
        try {
            segment = PathSegment.encode(name, "document id");
        } catch (IllegalArgumentException e) {
            return;
        }
        URI uri = URI.create("ws://host/prefix/" + segment).normalize();

        assertThat(uri.getRawPath()).isEqualTo("/prefix/" + segment);
        assertThat(uri.getPath()).isEqualTo("/prefix/" + name);
        assertThat(uri.getRawQuery()).isNull();
        assertThat(uri.getRawFragment()).isNull();
        assertThat(uri.getHost()).isEqualTo("host");
    }
}
