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
package io.github.camelcocobase;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of the events of one consumer. */
final class ConsumerCounters {

    /** Changes given to the route. */
    final LongAdder routed = new LongAdder();
    /** Exchanges that completed without an exception. */
    final LongAdder completed = new LongAdder();
    /** Exchanges that ended with an exception. */
    final LongAdder failed = new LongAdder();
    /** Changes that are not wanted: another kind of event, or the filter does not match. */
    final LongAdder filtered = new LongAdder();
    /** Events of a name that we do not know, ignored or given to the exception handler. */
    final LongAdder unknown = new LongAdder();
    /** Changes dropped because the queue was full, or discarded by a stop. */
    final LongAdder dropped = new LongAdder();
    /** Confirmed subscriptions that were lost. */
    final LongAdder gaps = new LongAdder();

    void reset() {
        for (LongAdder counter : new LongAdder[] {routed, completed, failed, filtered, unknown, dropped, gaps}) {
            counter.reset();
        }
    }
}
