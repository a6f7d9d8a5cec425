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
package io.github.camelcocobase.docs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** That the dashboard asks for meters and tags that a running consumer has, under the names that Prometheus sees. */
class DashboardTest {

    private static final Pattern METER = Pattern.compile("camel_cocobase_\\w+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=~?\"|label_values\\(\\w+, (\\w+)\\)|\\{\\{(\\w+)}}");

    @Test
    void asksForWhatThereIs() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(
                        Project.ROOT.resolve("docs/grafana/camel-cocobase.json").toFile());
        List<String> queries = new java.util.ArrayList<>();
        dashboard.findValues("expr").forEach(query -> queries.add(query.asText()));
        dashboard.get("templating").findValues("query").forEach(query -> queries.add(query.asText()));
        dashboard.findValues("legendFormat").forEach(query -> queries.add(query.asText()));
        assertThat(dashboard.get("panels")).hasSizeGreaterThan(5);

        String scraped = scrape();

        Set<String> meters = new TreeSet<>();
        Set<String> labels = new TreeSet<>();
        for (String query : queries) {
            Matcher found = METER.matcher(query);
            while (found.find()) {
                meters.add(found.group());
            }
            Matcher label = LABEL.matcher(query);
            while (label.find()) {
                labels.add(
                        label.group(1) != null
                                ? label.group(1)
                                : label.group(2) != null ? label.group(2) : label.group(3));
            }
        }
        assertThat(meters).hasSizeGreaterThan(15).allSatisfy(meter -> assertThat(scraped)
                .containsPattern("(?m)^" + meter + "\\{"));
        assertThat(labels).contains("camelContext", "connection").allSatisfy(label -> assertThat(scraped)
                .contains(label + "=\""));
    }

    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Main camel = new Main();
        try (CocobaseEmulator emulator =
                CocobaseEmulator.builder().collection("users").start()) {
            camel.addOverrideProperty("camel.component.cocobase.base-url", emulator.baseUrl());
            camel.addOverrideProperty("camel.component.cocobase.api-key", emulator.apiKey());
            camel.bind("metricsRegistry", registry);
            camel.configure().addRoutesBuilder(new UsersRoute());
            camel.start();
            emulator.awaitConnections("users", 1);
            return registry.scrape();
        } finally {
            camel.stop();
        }
    }
}
