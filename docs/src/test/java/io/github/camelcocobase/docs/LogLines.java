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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells whether the component can say such a line: in its log ({@code WARN  name: text}), or as the message of its health
 * ({@code DOWN  Connection name: text}). The texts are taken from its sources.
 */
final class LogLines {

    private static final Pattern STATEMENT =
            Pattern.compile("LOG\\.(info|warn|error)\\(\\s*(" + Texts.EXPRESSION + ")\\s*[,)]");
    private static final Pattern LINE = Pattern.compile("^(INFO|WARN|ERROR|DOWN) +(.*)$");

    private final List<Pattern> logged = new ArrayList<>();
    private final List<Pattern> health = new ArrayList<>();

    LogLines() {
        for (Path source :
                Project.files(name -> name.startsWith("camel-cocobase/src/main/java/") && name.endsWith(".java"))) {
            String code = Project.read(source);
            Matcher statements = STATEMENT.matcher(code);
            while (statements.find()) {
                logged.add(Texts.pattern(
                        statements.group(1).toUpperCase(java.util.Locale.ROOT) + " ", statements.group(2)));
            }
            if (source.getFileName().toString().matches("CocobaseConsumer(HealthCheck)?\\.java")) {
                Matcher returned = Pattern.compile("(?:return|[?:])\\s*([^;?:]*\"[^;?]*?)(?=;|\\n\\s*:|\\?)")
                        .matcher(code);
                while (returned.find()) {
                    health.add(Texts.pattern("DOWN Connection .*: ", returned.group(1)));
                }
            }
        }
        if (logged.size() < 20 || health.size() < 5) {
            throw new IllegalStateException("The sources are written in another way than this class reads them");
        }
    }

    /** {@return the lines that nothing in the sources says} */
    List<String> unknown(CodeBlock block) {
        return block.lines().stream()
                .filter(line -> !line.isBlank() && !isKnown(line))
                .toList();
    }

    private boolean isKnown(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return false;
        }
        String text = parts.group(1) + " " + parts.group(2);
        return (parts.group(1).equals("DOWN") ? health : logged)
                .stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /** Java's string literals, joined by plus signs with each other and with what is only known at run time. */
    private static final class Texts {

        private static final String LITERAL = "\"(?:[^\"\\\\]|\\\\.)*\"";
        private static final String EXPRESSION = LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*";
        private static final Pattern PART = Pattern.compile(LITERAL);

        static Pattern pattern(String prefix, String expression) {
            StringBuilder pattern = new StringBuilder(prefix.replace(".*", "\u0000"));
            Matcher parts = PART.matcher(expression);
            int end = 0;
            while (parts.find()) {
                String between = expression.substring(end, parts.start());
                if (!between.replaceAll("[\\s+]", "").isEmpty()) {
                    pattern.append('\u0000');
                }
                String literal = expression.substring(parts.start() + 1, parts.end() - 1);
                pattern.append(literal.replace("\\\"", "\"").replace("{}", "\u0000"));
                end = parts.end();
            }
            if (!expression.substring(end).replaceAll("[\\s+]", "").isEmpty()) {
                pattern.append('\u0000');
            }
            StringBuilder quoted = new StringBuilder();
            for (String part : pattern.toString().split("\u0000", -1)) {
                quoted.append(quoted.isEmpty() ? "" : ".*").append(Pattern.quote(part));
            }
            return Pattern.compile(quoted.toString());
        }
    }
}
