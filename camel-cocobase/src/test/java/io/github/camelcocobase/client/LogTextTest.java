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

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LogTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | plain",
                "zażółć 😀 | zażółć 😀",
                "'a\r\nb' | a??b",
                "'\u001b[31mred' | ?[31mred",
                "'\u202egnp.exe' | ?gnp.exe",
                "'a\u2028b' | a?b",
                "'\ud83d' | ?",
                "| ''",
            })
    void controlCharactersAreReplaced(String text, String clean) {
        assertThat(LogText.clean(text, 100)).isEqualTo(clean);
    }

    @Property
    void itIsOneLineAndNeverLongerThanAsked(@ForAll String text) {
        assertThat(LogText.clean(text, 10)).hasSizeLessThanOrEqualTo(11).doesNotContainPattern("\\p{Cntrl}");
    }
}
