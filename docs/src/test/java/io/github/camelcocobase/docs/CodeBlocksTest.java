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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

/**
 * That every fenced block of every page is what the build compiles, runs or reads, or names only what exists. What cannot
 * be checked so says in the line before it who checks it, by {@code <!-- checked by: NameOfATest -->}, or why nobody
 * does, by {@code <!-- not run: the reason -->}.
 */
class CodeBlocksTest {

    private static final Pattern CHECKED_BY = Pattern.compile("checked by: (\\w+)");
    private static final Pattern NOT_RUN = Pattern.compile("not run: \\S.{10,}");

    private final Excerpts java = sources("java");
    private final Excerpts yaml = sources("yaml");
    private final Excerpts json = new Excerpts(name -> name.endsWith(".json"));
    private final Excerpts xml = sources("xml");
    private final Excerpts go = sources("go");
    private final Excerpts javaScript = new Excerpts(name -> name.contains("/src/") && name.matches(".*\\.m?js"));
    private final Excerpts anySource = new Excerpts(name -> name.contains("/src/") && !name.endsWith(".png"));
    private final CamelOptions options = new CamelOptions();
    private final ShellCommands shell = new ShellCommands();
    private final LogLines log = new LogLines();

    private static Excerpts sources(String suffix) {
        return new Excerpts(name -> name.contains("/src/") && name.endsWith("." + suffix));
    }

    @TestFactory
    Stream<DynamicTest> everyBlock() throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        for (Path page : Project.pages()) {
            blocks.addAll(CodeBlock.in(page));
        }
        assertThat(blocks).hasSizeGreaterThan(25);
        return blocks.stream().map(block -> DynamicTest.dynamicTest(block.toString(), () -> check(block)));
    }

    private void check(CodeBlock block) throws IOException {
        if (hasARemark(block)) {
            return;
        }
        switch (block.language()) {
            case "java" -> {
                excerpt(block, java, "a .java file");
                none(block, options.problemsOfJava(block));
            }
            case "yaml" -> {
                excerpt(block, yaml, "a .yaml file");
                none(block, options.problemsOfYaml(block));
            }
            case "properties" -> none(block, options.problemsOfProperties(block));
            case "xml" -> {
                if (!xml.contain(block)) {
                    none(block, problemsOfDependencies(block));
                }
                none(block, problemsOfVersions(block));
            }
            case "json" -> {
                new ObjectMapper().readTree(block.text());
                excerpt(block, json, "a .json file");
            }
            case "go" -> excerpt(block, go, "a .go file");
            case "js" -> excerpt(block, javaScript, "a .js or .mjs file");
            case "bash" -> none(block, shell.problems(block));
            case "log" -> none(block, log.unknown(block));
            case "text" -> excerpt(block, anySource, "a source file");
            // mermaid itself reads them in the step "diagrams" of .ci/run
            case "mermaid" ->
                assertThat(block.lines().get(0)).matches("(flowchart|sequenceDiagram|stateDiagram-v2|classDiagram).*");
            case "" ->
                fail(block + " needs a language: java, yaml, properties, xml, json, go, js, bash (commands), log"
                        + " (what the component logs), text or mermaid");
            default -> fail(block + ": a language that this check does not know; teach it");
        }
    }

    private static boolean hasARemark(CodeBlock block) {
        Matcher test = CHECKED_BY.matcher(block.remark());
        if (test.matches()) {
            assertThat(Project.files(
                            name -> name.contains("/src/test/") && name.matches(".*/" + test.group(1) + "\\.\\w+")))
                    .as("%s: the test %s", block, test.group(1))
                    .isNotEmpty();
            return true;
        }
        return NOT_RUN.matcher(block.remark()).matches();
    }

    private static void excerpt(CodeBlock block, Excerpts files, String kind) {
        assertThat(files.contain(block))
                .as(
                        "%s is to be an excerpt, line by line, of %s under a src folder of the project: copy it from there"
                                + " again, or write the file. The block:%n%s",
                        block, kind, block.text())
                .isTrue();
    }

    private static void none(CodeBlock block, List<String> problems) {
        assertThat(problems).as("%s:%n%s", block, block.text()).isEmpty();
    }

    private static List<String> problemsOfDependencies(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        Matcher artifacts = Pattern.compile("<artifactId>([^<]+)</artifactId>").matcher(block.text());
        String poms =
                String.join("\n", Project.poms().stream().map(Project::read).toList());
        while (artifacts.find()) {
            if (!poms.contains("<artifactId>" + artifacts.group(1) + "</artifactId>")) {
                problems.add("no POM of the project knows " + artifacts.group(1));
            }
        }
        return problems;
    }

    private static List<String> problemsOfVersions(CodeBlock block) {
        List<String> problems = new ArrayList<>();
        String parent = Project.read(Project.ROOT.resolve("pom.xml"));
        Matcher versions = Pattern.compile("<groupId>(io\\.github\\.camelcocobase|org\\.apache\\.camel)</groupId>"
                        + "\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<$]+)<")
                .matcher(block.text());
        while (versions.find()) {
            String wanted = versions.group(1).endsWith("camel")
                    ? "<camel.version>" + versions.group(3) + "</camel.version>"
                    : "<version>" + versions.group(3) + "</version>";
            if (!parent.contains(wanted)) {
                problems.add(versions.group(2) + " has not the project's version: " + versions.group(3));
            }
        }
        return problems;
    }

    @Test
    void noCodeIsShownInAnotherWay() throws IOException {
        for (Path page : Project.pages()) {
            assertThat(CodeBlock.hiddenIn(page))
                    .as("%s: code that is indented, quoted or HTML is not checked; use a fenced block", page)
                    .isEmpty();
        }
    }

    @Test
    void findsWhatIsWrong() throws IOException {
        Map<String, List<String>> wrong = Map.of(
                "java", List.of("from(\"cocobase:users\").to(\"direct:nowhere-in-the-project\");"),
                "yaml", List.of("- from:", "    uri: cocobase:users?colour=red"),
                "properties", List.of("camel.component.cocobase.colour = red"),
                "xml", List.of("<dependency><artifactId>camel-cocobase-extra</artifactId></dependency>"),
                "bash", List.of("mvn -Pnone verify"),
                "log", List.of("WARN  watch-users: something that we never say"),
                "text", List.of("this stands in no file but in this one" + "!"),
                "", List.of("mvn verify"),
                "cobol", List.of("DISPLAY 'Hello'"));
        for (Map.Entry<String, List<String>> entry : wrong.entrySet()) {
            CodeBlock block = new CodeBlock(Project.ROOT.resolve("page.md"), 1, entry.getKey(), entry.getValue(), "");
            boolean found = false;
            try {
                check(block);
            } catch (AssertionError e) {
                found = true;
            }
            assertThat(found).as("a wrong block in %s", entry.getKey()).isTrue();
        }
    }
}
