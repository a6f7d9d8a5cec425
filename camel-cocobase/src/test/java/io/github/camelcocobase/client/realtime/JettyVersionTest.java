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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JettyVersionTest {

    @Test
    void whatWeAreBuiltWithIsNewEnough() {
        assertThatCode(JettyVersion::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.1.0", "12.1.6", "12.1.z-SNAPSHOT", "12.2.0.beta1", "12.10.1", "13.0.0", "UNKNOWN", ""})
    void passes(String version) {
        assertThatCode(() -> JettyVersion.check(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.0.31", "12.0.z-SNAPSHOT", "11.0.24", "9.4.57.v20241219"})
    void isTooOld(String version) {
        assertThatThrownBy(() -> JettyVersion.check(version))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("12.1 or later", "Jetty " + version, "jetty.version");
    }
}
