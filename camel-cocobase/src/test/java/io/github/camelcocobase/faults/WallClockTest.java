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
package io.github.camelcocobase.faults;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

import io.github.camelcocobase.CocobaseComponent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The system's clock cannot be moved in a test. What can be tested is who looks at it: whoever does is listed here with the
 * reason. Delays, timeouts and liveness go by {@link System#nanoTime()}, and their tests by a virtual one.
 */
class WallClockTest {

    private static final Map<String, String> ALLOWED = Map.of(
            "ConnectionLog", "tells how long it is until the next attempt",
            "ConnectionReport", "is shown: since when",
            "Intake", "the time of a gap's event",
            "client.realtime.Handshake", "Retry-After may be a date; capped",
            "client.realtime.MessageReader", "when an event came in",
            "client.realtime.RealtimeWatch", "is shown: since when, when the next attempt is",
            "client.realtime.TrafficCounter", "is shown: when the last message came in",
            "client.rest.DocumentReader", "Retry-After and X-RateLimit-Reset may be dates; capped",
            "recovery.Progress", "is shown: when a recovery began and ended",
            "recovery.Run", "when an event was read");

    private static final Pattern CLASS =
            Pattern.compile("(?:class|interface|enum) io\\.github\\.camelcocobase\\.([\\w.]+)");
    private static final Pattern LOOK = Pattern.compile(
            "java/lang/System\\.currentTimeMillis|java/time/(Instant|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now|java/time/Clock\\.system|java/util/Date.\"<init>\":\\(\\)V");

    @Test
    void decidesNothing() throws Exception {
        assertThat(whoLooksAtIt()).containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
    }

    private static TreeSet<String> whoLooksAtIt() throws Exception {
        URI classes = CocobaseComponent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        List<String> arguments = new ArrayList<>(List.of("-c", "-p"));
        try (Stream<Path> files = Files.walk(Path.of(classes))) {
            files.map(Path::toString).filter(file -> file.endsWith(".class")).forEach(arguments::add);
        }
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        int failed = ToolProvider.findFirst("javap").orElseThrow().run(out, out, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
        TreeSet<String> names = new TreeSet<>();
        String current = "";
        for (String line : text.toString().split("\\R")) {
            Matcher declaration = CLASS.matcher(line);
            if (!line.startsWith(" ") && declaration.find()) {
                current = declaration.group(1);
            } else if (LOOK.matcher(line).find()) {
                names.add(current);
            }
        }
        return names;
    }
}
