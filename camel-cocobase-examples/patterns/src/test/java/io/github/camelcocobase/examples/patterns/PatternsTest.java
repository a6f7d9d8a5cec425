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
package io.github.camelcocobase.examples.patterns;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** That nothing is forgotten: each pattern is there in both DSLs, is described, and has a test. */
class PatternsTest {

    @Test
    void eachPatternIsThereInBothAndTested() throws IOException {
        List<String> names = PatternsApplication.PATTERNS.keySet().stream().toList();

        assertThat(filesIn("src/main/resources/patterns", ".yaml")).containsExactlyInAnyOrderElementsOf(names);
        assertThat(PatternsApplication.PATTERNS.values().stream().map(Class::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(filesIn(sources("main"), ".java").stream()
                        .filter(name -> name.matches(".*Routes?"))
                        .toList());
        assertThat(filesIn(sources("test"), "Test.java"))
                .containsAll(PatternsApplication.PATTERNS.values().stream()
                        .map(type -> type.getSimpleName().replaceFirst("Routes?$", ""))
                        .toList());
        assertThat(Files.readString(Path.of("README.md")))
                .contains(names.stream().map(name -> "`" + name + "`").toList());
    }

    @Test
    void aWrongNameIsToldWithTheRightOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatternsApplication.load(new Main(), "debouncing", "java"))
                .withMessageContaining("\"debouncing\"")
                .withMessageContaining("debounce");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatternsApplication.load(new Main(), "debounce", "xml"))
                .withMessageContaining("\"xml\"")
                .withMessageContaining("yaml");
    }

    private static String sources(String set) {
        return "src/" + set + "/java/io/github/camelcocobase/examples/patterns";
    }

    private static List<String> filesIn(String folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .toList();
        }
    }
}
