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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether what a command names exists: Maven profiles, modules, tests and properties, files, URL paths. */
final class ShellCommands {

    private static final Set<String> PHASES = Set.of(
            "clean",
            "exec:java",
            "quarkus:dev",
            "validate",
            "compile",
            "process-classes",
            "test",
            "package",
            "verify",
            "install",
            "spotless:apply");
    /** Properties of Maven and its plugins, which no file of ours needs to mention. */
    private static final Set<String> PROPERTIES_OF_MAVEN = Set.of(
            "test",
            "skipTests",
            "surefire.failIfNoSpecifiedTests",
            "exec.mainClass",
            "exec.classpathScope",
            "exec.args");

    private final String sources;
    private final List<String> modules;
    private final List<String> profiles = new ArrayList<>();
    private final List<String> testClasses;

    ShellCommands() {
        StringBuilder all = new StringBuilder();
        Project.files(name -> name.contains("/src/") || name.endsWith("pom.xml") || name.startsWith(".ci/")).stream()
                .filter(file -> file.toString().matches(".*\\.(java|xml|yaml|properties|mjs|go|sh|js|json)|.*/run"))
                .forEach(file -> all.append(Project.read(file)).append('\n'));
        sources = all.toString();
        modules = Project.poms().stream()
                .map(pom -> Project.relative(pom.getParent()))
                .toList();
        for (Path pom : Project.poms()) {
            Matcher ids = Pattern.compile("<profile>\\s*<id>([^<]+)</id>").matcher(Project.read(pom));
            while (ids.find()) {
                profiles.add(ids.group(1));
            }
        }
        testClasses = Project.files(name -> name.contains("/src/test/java/") && name.endsWith(".java")).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
    }

    /** {@return what is wrong with a block of commands} */
    List<String> problems(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        for (String line : block.text().replaceAll("\\\\\n\\s*", " ").split("\n")) {
            for (String command : line.replaceAll("\\s+#.*$", "").split("&&|\\|")) {
                if (!command.isBlank() && !command.strip().startsWith("#")) {
                    check(command.strip().replaceFirst("^([A-Z_]+=\\S*\\s+)+", ""), problems);
                }
            }
        }
        return problems;
    }

    private void check(String command, List<String> problems) {
        List<String> words = words(command);
        List<String> arguments = words.subList(1, words.size());
        switch (words.get(0)) {
            case "mvn" -> arguments.forEach(argument -> maven(argument, arguments, problems));
            case ".ci/run" ->
                arguments.stream()
                        .filter(step -> !sources.contains("step_" + step.replace('-', '_') + "()"))
                        .forEach(step -> problems.add(".ci/run has no step " + step));
            case "curl" ->
                arguments.stream().filter(a -> a.matches("[\"\']?(http|\\$).*")).forEach(url -> url(url, problems));
            case "java" ->
                arguments.stream().filter(a -> a.contains("/target/")).forEach(jar -> jar(jar, problems));
            case "cat", "ls", "cd" -> arguments.forEach(path -> path(path, problems));
            case "camel" ->
                arguments.stream()
                        .filter(argument -> argument.startsWith("--dep=io.github.camelcocobase:"))
                        .filter(argument ->
                                !sources.contains("<artifactId>" + argument.split(":")[1] + "</artifactId>"))
                        .forEach(argument -> problems.add("no such artifact: " + argument));
            default -> {
                if (!isOurScript(words.get(0))) {
                    problems.add(
                            "\"" + words.get(0) + "\" is a command that this check does not know: teach it, or name"
                                    + " the test that runs the block by <!-- checked by: NameOfTheTest -->");
                }
            }
        }
    }

    /** A word may hold blanks between quotes. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+").matcher(command);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    private void maven(String argument, List<String> arguments, List<String> problems) {
        int at = arguments.indexOf(argument);
        if (at > 0 && arguments.get(at - 1).equals("-pl")) {
            Arrays.stream(argument.split(","))
                    .filter(module -> !modules.contains(module))
                    .forEach(module -> problems.add("no such module: " + module));
        } else if (argument.startsWith("-P")) {
            if (!profiles.contains(argument.substring(2))) {
                problems.add("no such profile: " + argument);
            }
        } else if (argument.startsWith("-Dtest=")) {
            for (String name : argument.substring(7).replace("'", "").split(",")) {
                Pattern pattern = Pattern.compile(name.replace("*", ".*"));
                if (testClasses.stream().noneMatch(test -> pattern.matcher(test).matches())) {
                    problems.add("no such test: " + name);
                }
            }
        } else if (argument.startsWith("-D")) {
            String name = argument.substring(2).replaceFirst("=.*", "");
            if (!PROPERTIES_OF_MAVEN.contains(name) && !sources.contains(name) && !isAComponentOption(name)) {
                problems.add("nothing reads the property " + name);
            }
        } else if (!PHASES.contains(argument)
                && !Set.of("-q", "-pl", "-am", "-o").contains(argument)) {
            problems.add("unknown to this check: mvn " + argument);
        }
    }

    private boolean isAComponentOption(String name) {
        String prefix = "camel.component.cocobase.";
        return name.startsWith(prefix) && sources.contains("\"" + camelCase(name.substring(prefix.length())) + "\"");
    }

    private static String camelCase(String dashes) {
        return Pattern.compile("-(.)").matcher(dashes).replaceAll(match -> match.group(1)
                .toUpperCase(java.util.Locale.ROOT));
    }

    private void url(String url, List<String> problems) {
        String path =
                url.replaceAll("[\"']", "").replaceFirst("^https?://[^/]*", "").replaceFirst("\\?.*", "");
        for (String segment : path.split("/")) {
            boolean variable = segment.isEmpty() || segment.contains("$") || segment.matches("\\d+");
            if (!variable && !sources.contains(segment)) {
                problems.add("nothing answers at " + url);
            }
        }
    }

    private static boolean isOurScript(String path) {
        return path.endsWith(".sh") && Files.isExecutable(Project.ROOT.resolve(path));
    }

    private void jar(String path, List<String> problems) {
        String module = path.substring(0, path.indexOf("/target/"));
        if (!modules.contains(module)) {
            problems.add("no such module: " + module);
        }
    }

    private void path(String path, List<String> problems) {
        for (String segment : path.split("/")) {
            if (!path.startsWith("-") && !segment.equals("target") && !sources.contains(segment)) {
                problems.add("nothing writes " + path);
            }
        }
    }
}
