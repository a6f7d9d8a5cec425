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

/** A message of the server that is not an event we can read. */
public class MalformedFrameException extends CocobaseException {

    private final int size;
    private final String excerpt;

    /**
     * @param reason what is wrong; not null
     * @param size the message's size in bytes
     * @param excerpt the beginning of the message, cleaned of control characters and secrets; not null, may be empty
     */
    public MalformedFrameException(String reason, int size, String excerpt) {
        super("A message of " + size + " bytes cannot be read: " + reason
                + (excerpt.isEmpty() ? "" : ". It begins: " + excerpt));
        this.size = size;
        this.excerpt = excerpt;
    }

    /** {@return the message's size in bytes} */
    public int getSize() {
        return size;
    }

    /** {@return the beginning of the message, cleaned of control characters and secrets; not null} */
    public String getExcerpt() {
        return excerpt;
    }
}
