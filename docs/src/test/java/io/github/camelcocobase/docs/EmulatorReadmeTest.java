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
package io.github.camelcocobase.docs;

import java.time.Duration;
import java.util.Map;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.CocobaseEmulatorExtension;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The test in the emulator's README, with a client. */
class EmulatorReadmeTest {

    // spotless:off
    @RegisterExtension
    static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));

    @Test
    void comesBackAfterALoss() {
        CocobaseEmulator emulator = cocobase.emulator();
        // start a client of emulator.baseUrl() with the key emulator.apiKey(), then:
        emulator.awaitConnections("users", 1);
        emulator.collection("users").create(Map.of("name", "Ann"));
        emulator.connections("users").get(0).drop();
        emulator.awaitConnectionAttempts(2, Duration.ofSeconds(10));
    }
    // spotless:on

    private final Main camel = new Main();

    @BeforeEach
    void startTheClient() {
        camel.addOverrideProperty(
                "camel.component.cocobase.base-url", cocobase.emulator().baseUrl());
        camel.addOverrideProperty(
                "camel.component.cocobase.api-key", cocobase.emulator().apiKey());
        camel.configure().addRoutesBuilder(new UsersRoute());
        camel.start();
    }

    @AfterEach
    void stopTheClient() {
        camel.stop();
    }
}
