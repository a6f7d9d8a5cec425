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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code docs/reference.md} is written from the metadata that Camel's tooling reads. With {@code -Dupdate.docs=true} this
 * test writes it; without, it fails when the page is not up to date.
 */
class OptionReferenceTest {

    private static final Path METADATA =
            Path.of("src/generated/resources/META-INF/io/github/camelcocobase/cocobase.json");
    private static final Path PAGE = Path.of("../docs/reference.md");

    private final JsonNode metadata;

    OptionReferenceTest() throws IOException {
        metadata = new ObjectMapper().readTree(METADATA.toFile());
    }

    @Test
    void thePageIsWhatTheMetadataSay() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("run this test with -Dupdate.docs=true and commit docs/reference.md")
                .isEqualTo(expected);
    }

    @Test
    void everyOptionAndHeaderIsDescribed() {
        for (String part : List.of("componentProperties", "properties", "headers")) {
            metadata.get(part).properties().forEach(option -> assertThat(
                            option.getValue().path("description").asText())
                    .as(option.getKey())
                    .hasSizeGreaterThan(20));
        }
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Option and header reference\n\n");
        page.append("Written by the build from the component's metadata; do not edit.\n\n");
        page.append("<!-- checked by: OptionReferenceTest -->\n```text\ncocobase:collection[?options]\n```\n\n");
        page.append("An endpoint option can also be set on the component, for all its endpoints, as\n");
        page.append("`camel.component.cocobase.<option-in-dashes>`. Durations are written as `500ms`, `30s`, `5m`.\n");
        Map<String, List<Map.Entry<String, JsonNode>>> groups = new LinkedHashMap<>();
        metadata.get("properties").properties().forEach(option -> groups.computeIfAbsent(
                        option.getValue().get("group").asText(), group -> new ArrayList<>())
                .add(option));
        page.append("\n## Endpoint options\n");
        groups.forEach((group, options) -> {
            page.append("\n### ").append(Character.toUpperCase(group.charAt(0))).append(group.substring(1));
            page.append("\n\n| option | default | type | |\n|---|---|---|---|\n");
            options.forEach(option -> row(page, option.getKey(), option.getValue()));
        });
        page.append("\n## Options of the component only\n\n| option | default | type | |\n|---|---|---|---|\n");
        metadata.get("componentProperties").properties().forEach(option -> {
            if (!metadata.get("properties").has(option.getKey())) {
                row(page, option.getKey(), option.getValue());
            }
        });
        page.append("\n## Headers\n\n| header | constant in `CocobaseConstants` | type | |\n|---|---|---|---|\n");
        metadata.get("headers").properties().forEach(header -> page.append("| `")
                .append(header.getKey())
                .append("` | `")
                .append(header.getValue().get("constantName").asText().replaceAll(".*#", ""))
                .append("` | ")
                .append(type(header.getValue()))
                .append(" | ")
                .append(cell(header.getValue().get("description").asText()))
                .append(" |\n"));
        return page.toString();
    }

    private static void row(StringBuilder page, String name, JsonNode option) {
        page.append("| `").append(option.path("prefix").asText()).append(name(name, option));
        page.append('`').append(option.path("kind").asText().equals("path") ? " (path)" : "");
        page.append(" | ")
                .append(
                        option.has("defaultValue")
                                ? "`" + option.get("defaultValue").asText() + "`"
                                : "");
        page.append(" | ").append(type(option));
        page.append(" | ").append(cell(option.get("description").asText()));
        page.append(option.path("secret").asBoolean() ? " Secret: masked wherever Camel shows it." : "");
        page.append(" |\n");
    }

    private static String name(String name, JsonNode option) {
        return option.has("prefix") ? "<key>" : name;
    }

    private static String type(JsonNode option) {
        if (option.has("enum")) {
            List<String> values = new ArrayList<>();
            option.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
            return String.join(", ", values);
        }
        String type = option.path("type").asText();
        return type.isEmpty() || type.equals("object")
                ? "`" + option.get("javaType").asText().replaceAll("([a-z]+\\.)+", "") + "`"
                : type;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
