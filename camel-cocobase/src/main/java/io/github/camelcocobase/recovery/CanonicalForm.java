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
package io.github.camelcocobase.recovery;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The digest of JSON values as bytes that are equal if, and only if, the values are: the fields of an object sorted by
 * name, numbers by their value. Every value begins with its kind and tells its length, so that no two values run into each
 * other.
 */
final class CanonicalForm {

    private final MessageDigest digest;
    /** What was not handed to the digest yet: a call for each number would be slow. */
    private final byte[] bytes = new byte[512];

    private int length;

    /** @param digest new, or reset */
    CanonicalForm(MessageDigest digest) {
        this.digest = digest;
    }

    byte[] digest() {
        flush();
        return digest.digest();
    }

    void write(Object value) {
        if (value == null) {
            add('n');
        } else if (value instanceof String text) {
            writeText('s', text);
        } else if (value instanceof Number number) {
            writeText('d', canonical(number));
        } else if (value instanceof Boolean flag) {
            add(flag ? 't' : 'f');
        } else if (value instanceof Map<?, ?> object) {
            writeObject(object);
        } else if (value instanceof List<?> array) {
            add('a');
            addLength(array.size());
            array.forEach(this::write);
        } else {
            // parsers make none of these
            writeText('?', value.toString());
        }
    }

    private void writeObject(Map<?, ?> object) {
        add('o');
        addLength(object.size());
        String[] names = object.keySet().toArray(String[]::new);
        Arrays.sort(names);
        for (String name : names) {
            writeText('k', name);
            write(object.get(name));
        }
    }

    private void writeText(char kind, String text) {
        add(kind);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        addLength(utf8.length);
        if (utf8.length > bytes.length) {
            flush();
            digest.update(utf8);
        } else {
            ensure(utf8.length);
            System.arraycopy(utf8, 0, bytes, length, utf8.length);
            length += utf8.length;
        }
    }

    /** {@return the same text for numbers of the same value, whether 1, 1.0 or 1e0} */
    static String canonical(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
            return number.toString();
        }
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return Long.toString((long) value);
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return number.toString();
        }
        BigDecimal decimal = number instanceof BigDecimal exact ? exact : new BigDecimal(number.toString());
        return decimal.stripTrailingZeros().toPlainString();
    }

    private void addLength(int value) {
        ensure(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void add(char kind) {
        ensure(1);
        bytes[length++] = (byte) kind;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            flush();
        }
    }

    private void flush() {
        digest.update(bytes, 0, length);
        length = 0;
    }
}
