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

import java.time.Duration;

/**
 * The steps of the algorithm that a test can switch off, to show that it would notice.
 *
 * @param settle whether to wait after the confirmation
 * @param window whether a live event beats a row that was read before it
 * @param anchors whether pages overlap, so that a shift is noticed
 * @param verify whether a document that was not listed is asked for before it counts as deleted
 * @param acknowledge whether the ledger waits for the route
 */
record Tuning(boolean settle, boolean window, boolean anchors, boolean verify, boolean acknowledge) {

    static final Tuning ALL = new Tuning(true, true, true, true, true);

    static Duration ifOn(boolean on, Duration duration) {
        return on ? duration : Duration.ZERO;
    }
}
