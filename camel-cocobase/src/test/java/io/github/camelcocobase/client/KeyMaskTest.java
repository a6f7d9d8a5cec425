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

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeyMaskTest {

    private static final String KEY = "k3y/with=odd&characters";

    @ParameterizedTest
    @CsvSource({
        "bad k3y/with=odd&characters!, bad xxxxxx!",
        "bad k3y\\/with=odd&characters!, bad xxxxxx!",
        "bad k3y%2Fwith%3Dodd%26characters!, bad xxxxxx!",
        "bad k3y%2fwith%3dodd%26characters!, bad xxxxxx!",
        "bad azN5L3dpdGg9b2RkJmNoYXJhY3RlcnM=!, bad xxxxxx=!",
        "k3y/with=odd&charactersk3y/with=odd&characters, xxxxxxxxxxxx",
        "cut off: k3y/with=odd&character, cut off: xxxxxx",
        "cut off: k3y/, cut off: xxxxxx",
        "not cut: k3y, not cut: k3y",
        "no key, no key",
    })
    void takesTheKeyOutInEveryForm(String text, String masked) {
        assertThat(new KeyMask(KEY).in(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text"})
    void withoutAKeyThereIsNothingToMask(String text) {
        assertThat(new KeyMask(null).in(text)).isEqualTo(text);
        assertThat(new KeyMask("").in(text)).isEqualTo(text);
        assertThat(new KeyMask(KEY).in((String) null)).isNull();
    }

    @Test
    void anExceptionThatQuotesTheKeyAnywhereIsReplaced() {
        IOException harmless = new IOException("reset", new IOException("by peer"));
        IOException quoting = new IOException("refused", new IOException("no\n" + KEY));

        assertThat(new KeyMask(KEY).in(harmless)).isSameAs(harmless);
        assertThat(new KeyMask(KEY).in((Throwable) null)).isNull();
        assertThat(new KeyMask(KEY).in(quoting))
                .hasMessage("java.io.IOException: refused")
                .hasNoCause()
                .satisfies(safe -> assertThat(safe.getStackTrace()).isEqualTo(quoting.getStackTrace()));
    }
}
