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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.camelcocobase.benchmark.measure.ChildProcess;
import io.github.camelcocobase.benchmark.measure.ContestantMain;
import io.github.camelcocobase.benchmark.measure.Result;

/**
 * What runs are made of.
 *
 * @param plan how much is measured
 * @param classPath of this module
 * @param vertxClassPath of the module that has Camel's own WebSocket client
 * @param javaScript the directory with the JavaScript SDK and its contestant; null if there is no Node
 */
record Bench(Plan plan, String classPath, String vertxClassPath, Path javaScript) {

    static final String FLOOR = "Jetty frames, bytes to Map (floor)";
    static final String TEXT = "Jetty onWebSocketText, tree";
    static final String DATA = "cocobase, bodyType=data";
    static final String JSON = "cocobase, bodyType=json";
    static final String EVENT = "cocobase, bodyType=event";
    static final String VERTX = "camel-vertx-websocket, unmarshal";
    static final String JDK = "JDK WebSocket, ProducerTemplate, seda";
    static final String SDK = "JavaScript SDK on Node";
    static final String RAW = "raw socket, counts frames";
    static final String DISCARD = "discards all bytes";

    private static final String PACKAGE = "io.github.camelcocobase.benchmark.contestant.";
    private static final List<String> OPTIONS = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

    /**
     * Somebody who receives events.
     *
     * @param name for people
     * @param className of its contestant; null for the JavaScript one
     */
    record Entry(String name, String className) {}

    /** {@return all who can say when an event came in} */
    List<Entry> decoders() {
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry(FLOOR, PACKAGE + "JettyFrames"),
                new Entry(TEXT, PACKAGE + "JettyText"),
                new Entry(DATA, PACKAGE + "Cocobase$Data"),
                new Entry(VERTX, "io.github.camelcocobase.benchmark.vertx.VertxWebsocket"),
                new Entry(JDK, PACKAGE + "JdkWebSocket")));
        if (javaScript != null) {
            entries.add(new Entry(SDK, null));
        }
        return entries;
    }

    /** {@return all} */
    List<Entry> everybody() {
        List<Entry> entries = new ArrayList<>(decoders());
        entries.add(3, new Entry(JSON, PACKAGE + "Cocobase$Json"));
        entries.add(4, new Entry(EVENT, PACKAGE + "Cocobase$Event"));
        entries.add(5, new Entry(DATA + "&recovery=none", PACKAGE + "Cocobase$DataWithoutRecovery"));
        entries.add(6, new Entry(DATA + "&recovery=full", PACKAGE + "Cocobase$DataWithFullRecovery"));
        entries.add(0, new Entry(RAW, PACKAGE + "RawSocket"));
        entries.add(0, new Entry(DISCARD, PACKAGE + "RawSocket$Discard"));
        return entries;
    }

    /** {@return those that the goals are about} */
    List<Entry> rivals() {
        return everybody().stream()
                .filter(entry -> List.of(FLOOR, TEXT, DATA, JSON, VERTX, SDK).contains(entry.name()))
                .toList();
    }

    /** {@return what a contestant comes to} in a JVM, or Node, of its own. */
    Result run(Entry entry, String port, String mode, int size) {
        String[] arguments = {port, mode, "" + size, "" + plan.warmUpSeconds(), "" + plan.seconds()};
        if (entry.className() == null) {
            List<String> command = new ArrayList<>(List.of("node", "contestant.mjs"));
            command.addAll(List.of(arguments));
            return result(ChildProcess.program(javaScript, command.toArray(String[]::new)));
        }
        List<String> all = new ArrayList<>(List.of(entry.className()));
        all.addAll(List.of(arguments));
        return result(ChildProcess.java(
                entry.name().equals(VERTX) ? vertxClassPath : classPath,
                OPTIONS,
                ContestantMain.class,
                all.toArray(String[]::new)));
    }

    /** Runs a class of this module in a JVM of its own. */
    Result run(Class<?> main, List<String> options, String... arguments) {
        return result(ChildProcess.java(classPath, options, main, arguments));
    }

    private static Result result(ChildProcess process) {
        try (process) {
            return process.result();
        }
    }
}
