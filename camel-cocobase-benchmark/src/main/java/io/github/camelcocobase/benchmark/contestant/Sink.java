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
package io.github.camelcocobase.benchmark.contestant;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelcocobase.benchmark.source.EventFrames;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Where events end: nothing is done with them but to count them, and to add up a field that nobody can know without having
 * decoded the event. Safe for use by several threads.
 */
public final class Sink {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final LongAdder events = new LongAdder();
    private final LongAdder sum = new LongAdder();
    private final LongAdder length = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder misread = new LongAdder();
    private final Recorder latency;

    /**
     * @param timed whether the events carry the moment at which they were due
     */
    public Sink(boolean timed) {
        this.latency = timed ? new Recorder(SIGNIFICANT_DIGITS) : null;
    }

    /**
     * Takes an event whose fields are a Map.
     *
     * @param type the name of the event
     * @param id the document's id
     * @param data the document's fields
     */
    public void accept(String type, String id, Map<?, ?> data) {
        if (isUpdate(type, id)) {
            sum.add(((Number) data.get("n")).longValue());
            if (latency != null) {
                latency.recordValue(EventFrames.ageMicros(((Number) data.get("sentAt")).longValue()));
            }
            events.increment();
        }
    }

    /**
     * Takes an event whose fields are a tree.
     *
     * @param type the name of the event
     * @param id the document's id
     * @param data the document's fields
     */
    public void accept(String type, String id, JsonNode data) {
        if (isUpdate(type, id)) {
            sum.add(data.get("n").longValue());
            if (latency != null) {
                latency.recordValue(EventFrames.ageMicros(data.get("sentAt").longValue()));
            }
            events.increment();
        }
    }

    /**
     * Takes an event whose fields are JSON text.
     *
     * @param type the name of the event
     * @param id the document's id
     * @param json the document's fields
     */
    public void accept(String type, String id, String json) {
        if (isUpdate(type, id)) {
            length.add(json.length());
            events.increment();
        }
    }

    /** Takes a frame that was not looked into. */
    public void acceptFrame() {
        events.increment();
    }

    /** Takes bytes that were not even cut into frames. */
    public void acceptBytes(int count) {
        bytes.add(count);
    }

    private boolean isUpdate(String type, String id) {
        if (!"update".equals(type)) {
            // such as the confirmation
            return false;
        }
        if (id == null || id.length() != 36) {
            misread.increment();
        }
        return true;
    }

    /** {@return how many events there were} */
    public long events() {
        return events.sum();
    }

    /** {@return how many bytes were discarded} */
    public long bytes() {
        return bytes.sum();
    }

    /** {@return what was recorded since the last call, in microseconds} */
    public Histogram latency() {
        return latency.getIntervalHistogram();
    }

    /**
     * {@return whether all that came in is what was sent, from the first event to the last one that was counted; frames
     * that were only counted are}
     */
    public boolean isRight(EventFrames frames) {
        long count = events.sum();
        boolean sumIsRight = sum.sum() == frames.sumOf(count);
        boolean lengthIsRight = length.sum() == frames.lengthOf(count);
        boolean notLookedInto = sum.sum() == 0 && length.sum() == 0;
        return misread.sum() == 0 && (sumIsRight || lengthIsRight || notLookedInto);
    }

    /** {@return whether events were decoded, as far as the contestant does it, not only counted} */
    public boolean hasDecoded() {
        return sum.sum() > 0 || length.sum() > 0;
    }
}
