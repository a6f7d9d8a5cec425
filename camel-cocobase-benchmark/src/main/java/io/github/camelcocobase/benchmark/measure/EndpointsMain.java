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

/** What idle endpoints take: heap and threads. */
public final class EndpointsMain {

    private EndpointsMain() {}

    /**
     * Runs it and prints a {@link Result}.
     *
     * @param args the server's port, the number of endpoints, and whether each has a route ({@code route} or
     *     {@code consumer})
     * @throws Exception if the run fails
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        Endpoints endpoints = new Endpoints("http://127.0.0.1:" + args[0]);
        long heapBefore = Usage.liveHeap();
        long start = System.nanoTime();
        if (args[2].equals("route")) {
            endpoints.addRoutes(count);
        } else {
            endpoints.addConsumers(count);
        }
        endpoints.awaitLive(count);
        long live = System.nanoTime() - start;
        endpoints.awaitIdle();
        new Result()
                .with("heapBytes", Usage.liveHeap() - heapBefore)
                .with("threads", Thread.getAllStackTraces().size())
                .with("secondsToLive", live / 1e9)
                .print();
        System.exit(0);
    }
}
