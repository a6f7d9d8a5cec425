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

import java.util.Locale;

/** The elements that plots are made of. */
final class Svg {

    private Svg() {}

    static StringBuilder open(int width, int height, String title) {
        StringBuilder svg = new StringBuilder(String.format(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13'>%n"
                        + "<title>%s</title>%n<rect width='100%%' height='100%%' fill='#ffffff'/>%n",
                width, height, escape(title)));
        svg.append("<g font-weight='bold'>");
        text(svg, 12, 26, "start", title);
        return svg.append("</g>\n");
    }

    static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format(
                "<text x='%d' y='%d' text-anchor='%s' fill='#1a202c'>%s</text>%n", x, y, anchor, escape(text)));
    }

    static void line(StringBuilder svg, double fromX, double fromY, double toX, double toY, String colour) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s' stroke-width='1.5'/>%n",
                fromX,
                fromY,
                toX,
                toY,
                colour));
    }

    static String close(StringBuilder svg) {
        return svg.append("</svg>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
