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
package io.github.camelcocobase.benchmark.run;

import java.util.Arrays;
import java.util.Locale;

/** Values of the same figure from several rounds. */
final class Spread {

    private final double[] sorted;

    Spread(double[] values) {
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    double median() {
        int middle = sorted.length / 2;
        return isEmpty()
                ? Double.NaN
                : sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double min() {
        return isEmpty() ? Double.NaN : sorted[0];
    }

    double max() {
        return isEmpty() ? Double.NaN : sorted[sorted.length - 1];
    }

    /** {@return the median and, of more than one value, the range; a dash for none} */
    String text(int decimals) {
        if (isEmpty()) {
            return "–";
        }
        String range = sorted.length == 1 ? "" : " (" + number(min(), decimals) + "–" + number(max(), decimals) + ")";
        return number(median(), decimals) + range;
    }

    static String number(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "–";
    }
}
