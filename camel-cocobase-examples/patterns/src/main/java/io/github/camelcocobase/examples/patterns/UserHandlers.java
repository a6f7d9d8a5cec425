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
package io.github.camelcocobase.examples.patterns;

import java.util.Map;

import org.apache.camel.Body;
import org.apache.camel.Header;

import static io.github.camelcocobase.CocobaseConstants.DOCUMENT_ID;
import static io.github.camelcocobase.CocobaseConstants.OLD_DATA;

/** A method for each kind of event; Camel passes what the annotations ask for. */
public class UserHandlers {

    public String created(@Header(DOCUMENT_ID) String id, @Body Map<String, Object> user) {
        return "Welcome, " + user.get("name") + " (" + id + ")";
    }

    public String updated(
            @Header(DOCUMENT_ID) String id,
            @Header(OLD_DATA) Map<String, Object> before,
            @Body Map<String, Object> user) {
        Object oldStatus = before == null ? "unknown" : before.get("status");
        return id + " was " + oldStatus + ", is " + user.get("status");
    }

    public String deleted(@Header(DOCUMENT_ID) String id) {
        return "Goodbye, " + id;
    }
}
