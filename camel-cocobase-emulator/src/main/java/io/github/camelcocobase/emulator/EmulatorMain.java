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
package io.github.camelcocobase.emulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs an emulator from the command line until the process is ended. */
public final class EmulatorMain {

    private static final String USAGE =
            """
            Usage: [options]
              --host ADDRESS    where to listen (127.0.0.1)
              --port PORT       0 takes a free port (0)
              --api-key KEY     the key that clients must present (test-key)
              --profile NAME    sdk, server, flat, document or selfHosted (sdk)
              --seed FILE       JSON to start with: {"users":[{"name":"Ann"}],"orders":[]}
              --collection NAME an empty collection; may be repeated
              --no-admin        no fault switches over HTTP
              --help            this text
            """;

    private EmulatorMain() {}

    /**
     * Starts the emulator, prints its URL and runs until the process is ended.
     *
     * @param args see {@code --help}
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        int status = run(List.of(args), System.out, System.err);
        if (status != RUNNING) {
            System.exit(status);
        }
        new CountDownLatch(1).await();
    }

    static final int RUNNING = -1;

    /** Returns {@link #RUNNING} or the exit status. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        if (args.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            CocobaseEmulator emulator = parse(args).start();
            Runtime.getRuntime().addShutdownHook(new Thread(emulator::close, "cocobase-emulator-shutdown"));
            out.println("Cocobase emulator (" + emulator.profile() + ") listening on " + emulator.baseUrl());
            out.flush();
            return RUNNING;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return 2;
        }
    }

    private static CocobaseEmulatorBuilder parse(List<String> args) {
        CocobaseEmulatorBuilder builder = CocobaseEmulator.builder();
        Iterator<String> remaining = args.iterator();
        while (remaining.hasNext()) {
            String option = remaining.next();
            switch (option) {
                case "--host" -> builder.host(value(option, remaining));
                case "--port" -> builder.port(port(value(option, remaining)));
                case "--api-key" -> builder.apiKey(value(option, remaining));
                case "--profile" -> builder.profile(Profile.parse(value(option, remaining)));
                case "--seed" -> builder.seed(Path.of(value(option, remaining)));
                case "--collection" -> builder.collection(value(option, remaining));
                case "--no-admin" -> builder.admin(false);
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        return builder;
    }

    private static String value(String option, Iterator<String> remaining) {
        if (!remaining.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return remaining.next();
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--port takes a number, not '" + text + "'", e);
        }
    }
}
