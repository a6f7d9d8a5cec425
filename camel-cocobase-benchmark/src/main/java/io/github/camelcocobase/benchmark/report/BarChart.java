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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with the range that the values have, as SVG. */
public final class BarChart {

    private static final int WIDTH = 860;
    private static final int LABELS = 320;
    private static final int BARS = 430;
    private static final int LINE = 30;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double value, double min, double max, boolean ours) {}

    /**
     * @param title with the unit
     */
    public BarChart(String title) {
        this.title = title;
    }

    /** Adds a bar. */
    public void add(String label, double value, double min, double max, boolean ours) {
        bars.add(new Bar(label, value, min, max, ours));
    }

    /** {@return the picture} */
    public String svg() {
        double most = bars.stream().mapToDouble(Bar::max).max().orElse(1);
        StringBuilder svg = Svg.open(WIDTH, 60 + LINE * bars.size(), title);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = 50 + LINE * i;
            Svg.text(svg, LABELS - 8, y + 14, "end", bar.label());
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x='%d' y='%d' width='%.1f' height='18' fill='%s'/>%n",
                    LABELS,
                    y,
                    bar.value() / most * BARS,
                    bar.ours() ? "#2b6cb0" : "#a0aec0"));
            double from = LABELS + bar.min() / most * BARS;
            double to = LABELS + bar.max() / most * BARS;
            Svg.line(svg, from, y + 9, to, y + 9, "#1a202c");
            Svg.text(svg, (int) to + 8, y + 14, "start", String.format(Locale.ROOT, "%,.0f", bar.value()));
        }
        return Svg.close(svg);
    }
}
