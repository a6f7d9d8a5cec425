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
import java.util.function.Predicate;

/**
 * Tells whether a block is a part of a file that the build compiles, runs or reads, line by line; only how far all of it
 * is indented may differ. A line of nothing but {@code ...} stands for lines that are left out.
 */
final class Excerpts {

    private final List<List<String>> files;

    Excerpts(Predicate<String> fits) {
        files = Project.files(fits).stream().map(Excerpts::lines).toList();
    }

    private static List<String> lines(Path file) {
        return Project.read(file).lines().map(String::stripTrailing).toList();
    }

    boolean contain(CodeBlock block) {
        List<List<String>> parts = parts(block.lines());
        return files.stream().anyMatch(file -> contains(file, parts));
    }

    private static List<List<String>> parts(List<String> lines) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        for (String line : lines) {
            if (line.strip().equals("...")) {
                parts.add(new ArrayList<>());
            } else {
                parts.get(parts.size() - 1).add(line.stripTrailing());
            }
        }
        return parts;
    }

    private static boolean contains(List<String> file, List<List<String>> parts) {
        int from = 0;
        for (List<String> part : parts) {
            int at = indexOf(file, part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.size();
        }
        return true;
    }

    private static int indexOf(List<String> file, List<String> part, int from) {
        for (int at = from; at + part.size() <= file.size(); at++) {
            if (equal(file.subList(at, at + part.size()), part)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean equal(List<String> window, List<String> part) {
        int shift = -1;
        for (int i = 0; i < part.size(); i++) {
            String ours = part.get(i);
            String theirs = window.get(i);
            if (!ours.strip().equals(theirs.strip())) {
                return false;
            }
            if (!ours.isBlank()) {
                int difference = indentation(theirs) - indentation(ours);
                if (difference < 0 || shift >= 0 && shift != difference) {
                    return false;
                }
                shift = difference;
            }
        }
        return true;
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}
