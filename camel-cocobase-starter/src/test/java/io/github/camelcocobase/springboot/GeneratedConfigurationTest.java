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
package io.github.camelcocobase.springboot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The properties are what the component's metadata say. With {@code -Dupdate.generated=true} this test writes them;
 * without, it fails when they are not up to date.
 */
class GeneratedConfigurationTest {

    private static final Path SOURCE =
            Path.of("src/generated/java/io/github/camelcocobase/springboot/CocobaseComponentConfiguration.java");
    private static final Path METADATA = Path.of("src/generated/resources/META-INF/spring-configuration-metadata.json");

    private final ConfigurationWriter writer;

    GeneratedConfigurationTest() throws IOException {
        writer = new ConfigurationWriter(Files.readString(Path.of("../etc/license-header.txt")));
    }

    @Test
    void theClassIsWhatTheMetadataSay() throws IOException {
        upToDate(SOURCE, writer.source());
    }

    @Test
    void theEditorsMetadataAreWhatTheComponentsSay() throws IOException {
        upToDate(METADATA, writer.metadata());
    }

    private static void upToDate(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("update.generated")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("run this test with -Dupdate.generated=true and commit %s", file)
                .isEqualTo(expected);
    }
}
