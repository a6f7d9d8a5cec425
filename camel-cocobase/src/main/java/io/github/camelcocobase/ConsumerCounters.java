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

import io.github.camelcocobase.client.CollectionWatch;

/**
 * Counts what became of the events of one consumer, over all its starts. The counters never go back; a reset only moves
 * the point that they are shown from.
 */
final class ConsumerCounters {

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
    /** Changes of another tenant's collection of the same name; dropped. */
    final LongAdder foreign = new LongAdder();
    /** Confirmed subscriptions that were lost. */
    final LongAdder gaps = new LongAdder();
    /** Confirmed subscriptions after the first of a start. */
    final LongAdder reconnects = new LongAdder();

    private volatile EventCounts shownFrom = EventCounts.NONE;

    /**
     * {@return all counts since the consumer was made}
     *
     * @param traffic of all its watches
     */
    EventCounts total(CollectionWatch.Traffic traffic) {
        // the watch took these for ours, by the collection's name
        long foreign = this.foreign.sum();
        return new EventCounts(
                traffic.frames(),
                Math.max(traffic.events() - foreign, 0),
                completed.sum(),
                failed.sum(),
                filtered.sum(),
                unknown.sum(),
                dropped.sum(),
                traffic.malformed(),
                traffic.foreign() + foreign,
                traffic.tooLarge(),
                gaps.sum(),
                reconnects.sum());
    }

    /**
     * {@return all counts since the last reset}
     *
     * @param traffic of all the consumer's watches
     */
    EventCounts sinceReset(CollectionWatch.Traffic traffic) {
        return total(traffic).minus(shownFrom);
    }

    /**
     * Shows the counts from zero again.
     *
     * @param traffic of all the consumer's watches
     */
    void reset(CollectionWatch.Traffic traffic) {
        shownFrom = total(traffic);
    }
}
