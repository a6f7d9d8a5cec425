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

import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.benchmark.source.CollectionServer;

/** How long it takes from the restart of a server, which was down for 5 seconds, until all endpoints are live again. */
public final class RestartMain {

    private static final int DOWN_SECONDS = 5;

    private RestartMain() {}

    /**
     * Runs it and prints a {@link Result}.
     *
     * @param args the number of endpoints and the class path of the server
     * @throws Exception if the run fails
     */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        Endpoints endpoints;
        String port;
        try (ChildProcess server = server(args[1], "0")) {
            port = server.awaitReady().get("port");
            endpoints = new Endpoints("http://127.0.0.1:" + port);
            endpoints.addRoutes(count);
            endpoints.awaitIdle();
        }
        while (endpoints.live() > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        TimeUnit.SECONDS.sleep(DOWN_SECONDS);
        try (ChildProcess server = server(args[1], port)) {
            server.awaitReady();
            long start = System.nanoTime();
            Result result = new Result();
            for (int percent : new int[] {50, 99, 100}) {
                endpoints.awaitLive((count * percent + 99) / 100);
                result.with("secondsTo" + percent, (System.nanoTime() - start) / 1e9);
            }
            result.print();
        }
        System.exit(0);
    }

    private static ChildProcess server(String classPath, String port) {
        return ChildProcess.java(classPath, List.of("-Xmx1g"), CollectionServer.class, port, "10");
    }
}
