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
 * How gaps are closed.
 *
 * @param name the connection's name, for logs; not null
 * @param collection the collection's name; not null
 * @param host what requests are taken in turns for: scheme, host and port of the server; not null
 * @param mode what is done about a gap; not null
 * @param snapshot when everything is offered; not null
 * @param reconcileInterval the time from the end of one full recovery to the next; zero = only after gaps
 * @param massDeleteGuard the largest share of a ledger of more than 100 documents that may go at once, in percent; 100 =
 *     no limit
 * @param pageSize how many documents to ask for at a time, 1 to 1,000
 * @param settleTime how long after the confirmation a subscription is sure to be in effect: the server attaches it a
 *     little later than it says
 */
public record RecoverySettings(
        String name,
        String collection,
        String host,
        RecoveryMode mode,
        SnapshotMode snapshot,
        Duration reconcileInterval,
        int massDeleteGuard,
        int pageSize,
        Duration settleTime) {

    /** {@return whether there is anything to read at all} */
    public boolean isActive() {
        return mode != RecoveryMode.NONE || snapshot != SnapshotMode.NONE;
    }
}
