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

import java.util.Map;

import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * Numbers the documents of a store, from 0 and without large gaps, so that a census needs one bit for each. No two
 * documents have the same number at the same time, whenever the process is killed or the store opened anew. Not safe for
 * use by several threads.
 */
final class DocumentNumbers {

    private static final String NEXT = "next number";
    private static final byte[] FREE = {};

    private Map<String, String> properties;

    private MVMap<Long, byte[]> free;

    private int next;

    /**
     * Reads where it was left, and forgets what was not committed since, save that no new number is given twice.
     *
     * @param properties where a few texts are kept
     */
    void open(MVStore store, Map<String, String> properties) {
        this.properties = properties;
        free = store.openMap(
                "free numbers",
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
        next = Math.max(next, Integer.parseInt(properties.getOrDefault(NEXT, "0")));
    }

    /** {@return those that were given back} */
    MVMap<Long, byte[]> free() {
        return free;
    }

    /** {@return a number that no document has} */
    int take() {
        Long number = free.firstKey();
        if (number == null) {
            return next++;
        }
        free.remove(number);
        return number.intValue();
    }

    /** A document has this number. */
    void claim(int number) {
        free.remove((long) number);
    }

    /** No document has this number any more. */
    void giveBack(int number) {
        free.put((long) number, FREE);
    }

    /** To be called before the store is committed. */
    void beforeCommit() {
        properties.put(NEXT, Integer.toString(next));
    }
}
