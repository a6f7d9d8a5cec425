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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own, for what is measured and for what it is measured against. */
public final class ChildProcess implements AutoCloseable {

    private static final String READY = "READY ";

    private final Process process;
    private final BufferedReader output;

    private ChildProcess(ProcessBuilder builder) {
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        output = process.inputReader();
    }

    /**
     * Starts a JVM of the version that this one is.
     *
     * @param classPath what it runs
     * @param options the JVM's options
     * @param main the class to run
     * @param arguments for its method {@code main}
     */
    public static ChildProcess java(String classPath, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ChildProcess(new ProcessBuilder(command));
    }

    /**
     * Starts a program.
     *
     * @param directory where
     * @param command the program and its arguments
     */
    public static ChildProcess program(Path directory, String... command) {
        return new ChildProcess(new ProcessBuilder(command).directory(directory.toFile()));
    }

    /**
     * Waits until the process says that it is ready.
     *
     * @return what it says, by name
     */
    public Map<String, String> awaitReady() {
        String line = next(READY);
        String[] pair = line.substring(READY.length()).split("=", 2);
        return Map.of(pair[0], pair[1]);
    }

    /** {@return the next result that the process prints} */
    public Result result() {
        return Result.parse(next("RESULT "));
    }

    /** Writes a line to the process. */
    public void tell(String line) {
        try {
            process.outputWriter().write(line + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String next(String prefix) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(prefix)) {
                    return line;
                }
                System.err.println(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException(
                "Ended without a word: " + process.info().commandLine().orElse("a process"));
    }

    /** Ends the process and waits until it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
