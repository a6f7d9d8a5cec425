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
package io.github.camelcocobase.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * An Apache Karaf of its own process and directories, which knows no Maven repository but the one that the build has
 * filled: it needs no network, and nothing of this machine's can help it.
 */
final class Karaf implements AutoCloseable {

    /** Generous: the machine may be busy with something else. */
    private static final int PATIENCE_SECONDS = 120;

    private static final Pattern INSTALLED =
            Pattern.compile("Starting bundles:.*camel-cocobase/.*FeaturesServiceImpl.*Done\\.", Pattern.DOTALL);

    private final Path base;
    private final Process process;

    private Karaf(Path base, Process process) {
        this.base = base;
        this.process = process;
    }

    /**
     * Starts a container and waits until its features are installed.
     *
     * @param home where Karaf was unpacked
     * @param base an empty directory for its configuration, data and log
     * @param repository a directory in the layout of a Maven repository
     * @param features the features' repositories, as URLs
     * @param boot what to install of them
     * @param environment variables for the process
     */
    static Karaf start(
            Path home,
            Path base,
            Path repository,
            List<String> features,
            List<String> boot,
            Map<String, String> environment)
            throws IOException {
        copy(home.resolve("etc"), base.resolve("etc"));
        Files.createDirectories(base.resolve("deploy"));
        Files.createDirectories(base.resolve("data"));
        append(
                base.resolve("etc/org.ops4j.pax.url.mvn.cfg"),
                List.of(
                        "org.ops4j.pax.url.mvn.localRepository = " + base.resolve("m2"),
                        "org.ops4j.pax.url.mvn.defaultRepositories = ${karaf.home.uri}${karaf.default.repository}@id=system, "
                                + repository.toUri() + "@id=build@snapshots",
                        "org.ops4j.pax.url.mvn.repositories = ",
                        "org.ops4j.pax.url.mvn.settings = " + base.resolve("no-settings.xml")));
        Files.writeString(base.resolve("no-settings.xml"), "<settings/>");
        // no ssh: two containers on one machine would fight for its port
        append(
                base.resolve("etc/org.apache.karaf.features.cfg"),
                List.of(
                        "featuresRepositories = mvn:org.apache.karaf.features/specs/${karaf.version}/xml/features, "
                                + "mvn:org.apache.karaf.features/standard/${karaf.version}/xml/features, "
                                + "mvn:org.apache.karaf.features/framework/${karaf.version}/xml/features, "
                                + String.join(", ", features),
                        "featuresBoot = framework, feature, log, bundle, config, " + String.join(", ", boot)));
        append(
                base.resolve("etc/custom.properties"),
                List.of(
                        // nor a port for the command that stops it
                        "karaf.shutdown.port = -1",
                        // File Install writes each file back that it has read, and may read it again while it is still
                        // empty: a log without its configuration stays silent from then on
                        "felix.fileinstall.enableConfigSave = false"));

        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server")
                .redirectErrorStream(true)
                .redirectOutput(base.resolve("console.txt").toFile());
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME", System.getProperty("java.home"),
                        "KARAF_BASE", base.toString(),
                        "KARAF_ETC", base.resolve("etc").toString(),
                        "KARAF_DATA", base.resolve("data").toString(),
                        // the script becomes the container, so that stopping the one stops the other
                        "KARAF_EXEC", "exec",
                        // its own base is new, and another process may have the number of one that has ended
                        "CHECK_ROOT_INSTANCE_RUNNING", "false"));
        builder.environment().putAll(environment);
        Karaf karaf = new Karaf(base, builder.start());
        try {
            karaf.await(
                    "its features to be installed",
                    () -> INSTALLED.matcher(karaf.log()).find());
        } catch (AssertionError e) {
            karaf.close();
            throw e;
        }
        return karaf;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Of two values for a key in such a file the last one holds. */
    private static void append(Path file, List<String> lines) throws IOException {
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Puts a bundle into the deploy folder, as an administrator does. */
    void deploy(Path bundle) throws IOException {
        Files.copy(bundle, base.resolve("deploy").resolve(bundle.getFileName()));
    }

    /** Takes a bundle out of the deploy folder: Karaf stops and uninstalls it. */
    void undeploy(Path bundle) throws IOException {
        Files.delete(base.resolve("deploy").resolve(bundle.getFileName()));
    }

    /** {@return the text of a file in Karaf's data directory; empty while there is none} */
    String data(String file) {
        return read(base.resolve("data").resolve(file));
    }

    /** {@return what an administrator reads} */
    String log() {
        return data("log/karaf.log");
    }

    /** {@return a dump of all threads of the container} */
    String threads() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .start();
        String text = new String(dump.getInputStream().readAllBytes());
        if (dump.waitFor() != 0) {
            throw new IOException(text);
        }
        return text;
    }

    /** Waits, but not for what cannot come any more: Karaf stays up when its features could not be installed. */
    void await(String what, Callable<Boolean> condition) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .failFast("Karaf has failed", this::hasFailed)
                    .until(condition);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("Waited for " + what + " in vain. " + diagnosis(), e);
        }
    }

    /** Karaf may hang before it logs anything: its threads and what it has made of its configuration tell more. */
    private String diagnosis() {
        String threads;
        try {
            threads = process.isAlive() ? threads() : "none: the process has ended with " + process.exitValue();
        } catch (IOException e) {
            threads = "unknown: " + e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            threads = "unknown: " + e;
        }
        return "Karaf's log:\n" + log() + read(base.resolve("console.txt")) + "\nIts configuration of the log:\n"
                + read(base.resolve("etc/org.ops4j.pax.logging.cfg")) + "\nIts threads:\n" + threads;
    }

    private boolean hasFailed() {
        return !process.isAlive() || log().contains("Error installing boot features");
    }

    /** Asks the process to end, as an init system does. {@return its exit code} */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Karaf does not stop. " + diagnosis());
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
