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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That the pages' links lead somewhere, and that each page of docs can be found. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.*)$");

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        Map<String, String> broken = new TreeMap<>();
        for (Path page : Project.pages()) {
            Matcher links = LINK.matcher(withoutBlocks(Project.read(page)));
            while (links.find()) {
                String target = links.group(1);
                if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target)) {
                    broken.put(Project.relative(page) + " -> " + target, "");
                }
            }
        }
        assertThat(broken.keySet()).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? page
                : page.resolveSibling(URI.create(parts[0]).getPath()).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || anchors(file).contains(parts[1]);
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) {
        List<String> anchors = new ArrayList<>();
        Matcher headings = HEADING.matcher(withoutBlocks(Project.read(page)));
        while (headings.find()) {
            anchors.add(headings.group(1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    private static String withoutBlocks(String page) {
        return page.replaceAll("(?ms)^\\s*```.*?^\\s*```\\s*$", "");
    }

    @Test
    void theIndexLeadsToEveryPage() {
        String index = Project.read(Project.ROOT.resolve("docs/README.md"));
        List<String> missing = Project.pages().stream()
                .map(Project::relative)
                .filter(page -> page.startsWith("docs/") && !page.equals("docs/README.md"))
                .map(page -> page.substring("docs/".length()))
                .filter(page -> !index.contains("](" + page + ")"))
                .toList();

        assertThat(missing).isEmpty();
    }
}
