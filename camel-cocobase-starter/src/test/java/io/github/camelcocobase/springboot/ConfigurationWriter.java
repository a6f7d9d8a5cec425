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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Writes {@code CocobaseComponentConfiguration} and what editors read of it, from what the component's metadata say of its
 * options. No field has a value until it is configured: what the application has set in another way must not be undone by
 * a default.
 */
final class ConfigurationWriter {

    private static final String PREFIX = "camel.component.cocobase";
    private static final String METADATA = "/META-INF/io/github/camelcocobase/cocobase.json";
    private static final String PACKAGE = "io.github.camelcocobase.springboot";
    private static final String CLASS = "CocobaseComponentConfiguration";
    private static final int WIDTH = 116;

    private final String licence;
    private final JsonNode component;
    private final List<Option> options;

    /**
     * @param licence the header of a Java file, as a comment
     */
    ConfigurationWriter(String licence) throws IOException {
        this.licence = licence;
        try (InputStream in = getClass().getResourceAsStream(METADATA)) {
            JsonNode metadata = new ObjectMapper().readTree(in);
            component = metadata.get("component");
            options = metadata.get("componentProperties").properties().stream()
                    .map(entry -> Option.of(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }

    private record Option(String name, String type, String description, JsonNode defaultValue) {

        static Option of(String name, JsonNode metadata) {
            String type =
                    switch (metadata.get("type").asText()) {
                        case "boolean" -> "java.lang.Boolean";
                        case "integer" -> "java.lang.Integer";
                        case "number" -> "java.lang.Double";
                        case "duration" -> "java.time.Duration";
                        default -> metadata.get("javaType").asText();
                    };
            return new Option(name, type, metadata.get("description").asText(), metadata.get("defaultValue"));
        }

        /** {@return the type as a source file has it that imports all but what is in java.lang} */
        String simpleType() {
            return type.replaceAll("([a-z]+\\.)+", "").replace(",", ", ").replace(",  ", ", ");
        }

        Set<String> imports() {
            Set<String> imports = new TreeSet<>();
            for (String name : type.split("[<>, ]+")) {
                if (!name.isBlank() && !name.startsWith("java.lang.")) {
                    imports.add(name);
                }
            }
            return imports;
        }

        String accessor() {
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }

        String key() {
            return PREFIX + "." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
    }

    String source() {
        StringBuilder source = new StringBuilder(licence);
        source.append("package ").append(PACKAGE).append(";\n\n");
        Set<String> java = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        others.add("org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon");
        others.add("org.springframework.boot.context.properties.ConfigurationProperties");
        for (Option option : options) {
            option.imports().forEach(name -> (name.startsWith("java.") ? java : others).add(name));
        }
        java.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append('\n');
        others.forEach(name -> source.append("import ").append(name).append(";\n"));
        source.append('\n');
        comment(source, "", component.get("description").asText() + " Written by ConfigurationWriter; do not edit.");
        source.append("@ConfigurationProperties(\"").append(PREFIX).append("\")\n");
        source.append("public class ").append(CLASS).append(" extends ComponentConfigurationPropertiesCommon {\n");
        for (Option option : options) {
            source.append('\n');
            comment(source, "    ", option.description());
            source.append("    private ")
                    .append(option.simpleType())
                    .append(' ')
                    .append(option.name())
                    .append(";\n");
        }
        for (Option option : options) {
            source.append("\n    public ")
                    .append(option.simpleType())
                    .append(" get")
                    .append(option.accessor());
            source.append("() {\n        return ").append(option.name()).append(";\n    }\n");
            source.append("\n    public void set").append(option.accessor()).append('(');
            source.append(option.simpleType()).append(' ').append(option.name()).append(") {\n");
            source.append("        this.")
                    .append(option.name())
                    .append(" = ")
                    .append(option.name())
                    .append(";\n    }\n");
        }
        return source.append("}\n").toString();
    }

    private static void comment(StringBuilder source, String indentation, String text) {
        source.append(indentation).append("/**\n");
        StringBuilder line = new StringBuilder(indentation).append(" *");
        for (String word : text.replace("&", "&amp;").replace("<", "&lt;").split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                source.append(line).append('\n');
                line = new StringBuilder(indentation).append(" *");
            }
            line.append(' ').append(word);
        }
        source.append(line).append('\n').append(indentation).append(" */\n");
    }

    String metadata() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        ArrayNode groups = root.putArray("groups");
        groups.addObject()
                .put("name", PREFIX)
                .put("type", PACKAGE + "." + CLASS)
                .put("sourceType", PACKAGE + "." + CLASS);
        ArrayNode properties = root.putArray("properties");
        List<Option> all = new ArrayList<>(options);
        JsonNode yes = json.getNodeFactory().booleanNode(true);
        all.add(new Option("enabled", "java.lang.Boolean", "Whether to configure the component by properties.", yes));
        all.add(new Option(
                "customizer.enabled",
                "java.lang.Boolean",
                "Whether to apply the properties to components that the application has made itself.",
                yes));
        for (Option option : all) {
            ObjectNode property = properties.addObject();
            property.put("name", option.key());
            property.put("type", option.type().replace(", ", ","));
            property.put("description", option.description());
            property.put("sourceType", PACKAGE + "." + CLASS);
            if (option.defaultValue() != null) {
                property.set("defaultValue", typed(json, option));
            }
        }
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** The component's metadata have a few numbers as text. */
    private static JsonNode typed(ObjectMapper json, Option option) throws IOException {
        String text = option.defaultValue().asText();
        return Set.of("java.lang.Boolean", "java.lang.Integer", "java.lang.Double")
                        .contains(option.type())
                ? json.readTree(text)
                : json.getNodeFactory().textNode(text);
    }
}
