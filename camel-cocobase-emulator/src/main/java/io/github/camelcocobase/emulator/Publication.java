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

/** By which way a change came, which decides whether the server tells the watchers. */
enum Publication {
    /** One document, through the path that the server's notifier covers. */
    SINGLE,
    /** A create through {@code POST /collections/documents?collection=}, which the SDKs use. */
    SDK_CREATE,
    /** A batch operation. */
    BATCH;

    boolean allows(ChangeType type, Backend backend) {
        if (type == ChangeType.DELETE && backend.faults().silentDeletes.on()) {
            return false;
        }
        return switch (this) {
            case SINGLE -> true;
            // the self-hosted server broadcasts neither this kind of create nor batches
            case SDK_CREATE -> backend.profile() != Profile.SELF_HOSTED;
            case BATCH ->
                backend.profile() != Profile.SELF_HOSTED
                        && !backend.faults().silentBatch.on();
        };
    }
}
