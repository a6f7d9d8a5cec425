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
package io.github.camelcocobase.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What the actuator shows over HTTP of an application's configuration. */
class SecretsInTheActuatorTest {

    private static final String KEY = "key-of-the-project";
    private static final String PASSWORD = "password-of-the-proxy";

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Test
    void areNotShownByDefault() throws Exception {
        try (ServletWebServerApplicationContext application = run()) {
            for (String endpoint : List.of("env", "configprops")) {
                assertThat(get(application, endpoint))
                        .contains("camel.component.cocobase")
                        .doesNotContain(KEY, PASSWORD);
            }
        }
    }

    @Test
    void areNotShownWhenAllElseIs() throws Exception {
        try (ServletWebServerApplicationContext application = run(
                "--management.endpoint.env.show-values=always",
                "--management.endpoint.configprops.show-values=always")) {
            for (String endpoint : List.of("env", "configprops")) {
                assertThat(get(application, endpoint))
                        .contains("camel.component.cocobase", "77")
                        .doesNotContain(KEY, PASSWORD);
            }
            assertThat(get(application, "env/camel.component.cocobase.api-key"))
                    .contains("******")
                    .doesNotContain(KEY);
        }
    }

    private static ServletWebServerApplicationContext run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.endpoints.web.exposure.include=*",
                // a placeholder: the key is in the environment under another name
                "--COCOBASE_API_KEY=" + KEY,
                "--camel.component.cocobase.api-key=${COCOBASE_API_KEY}",
                "--camel.component.cocobase.proxyPassword=" + PASSWORD,
                "--camel.component.cocobase.page-size=77"));
        arguments.addAll(List.of(more));
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(Application.class)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments.toArray(String[]::new));
    }

    private static String get(ServletWebServerApplicationContext application, String endpoint)
            throws IOException, InterruptedException {
        int port = application.getWebServer().getPort();
        URI uri = URI.create("http://localhost:" + port + "/actuator/" + endpoint);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
