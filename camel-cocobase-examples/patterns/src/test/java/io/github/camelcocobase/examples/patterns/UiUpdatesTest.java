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

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.github.camelcocobase.emulator.EmulatedCollection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class UiUpdatesTest extends PatternTest {

    UiUpdatesTest() {
        super("ui-updates");
    }

    @ParameterizedTest
    @EnumSource
    void theListShowsWhatCocobaseHolds(Dsl dsl) throws Exception {
        cocobase.faults().idOnlyDeletes(true);
        EmulatedCollection tasks = cocobase.collection("tasks");
        change(tasks, 200);
        start(dsl);
        cocobase.awaitConnections("tasks", 1);
        TaskList list = camel.getCamelContext().getRegistry().lookupByNameAndType("taskList", TaskList.class);

        for (int i = 0; i < 3; i++) {
            change(tasks, 1500);
            cut("tasks");
        }
        change(tasks, 500);

        await().untilAsserted(() ->
                assertThat(texts(list.shown())).isEqualTo(texts(contents(tasks).values())));
    }

    private static String texts(Collection<Map<String, Object>> tasks) {
        return tasks.stream()
                .map(task -> new TreeMap<>(task).toString())
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
