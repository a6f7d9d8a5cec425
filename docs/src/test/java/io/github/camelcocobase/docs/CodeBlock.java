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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page.
 *
 * @param page where it is
 * @param line of its opening fence, from 1
 * @param language what follows the fence; empty for none
 * @param lines what is between the fences, without the fence's own indentation
 * @param remark the HTML comment in the line before the fence; empty for none
 */
record CodeBlock(Path page, int line, String language, List<String> lines, String remark) {

    private static final Pattern FENCE = Pattern.compile("^(\\s*)(`{3,}|~{3,})\\s*(\\S*).*$");
    private static final Pattern HIDDEN = Pattern.compile("```|~~~|<pre|<code");
    private static final Pattern INDENTED = Pattern.compile("^( {4}|\\t)\\s*\\S");
    private static final Pattern REMARK = Pattern.compile("^\\s*<!--\\s*(.*?)\\s*-->\\s*$");

    /** {@return what is shown as code without being a fenced block, so that {@link #in} does not find it} */
    static List<String> hiddenIn(Path page) throws IOException {
        List<String> hidden = new ArrayList<>();
        List<String> text = Files.readAllLines(page);
        String fence = null;
        boolean afterBlank = true;
        for (String line : text) {
            Matcher opening = FENCE.matcher(line);
            if (fence != null) {
                fence = line.strip().equals(fence) ? null : fence;
            } else if (opening.matches()) {
                fence = opening.group(2);
            } else if (HIDDEN.matcher(line).find()
                    || afterBlank && INDENTED.matcher(line).find()) {
                hidden.add(line);
            }
            afterBlank = line.isBlank();
        }
        return hidden;
    }

    static List<CodeBlock> in(Path page) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> text = Files.readAllLines(page);
        for (int i = 0; i < text.size(); i++) {
            Matcher opening = FENCE.matcher(text.get(i));
            if (!opening.matches()) {
                continue;
            }
            Matcher remark = REMARK.matcher(i == 0 ? "" : text.get(i - 1));
            int line = i + 1;
            List<String> lines = new ArrayList<>();
            for (i++; i < text.size() && !text.get(i).strip().equals(opening.group(2)); i++) {
                lines.add(
                        text.get(i).startsWith(opening.group(1))
                                ? text.get(i).substring(opening.start(2))
                                : text.get(i));
            }
            if (i == text.size()) {
                throw new IllegalStateException(page + ":" + line + " opens a block that nothing closes");
            }
            blocks.add(new CodeBlock(page, line, opening.group(3), lines, remark.matches() ? remark.group(1) : ""));
        }
        return blocks;
    }

    String text() {
        return String.join("\n", lines);
    }

    @Override
    public String toString() {
        return Project.relative(page) + ":" + line + " " + (language.isEmpty() ? "(no language)" : language);
    }
}
