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
package io.github.camelcocobase.client.realtime;

import java.util.concurrent.atomic.LongAdder;

import io.github.camelcocobase.client.CollectionWatch;

/** Counts what comes in. Written by one thread at a time, read by any. */
final class TrafficCounter {

    private final LongAdder frames = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder foreign = new LongAdder();
    private final LongAdder tooLarge = new LongAdder();
    private volatile long lastFrameAtMillis;
    private volatile long lastEventAtMillis;

    void frame() {
        frames.increment();
        lastFrameAtMillis = System.currentTimeMillis();
    }

    void event(long atMillis) {
        events.increment();
        lastEventAtMillis = atMillis;
    }

    void malformed() {
        malformed.increment();
    }

    void foreign() {
        foreign.increment();
    }

    void tooLarge() {
        tooLarge.increment();
    }

    CollectionWatch.Traffic snapshot() {
        return new CollectionWatch.Traffic(
                frames.sum(),
                events.sum(),
                malformed.sum(),
                foreign.sum(),
                tooLarge.sum(),
                lastFrameAtMillis,
                lastEventAtMillis);
    }
}
