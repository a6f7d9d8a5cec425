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
package io.github.camelcocobase.client;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;

/**
 * The timestamps that Cocobase's servers write: RFC 3339 in the documentation and in the Go SDK; without an offset, with
 * microseconds, in the server's source; with a space instead of the {@code T} where a database's own text shows through;
 * numbers in between. Nothing here throws for a text that is none of these: a document matters more than its date.
 */
public final class Timestamps {

    /** Numbers below are seconds, others milliseconds: as seconds the year 5138, as milliseconds March 1973. */
    private static final double FIRST_MILLIS = 1e11;

    /** The end of the year 9999, in milliseconds since the epoch. */
    private static final double LAST_MILLIS = 253_402_300_799_999d;

    private static final int DATE_TIME_LENGTH = "yyyy-MM-ddTHH:mm:ss".length();
    private static final int NONE = Integer.MIN_VALUE;

    private Timestamps() {}

    /**
     * Reads {@code yyyy-MM-ddTHH:mm:ss}, optionally with 1 to 9 digits after a point, then {@code Z}, an offset
     * ({@code +hh:mm}, {@code +hhmm} or {@code +hh}), or nothing, which means UTC.
     *
     * @param text any text; may be null
     * @return the instant; null for any other text
     */
    public static Instant parse(String text) {
        if (text == null || text.length() < DATE_TIME_LENGTH) {
            return null;
        }
        char separator = text.charAt(10);
        if (text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || separator != 'T' && separator != ' ' && separator != 't'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        // NONE is below every lower bound; a leap second (60) runs over into the next minute
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > lengthOfMonth(year, month)) {
            return null;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
            return null;
        }

        int position = DATE_TIME_LENGTH;
        int nanos = 0;
        if (position < text.length() && text.charAt(position) == '.') {
            int first = ++position;
            while (position < text.length() && isDigit(text.charAt(position)) && position - first <= 9) {
                nanos = nanos * 10 + text.charAt(position++) - '0';
            }
            int count = position - first;
            if (count == 0 || count > 9) {
                return null;
            }
            for (int i = count; i < 9; i++) {
                nanos *= 10;
            }
        }
        int offset = offsetSeconds(text, position);
        if (offset == NONE) {
            return null;
        }
        long epochDay = LocalDate.of(year, month, day).toEpochDay();
        long secondOfDay = hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(epochDay * 86_400L + secondOfDay - offset, nanos);
    }

    /**
     * Reads a number of seconds or milliseconds since the epoch, told apart by their size, to the microsecond.
     *
     * @param number any number, with or without a fraction
     * @return the instant; null for what is not between the years 0 and 9999, NaN included
     */
    public static Instant ofEpoch(double number) {
        double millis = Math.abs(number) < FIRST_MILLIS ? number * 1000 : number;
        if (!(Math.abs(millis) <= LAST_MILLIS)) {
            return null;
        }
        long micros = Math.round(millis * 1000);
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** {@return the offset from UTC that the rest of the text states, in seconds; NONE where it is something else} */
    private static int offsetSeconds(String text, int position) {
        int rest = text.length() - position;
        if (rest == 0) {
            return 0;
        }
        char sign = text.charAt(position);
        if (rest == 1) {
            return sign == 'Z' || sign == 'z' ? 0 : NONE;
        }
        if (sign != '+' && sign != '-') {
            return NONE;
        }
        int hours = rest >= 3 ? digits(text, position + 1, position + 3) : NONE;
        int minutes =
                switch (rest) {
                    case 3 -> 0;
                    case 5 -> digits(text, position + 3, position + 5);
                    case 6 -> text.charAt(position + 3) == ':' ? digits(text, position + 4, position + 6) : NONE;
                    default -> NONE;
                };
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        int seconds = hours * 3600 + minutes * 60;
        return sign == '+' ? seconds : -seconds;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return NONE;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int lengthOfMonth(int year, int month) {
        return switch (month) {
            case 2 -> Year.isLeap(year) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }
}
