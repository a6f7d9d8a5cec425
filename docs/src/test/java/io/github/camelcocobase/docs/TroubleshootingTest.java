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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That the messages and counters which troubleshooting names exist. Its log lines are code blocks. */
class TroubleshootingTest {

    private static final String PAGE = Project.read(Project.ROOT.resolve("docs/troubleshooting.md"));
    private static final String SOURCES = String.join(
            "\n",
            Project.files(name -> name.startsWith("camel-cocobase/src/main/java/")).stream()
                    .map(Project::read)
                    // a text that is written over several lines
                    .map(code -> code.replaceAll("\"\\s*\\+\\s*\"", ""))
                    .toList());

    @Test
    void theMessagesOfAFailedStartAreOurs() {
        String section = PAGE.substring(PAGE.indexOf("## It does not start"), PAGE.indexOf("## It does not connect"));
        Matcher messages = Pattern.compile("(?m)^\\| `([^`]+)` \\|").matcher(section);
        List<String> found = new ArrayList<>();
        while (messages.find()) {
            // what is only known at run time, or comes from the server
            for (String part : messages.group(1).split("…|Invalid API key")) {
                found.add(part.strip());
            }
        }

        found.removeIf(String::isEmpty);
        assertThat(found).hasSizeGreaterThan(5).allSatisfy(part -> assertThat(SOURCES)
                .contains(part));
    }

    @Test
    void theCountersAreThere() {
        Matcher counters =
                Pattern.compile("`(Events\\w+|Messages\\w+|Queue\\w+)`").matcher(PAGE);
        while (counters.find()) {
            assertThat(SOURCES).contains("get" + counters.group(1) + "()");
        }
    }
}
