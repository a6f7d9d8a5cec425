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

import java.nio.ByteBuffer;
import java.util.UUID;

import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * Document ids as keys of a store's map: a {@link UUID} where the id is the text of one, which takes less than half of the
 * space, else the text. UUIDs come first.
 */
final class DocumentKeyType extends BasicDataType<Object> {

    static final DocumentKeyType INSTANCE = new DocumentKeyType();

    private static final byte TEXT = 0;
    private static final byte UUID_BITS = 1;
    private static final int UUID_MEMORY = 32;

    private DocumentKeyType() {}

    static Object key(String id) {
        UUID uuid = UuidText.parse(id);
        return uuid == null ? id : uuid;
    }

    static String id(Object key) {
        return key.toString();
    }

    @Override
    public int getMemory(Object key) {
        return key instanceof String text ? StringDataType.INSTANCE.getMemory(text) : UUID_MEMORY;
    }

    @Override
    public void write(WriteBuffer buffer, Object key) {
        if (key instanceof UUID uuid) {
            buffer.put(UUID_BITS).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        } else {
            StringDataType.INSTANCE.write(buffer.put(TEXT), (String) key);
        }
    }

    @Override
    public Object read(ByteBuffer buffer) {
        return buffer.get() == UUID_BITS
                ? new UUID(buffer.getLong(), buffer.getLong())
                : StringDataType.INSTANCE.read(buffer);
    }

    @Override
    public Object[] createStorage(int size) {
        return new Object[size];
    }

    @Override
    public int compare(Object one, Object other) {
        if (one instanceof UUID uuid) {
            return other instanceof UUID otherUuid ? uuid.compareTo(otherUuid) : -1;
        }
        return other instanceof UUID ? 1 : ((String) one).compareTo((String) other);
    }
}
