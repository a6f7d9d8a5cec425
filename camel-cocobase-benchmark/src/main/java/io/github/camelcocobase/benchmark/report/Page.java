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
package io.github.camelcocobase.benchmark.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The measured part of a page of the documentation, as it grows. What people have written around it stays. */
public final class Page {

    private static final String BEGIN = "<!-- measured: begin -->";
    private static final String END = "<!-- measured: end -->";

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    /**
     * @param file has the marks between which the measured part is
     */
    public Page(Path file) {
        this.file = file;
    }

    /** Adds a heading. */
    public void heading(String heading) {
        text.append("\n## ").append(heading).append('\n');
    }

    /** Adds a paragraph. */
    public void paragraph(String paragraph) {
        text.append('\n').append(paragraph).append('\n');
    }

    /** Adds a table; all columns but the first are figures. */
    public void table(List<String> head, List<List<String>> rows) {
        text.append('\n');
        row(head);
        text.append("| --- |").append(" ---: |".repeat(head.size() - 1)).append('\n');
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Adds a plot and writes it beside the page. */
    public void plot(String name, String title, String svg) {
        write(file.resolveSibling("images").resolve(name + ".svg"), svg);
        text.append("\n![").append(title).append("](images/").append(name).append(".svg)\n");
    }

    /** Writes the page. */
    public void save() {
        try {
            String old = Files.readString(file);
            int from = old.indexOf(BEGIN) + BEGIN.length();
            int to = old.indexOf(END);
            if (from < BEGIN.length() || to < from) {
                throw new IllegalStateException(file + " lacks the marks " + BEGIN + " and " + END);
            }
            write(file, old.substring(0, from) + '\n' + text + '\n' + old.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path to, String content) {
        try {
            Files.writeString(to, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
