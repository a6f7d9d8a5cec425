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
package io.github.camelcocobase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BaseUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.cocobase.cc, https://api.cocobase.cc",
        "https://api.cocobase.cc/, https://api.cocobase.cc",
        "HTTPS://Api.cocobase.cc:8443/http/x//, https://Api.cocobase.cc:8443/http/x",
        "http://localhost:3000, http://localhost:3000",
        "http://127.9.9.9, http://127.9.9.9",
        "http://[::1]:3000/p, http://[::1]:3000/p",
        "http://app.localhost, http://app.localhost",
    })
    void isNormalised(String value, String expected) {
        assertThat(BaseUrl.parse(value, false)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com", "http://127.0.0.1.nip.io", "http://[::2]", "http://192.168.0.1"})
    void plaintextToAnotherMachineIsRefusedUnlessAllowed(String value) {
        assertThatThrownBy(() -> BaseUrl.parse(value, false)).hasMessageContaining("allowPlaintext=true");
        assertThat(BaseUrl.parse(value, true)).hasToString(value);
    }

    @Test
    void aPasswordInTheUrlIsNotRepeated() {
        assertThatThrownBy(() -> BaseUrl.parse("ftp://me:s3cret@host", false))
                .hasMessageContaining("xxxxxx@host")
                .message()
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "64kb, 65536", "4MB, 4194304", "1024MB, 1073741824", "'2 MB', 2097152", "10B, 10"})
    void sizes(String text, int bytes) {
        assertThat(DataSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "4GB", "1025MB", "1.5MB", "99999999999", "MB"})
    void noSizes(String text) {
        assertThat(DataSize.parse(text)).isEqualTo(-1);
    }
}
