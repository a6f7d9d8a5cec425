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
package io.github.camelcocobase.emulator;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CocobaseEmulatorExtensionTest {

    @RegisterExtension
    static CocobaseEmulatorExtension shared = CocobaseEmulatorExtension.create(
            b -> b.collection("orders").seed(Map.of("users", List.of(Map.of("name", "Ann")))));

    @RegisterExtension
    CocobaseEmulatorExtension own = CocobaseEmulatorExtension.create(b -> b.collection("own"));

    private static CocobaseEmulator first;

    @Test
    @Order(1)
    void leavesAMess() {
        first = shared.emulator();
        first.collection("users").create(Map.of());
        first.faults().silentDeletes(true);
        first.apiKey("other");
        first.stop();
    }

    @Test
    @Order(2)
    void findsItTidied() {
        CocobaseEmulator emulator = shared.emulator();
        assertThat(emulator).isSameAs(first);
        assertThat(emulator.isRunning()).isTrue();
        assertThat(emulator.apiKey()).isEqualTo("test-key");
        assertThat(emulator.collection("users").documents())
                .extracting(StoredDocument::data)
                .containsExactly(Map.of("name", "Ann"));
        assertThat(emulator.faults().silentDeletes.on()).isFalse();
    }

    @Test
    @Order(3)
    void anInstanceFieldHasItsOwn() {
        assertThat(own.emulator().port()).isNotEqualTo(shared.emulator().port());
        assertThat(own.emulator().collections())
                .extracting(EmulatedCollection::name)
                .containsExactly("own");
    }

    @Test
    void runsOnlyDuringTests() {
        assertThatThrownBy(() -> new CocobaseEmulatorExtension().emulator()).isInstanceOf(IllegalStateException.class);
    }
}
