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
package io.github.camelcocobase.emulator;

import java.util.Map;

/**
 * An HTTP response made up by a fault.
 *
 * @param status any status from 200 to 599
 * @param headers sent along; never null
 * @param body as text; never null
 */
public record HttpReply(int status, Map<String, String> headers, String body) {

    /** Absent parts become empty. */
    public HttpReply {
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        body = body == null ? "" : body;
    }

    void check() {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("An HTTP status is 200 to 599, but this is " + status);
        }
    }
}
