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

import java.util.Map;

/**
 * One change of one document.
 *
 * @param type what happened; not null
 * @param event the canonical event name ({@code create}, {@code update}, {@code delete}), or the server's own name for a
 *     change of type {@link ChangeType#UNKNOWN}; not null
 * @param document the document after the change, for a delete as much of it as the server sends; not null
 * @param oldData the user's fields before the change; null where the server does not send them, which is the rule
 * @param origin how the change came to be known; not null
 * @param receivedAtMillis when it came in, in milliseconds since the epoch, by this machine's clock
 */
public record ChangeEvent(
        ChangeType type,
        String event,
        Document document,
        Map<String, Object> oldData,
        Origin origin,
        long receivedAtMillis) {}
