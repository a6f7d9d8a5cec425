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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class EmulatorMainTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return EmulatorMain.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void saysWhereItListens() throws Exception {
        Path seed = Files.writeString(folder.resolve("seed.json"), "{\"users\":[{\"name\":\"Ann\"}],\"orders\":[]}");
        assertThat(run("--port", "0", "--api-key", "k", "--profile", "server", "--seed", seed.toString()))
                .isEqualTo(EmulatorMain.RUNNING);
        Matcher line = Pattern.compile("Cocobase emulator \\(server\\) listening on (http://127\\.0\\.0\\.1:\\d+)\\R")
                .matcher(out.toString(StandardCharsets.UTF_8));
        assertThat(line.matches()).isTrue();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(line.group(1) + "/collections/users/documents"))
                                .header("x-api-key", "k")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"name\":\"Ann\"");
    }

    @Test
    void helps() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--port", "--api-key", "--profile", "--seed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --bogus            | Unknown option --bogus
            --port             | --port needs a value
            --port x           | --port takes a number, not 'x'
            --port 70000       | A port is 0 to 65535
            --profile x        | Unknown profile 'x': expected one of sdk, server, flat, document, selfHosted
            --seed nowhere     | Cannot read seed file nowhere
            --host nowhere.invalid | Cannot listen on nowhere.invalid
            """)
    void saysWhatIsWrong(String args, String message) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(message, "Usage:");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithTheSeed() throws Exception {
        Path seed = Files.writeString(folder.resolve("seed.json"), "[]");
        assertThat(run("--seed", seed.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("must hold an object of lists of objects");
    }
}
