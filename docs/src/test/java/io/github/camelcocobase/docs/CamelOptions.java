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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.yaml.snakeyaml.Yaml;

/** Asks Camel's catalog, and the properties files of the project, whether there is such an option. */
final class CamelOptions {

    private static final Pattern URI_IN_JAVA =
            Pattern.compile("\\b(?:from|to|toD|wireTap|enrich|pollEnrich)\\(\\s*\"([a-z][a-zA-Z0-9-]*:[^\"]*)\"");
    private static final String METADATA =
            "camel-cocobase/src/generated/resources/META-INF/io/github/camelcocobase/cocobase.json";

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final String mainProperties = catalog.mainJsonSchema().toLowerCase(Locale.ROOT);
    private final String propertiesFiles;

    CamelOptions() {
        catalog.addComponent(
                "cocobase", "io.github.camelcocobase.CocobaseComponent", Project.read(Project.ROOT.resolve(METADATA)));
        StringBuilder all = new StringBuilder("\n");
        Project.files(name -> name.contains("/src/") && name.endsWith(".properties"))
                .forEach(file -> all.append(Project.read(file)).append('\n'));
        propertiesFiles = all.toString();
    }

    /** {@return what is wrong with a properties block} */
    List<String> problemsOfProperties(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        for (String line : block.lines()) {
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            int end = stripped.indexOf('=');
            if (end < 1) {
                problems.add("not key = value: " + stripped);
                continue;
            }
            String key = stripped.substring(0, end).strip();
            String value = stripped.substring(end + 1).strip();
            // what is looked up at run time can be anything
            ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(
                    key + "=" + (value.contains("{{") ? "{{placeholder}}" : value));
            boolean known = result.isAccepted() ? result.isSuccess() : isOfCamelMain(key) || isInAFile(key);
            if (!known) {
                problems.add("unknown or wrong: " + stripped + " " + result.summaryErrorMessage(false));
            }
        }
        return problems;
    }

    /** The catalog looks only at some groups of camel-main's properties. */
    private boolean isOfCamelMain(String key) {
        return mainProperties.contains("\"" + key.replace("-", "").toLowerCase(Locale.ROOT) + "\"");
    }

    private boolean isInAFile(String key) {
        return Pattern.compile("\\n\\s*#?\\s*" + Pattern.quote(key) + "\\s*=")
                .matcher(propertiesFiles)
                .find();
    }

    /** {@return what is wrong with the endpoints of a Java block} */
    List<String> problemsOfJava(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        Matcher uris = URI_IN_JAVA.matcher(block.text());
        while (uris.find()) {
            check(uris.group(1), problems);
        }
        return problems;
    }

    /** {@return what is wrong with a YAML block} */
    List<String> problemsOfYaml(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        visit(new Yaml().load(block.text()), problems);
        return problems;
    }

    private void visit(Object node, List<String> problems) {
        if (node instanceof List<?> list) {
            list.forEach(member -> visit(member, problems));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("uri") instanceof String uri) {
                check(uri(uri, map.get("parameters")), problems);
            }
            map.forEach((key, value) -> {
                if ("to".equals(key) && value instanceof String uri) {
                    check(uri, problems);
                } else {
                    visit(value, problems);
                }
            });
        }
    }

    private static String uri(String uri, Object parameters) {
        if (!(parameters instanceof Map<?, ?> map) || map.isEmpty()) {
            return uri;
        }
        Map<String, String> options = new TreeMap<>();
        map.forEach((name, value) -> options.put(name.toString(), String.valueOf(value)));
        StringBuilder query = new StringBuilder();
        options.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(value));
        return uri + query;
    }

    private void check(String uri, List<String> problems) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri, false);
        boolean ours = uri.startsWith("kamelet:") || uri.startsWith("master:");
        if (!result.isSuccess() && !ours) {
            problems.add(result.summaryErrorMessage(true));
        }
    }
}
