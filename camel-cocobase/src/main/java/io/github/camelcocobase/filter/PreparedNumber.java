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
package io.github.camelcocobase.filter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A number to compare others with, exactly and, for the types that JSON usually has, without creating an object.
 *
 * <p>A text is a number if JSON would read it as one: no leading zeros or plus sign, so that {@code 007} and
 * {@code +49301} stay texts. More than {@value #MAX_LENGTH} characters, or more than {@value #MAX_EXPONENT_DIGITS} digits
 * of exponent, are no number either, so that nobody can send one that takes long to compare.
 *
 * <p>A document's decimal was rounded to a double when it was read. So is a number of more digits than a double can have
 * when it is compared with one: they may have been the same.
 */
final class PreparedNumber {

    /** What {@link #compareFrom} returns for a value that is no number. */
    static final int NOT_A_NUMBER = Integer.MIN_VALUE;

    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_EXPONENT_DIGITS = 4;
    private static final int MAX_LONG_DIGITS = 18;
    private static final int MAX_DOUBLE_DIGITS = 17;

    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private final BigDecimal exact;

    /** The nearest double; infinite beyond the range of doubles. */
    private final double nearest;

    /**
     * The order of {@link #nearest}, as the decimal that JSON writes for it, against {@link #exact}; 0 if that has more
     * digits than a double.
     */
    private final int orderOfNearest;

    /** The greatest long not above, and whether it is the number itself. Without meaning outside the range of longs. */
    private final long floor;

    private final boolean isLong;

    /** 1 if all longs are above, -1 if all are below, 0 if the number is among them. */
    private final int orderOfLongs;

    private PreparedNumber(BigDecimal exact) {
        this.exact = exact;
        this.nearest = exact.doubleValue();
        this.orderOfNearest = Double.isInfinite(nearest) || exact.precision() > MAX_DOUBLE_DIGITS
                ? 0
                : BigDecimal.valueOf(nearest).compareTo(exact);
        this.orderOfLongs = exact.compareTo(LONG_MIN) < 0 ? 1 : exact.compareTo(LONG_MAX) > 0 ? -1 : 0;
        BigDecimal below = orderOfLongs == 0 ? exact.setScale(0, RoundingMode.FLOOR) : BigDecimal.ZERO;
        this.floor = below.longValue();
        this.isLong = below.compareTo(exact) == 0;
    }

    /** {@return the number that a text is; null if it is none} */
    static PreparedNumber parse(String text) {
        return isNumber(text) ? new PreparedNumber(new BigDecimal(text)) : null;
    }

    /** {@return whether a value is a number or a text that is one} */
    static boolean isNumber(Object value) {
        return value instanceof Number || value instanceof String text && isNumber(text);
    }

    /**
     * {@return the order of a value against this number: -1, 0 or 1; NOT_A_NUMBER if it is none}
     *
     * @param value not null
     */
    int compareFrom(Object value) {
        if (value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte) {
            return compareFrom(((Number) value).longValue());
        }
        if (value instanceof Double number) {
            return compareFrom(number.doubleValue());
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number).compareTo(exact);
        }
        if (value instanceof BigDecimal number) {
            return number.compareTo(exact);
        }
        if (value instanceof String || value instanceof Number) {
            return compareFrom(value.toString());
        }
        return NOT_A_NUMBER;
    }

    private int compareFrom(long number) {
        if (orderOfLongs != 0) {
            return orderOfLongs;
        }
        int order = Long.compare(number, floor);
        return order == 0 && !isLong ? -1 : order;
    }

    private int compareFrom(double number) {
        if (Double.isNaN(number)) {
            return NOT_A_NUMBER;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? 1 : -1;
        }
        // Rounding keeps the order: if the nearest doubles differ, so do the decimals, in the same direction.
        return number < nearest ? -1 : number > nearest ? 1 : orderOfNearest;
    }

    private int compareFrom(String text) {
        if (!isNumber(text)) {
            return NOT_A_NUMBER;
        }
        if (text.length() <= MAX_LONG_DIGITS && isInteger(text)) {
            return compareFrom(Long.parseLong(text));
        }
        return new BigDecimal(text).compareTo(exact);
    }

    private static boolean isInteger(String text) {
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether a text is a number by JSON's grammar} */
    private static boolean isNumber(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int start = text.charAt(0) == '-' ? 1 : 0;
        int end = skipDigits(text, start);
        if (end == start || end - start > 1 && text.charAt(start) == '0') {
            return false;
        }
        if (end < length && text.charAt(end) == '.') {
            start = end + 1;
            end = skipDigits(text, start);
            if (end == start) {
                return false;
            }
        }
        if (end < length && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            start = end + 1;
            if (start < length && (text.charAt(start) == '+' || text.charAt(start) == '-')) {
                start++;
            }
            end = skipDigits(text, start);
            if (end == start || end - start > MAX_EXPONENT_DIGITS) {
                return false;
            }
        }
        return end == length;
    }

    private static int skipDigits(String text, int from) {
        int i = from;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
