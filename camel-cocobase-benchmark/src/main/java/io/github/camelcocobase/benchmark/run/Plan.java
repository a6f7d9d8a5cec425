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
package io.github.camelcocobase.benchmark.run;

import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often the contestants have their turn
 * @param everybody whether those that no goal is about have it in each round; if not, in the first one of throughput only
 * @param warmUpSeconds of each run, at least
 * @param seconds of each measuring
 * @param documentSizes in bytes
 * @param rates of the latency runs, in events per second
 * @param latencyRounds how often every contestant has its turn at a rate
 * @param endpoints how many endpoints a context has
 * @param documents how many documents a collection has
 * @param restarted how many endpoints come back after a restart
 * @param microForks JVMs for each micro benchmark
 * @param microIterations of a second, after as many to warm up
 */
record Plan(
        int rounds,
        boolean everybody,
        int warmUpSeconds,
        int seconds,
        List<Integer> documentSizes,
        List<Integer> rates,
        int latencyRounds,
        List<Integer> endpoints,
        List<Integer> documents,
        int restarted,
        int microForks,
        int microIterations) {

    private static final Plan SHORT = new Plan(
            2, false, 3, 2, List.of(200, 1024), List.of(10_000), 1, List.of(1, 100, 500), List.of(10_000), 200, 1, 1);

    private static final Plan ALL = new Plan(
            5,
            true,
            4,
            3,
            List.of(200, 1024, 16_384),
            List.of(1_000, 10_000),
            5,
            List.of(1, 100, 1_000, 5_000),
            List.of(10_000, 100_000, 1_000_000),
            1_000,
            3,
            3);

    static Plan parse(String name) {
        return switch (name) {
            case "short" -> SHORT;
            case "all" -> ALL;
            default -> throw new IllegalArgumentException("What is to be run is short or all, not " + name);
        };
    }
}
