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
package io.github.camelcocobase.benchmark.measure;

import java.net.URI;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.benchmark.contestant.Contestant;
import io.github.camelcocobase.benchmark.contestant.Sink;
import io.github.camelcocobase.benchmark.source.EventFrames;
import org.HdrHistogram.Histogram;

/** One contestant in a JVM of its own: connects, warms up, measures, checks that everything was decoded. */
public final class ContestantMain {

    private static final long WARM_UP_EVENTS = 300_000;
    /** In multiples of the warm-up that was asked for. */
    private static final int LONGEST_WARM_UP = 30;

    /** Single events take other ways through the code than a stream, which are compiled only now. */
    private static final int SETTLE_SECONDS = 10;

    private static final int LONGEST_DRAIN_SECONDS = 30;

    private ContestantMain() {}

    /**
     * Runs it and prints a {@link Result}.
     *
     * @param args the contestant's class, the blaster's port, {@code throughput} or the events per second, the documents'
     *     size, seconds of warm-up, seconds of measuring
     * @throws Exception if the run fails
     */
    public static void main(String[] args) throws Exception {
        URI server = URI.create("http://127.0.0.1:" + args[1]);
        boolean timed = !args[2].equals("throughput");
        int size = Integer.parseInt(args[3]);
        String collection = "docs" + size + (timed ? "at" + args[2] : "");
        int warmUp = Integer.parseInt(args[4]);
        int seconds = Integer.parseInt(args[5]);

        Sink sink = new Sink(timed);
        EventFrames frames = new EventFrames(collection, size);
        Result result = new Result();
        if (timed) {
            // at a low rate, nothing would be compiled before the measuring begins
            Contestant other = contestant(args[0]);
            Sink ignored = new Sink(false);
            other.open(server, "docs" + size, ignored);
            warmUp(ignored, warmUp);
            other.close();
        }
        Contestant contestant = contestant(args[0]);
        contestant.open(server, collection, sink);
        if (timed) {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        } else {
            warmUp(sink, warmUp);
        }
        if (timed) {
            sink.latency();
        }
        long eventsBefore = sink.events();
        long bytesBefore = sink.bytes();
        Usage before = Usage.now();
        TimeUnit.SECONDS.sleep(seconds);
        Usage after = Usage.now();
        addUsage(result, sink.events() - eventsBefore, before, after);
        double bytes = sink.bytes() - bytesBefore + (sink.events() - eventsBefore) * frames.averageSize();
        result.with("bytesPerSecond", bytes * 1e9 / (after.nanos() - before.nanos()));
        if (timed) {
            addLatency(result, sink.latency());
        }
        contestant.close();
        awaitLast(sink);
        result.with("right", sink.isRight(frames) ? 1 : 0).print();
        // what a contestant has left behind must not keep the next one waiting
        System.exit(0);
    }

    private static Contestant contestant(String className) throws ReflectiveOperationException {
        return (Contestant) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    /** On a machine that is busy with other things, time alone warms up nothing. */
    private static void warmUp(Sink sink, int seconds) throws InterruptedException {
        TimeUnit.SECONDS.sleep(seconds);
        for (int i = 0; i < LONGEST_WARM_UP * seconds && sink.events() < WARM_UP_EVENTS && sink.bytes() == 0; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static void addUsage(Result result, long events, Usage before, Usage after) {
        result.with("eventsPerSecond", events * 1e9 / (after.nanos() - before.nanos()));
        result.with("cpuMicrosPerEvent", (after.cpuNanos() - before.cpuNanos()) / 1e3 / events);
        result.with("bytesPerEvent", (double) (after.allocatedBytes() - before.allocatedBytes()) / events);
    }

    private static void addLatency(Result result, Histogram latency) {
        result.with("p50", latency.getValueAtPercentile(50));
        result.with("p99", latency.getValueAtPercentile(99));
        result.with("p99.9", latency.getValueAtPercentile(99.9));
        result.with("max", latency.getMaxValue());
    }

    private static void awaitLast(Sink sink) throws InterruptedException {
        long seen = -1;
        for (int i = 0; i < LONGEST_DRAIN_SECONDS * 5 && seen != sink.events(); i++) {
            seen = sink.events();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
