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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Lines over two logarithmic axes, as SVG: what grows linearly rises by one decade in each decade. Beside each line is the
 * power that fits it best, 1 for linear.
 */
public final class LogLogChart {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 250;
    private static final int TOP = 50;
    private static final int BOTTOM = 50;
    private static final String[] COLOURS = {"#2b6cb0", "#dd6b20", "#2f855a", "#805ad5", "#718096", "#d53f8c"};

    private final String title;
    private final String across;
    private final List<Series> all = new ArrayList<>();

    private record Series(String name, double[] x, double[] y) {}

    /**
     * @param title with the unit of what goes up
     * @param across what the axis at the bottom is
     */
    public LogLogChart(String title, String across) {
        this.title = title;
        this.across = across;
    }

    /** Adds a line; points that are not positive are left out of it. */
    public void add(String name, double[] x, double[] y) {
        int[] positive =
                IntStream.range(0, x.length).filter(i -> x[i] > 0 && y[i] > 0).toArray();
        double[] xs = Arrays.stream(positive).mapToDouble(i -> x[i]).toArray();
        double[] ys = Arrays.stream(positive).mapToDouble(i -> y[i]).toArray();
        String fit = xs.length < 2 ? "" : String.format(Locale.ROOT, ": n^%.2f", power(xs, ys));
        all.add(new Series(name + fit, xs, ys));
    }

    /** {@return the power of x that y grows with, by least squares} */
    static double power(double[] xs, double[] ys) {
        double meanX = Arrays.stream(xs).map(Math::log).average().orElse(0);
        double meanY = Arrays.stream(ys).map(Math::log).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < xs.length; i++) {
            double x = Math.log(xs[i]) - meanX;
            above += x * (Math.log(ys[i]) - meanY);
            below += x * x;
        }
        return above / below;
    }

    /** {@return the picture} */
    public String svg() {
        double[] xs = all.stream()
                .flatMapToDouble(series -> Arrays.stream(series.x()))
                .toArray();
        double[] ys = all.stream()
                .flatMapToDouble(series -> Arrays.stream(series.y()))
                .toArray();
        Axis bottom = new Axis(xs, LEFT, WIDTH - RIGHT);
        Axis side = new Axis(ys, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = Svg.open(WIDTH, HEIGHT, title);
        for (int power = bottom.from; power <= bottom.to; power++) {
            int x = (int) bottom.place(Math.pow(10, power));
            Svg.line(svg, x, TOP, x, HEIGHT - BOTTOM, "#e2e8f0");
            Svg.text(svg, x, HEIGHT - BOTTOM + 18, "middle", label(power));
        }
        for (int power = side.from; power <= side.to; power++) {
            int y = (int) side.place(Math.pow(10, power));
            Svg.line(svg, LEFT, y, WIDTH - RIGHT, y, "#e2e8f0");
            Svg.text(svg, LEFT - 8, y + 4, "end", label(power));
        }
        Svg.text(svg, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "middle", across);
        for (int i = 0; i < all.size(); i++) {
            draw(svg, all.get(i), COLOURS[i % COLOURS.length], bottom, side);
            Svg.line(
                    svg,
                    WIDTH - RIGHT + 14,
                    TOP + 20 * i,
                    WIDTH - RIGHT + 34,
                    TOP + 20 * i,
                    COLOURS[i % COLOURS.length]);
            Svg.text(
                    svg,
                    WIDTH - RIGHT + 40,
                    TOP + 20 * i + 4,
                    "start",
                    all.get(i).name());
        }
        return Svg.close(svg);
    }

    private static void draw(StringBuilder svg, Series series, String colour, Axis bottom, Axis side) {
        for (int i = 0; i < series.x().length; i++) {
            double x = bottom.place(series.x()[i]);
            double y = side.place(series.y()[i]);
            if (i > 0) {
                Svg.line(svg, bottom.place(series.x()[i - 1]), side.place(series.y()[i - 1]), x, y, colour);
            }
            svg.append(String.format(Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='4' fill='%s'/>%n", x, y, colour));
        }
    }

    private static String label(int power) {
        return power >= 0 && power < 7
                ? String.format(Locale.ROOT, "%,d", (long) Math.pow(10, power))
                : power < 0 && power > -4
                        ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                        : "1e" + power;
    }

    private static final class Axis {
        private final int from;
        private final int to;
        private final double start;
        private final double end;

        private Axis(double[] values, double start, double end) {
            double low = Arrays.stream(values).min().orElse(1);
            double high = Arrays.stream(values).max().orElse(10);
            this.from = (int) Math.floor(Math.log10(low));
            this.to = Math.max(from + 1, (int) Math.ceil(Math.log10(high)));
            this.start = start;
            this.end = end;
        }

        private double place(double value) {
            return start + (end - start) * (Math.log10(value) - from) / (to - from);
        }
    }
}
