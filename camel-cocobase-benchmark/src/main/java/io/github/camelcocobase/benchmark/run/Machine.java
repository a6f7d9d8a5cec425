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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import org.apache.camel.util.ObjectHelper;
import org.eclipse.jetty.util.Jetty;

/** What it was measured on. */
final class Machine {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Machine() {}

    /** {@return the date, the processor, the versions, and how busy the machine was with other things} */
    static String describe() {
        return String.format(
                Locale.ROOT,
                "%s · %s, %d cores, load %.1f at the beginning · %s %s · %s %s · Camel %s · Jetty %s · Node %s",
                LocalDateTime.now().format(MINUTES),
                processor(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name"),
                System.getProperty("os.version").replaceAll("-.*", ""),
                System.getProperty("java.vm.name"),
                Runtime.version(),
                version(org.apache.camel.CamelContext.class),
                Jetty.VERSION,
                node());
    }

    private static String version(Class<?> type) {
        String version = type.getPackage().getImplementationVersion();
        return ObjectHelper.isEmpty(version) ? "?" : version;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String node() {
        try {
            Process process = new ProcessBuilder("node", "--version").start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .trim()
                    .replace("v", "");
        } catch (IOException e) {
            return "none";
        }
    }
}
