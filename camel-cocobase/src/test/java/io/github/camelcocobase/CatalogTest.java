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
package io.github.camelcocobase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What editors and Camel's own tooling make of the component's metadata. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    @BeforeEach
    void addTheComponent() throws IOException {
        catalog.addComponent(
                "cocobase",
                CocobaseComponent.class.getName(),
                Files.readString(Path.of("src/generated/resources/META-INF/io/github/camelcocobase/cocobase.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cocobase:users",
                "cocobase:users?connectionName=x&events=update",
                "cocobase:users?events=create,update&filter.status=active&filter.age_gte=18",
                "cocobase:users?apiKey={{key}}&baseUrl=https://cocobase.example.com&reconnectDelay=5s",
                "cocobase:users?overflow=dropOldest&bodyType=json&concurrentConsumers=4&exceptionHandler=#mine",
            })
    void acceptsWhatWeAccept(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri, false, true, false);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cocobase:users?colour=red",
                "cocobase:users?bodyType=xml",
                "cocobase:users?queueSize=many",
                "cocobase:users?overflow=spill",
                "cocobase:?events=update",
            })
    void refusesWhatWeRefuse(String uri) {
        assertThat(catalog.validateEndpointProperties(uri, false, true, false).isSuccess())
                .isFalse();
    }

    @Test
    void itCannotBeUsedAsAProducer() {
        EndpointValidationResult result =
                catalog.validateEndpointProperties("cocobase:users?events=update", false, false, true);

        assertThat(result.isSuccess()).isFalse();
    }

    @Test
    void isListedAsTheComponentsOfAJarAre() throws IOException {
        Properties listed = new Properties();
        try (InputStream list =
                getClass().getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            listed.load(list);
        }

        assertThat(listed)
                .containsEntry("components", "cocobase")
                .containsEntry("groupId", "io.github.camelcocobase")
                .containsEntry("artifactId", "camel-cocobase");
    }

    @Test
    void describesItselfAtRuntime() {
        assertThat(PluginHelper.getRuntimeCamelCatalog(new DefaultCamelContext())
                        .componentJSonSchema("cocobase"))
                .contains("\"scheme\": \"cocobase\"");
    }

    @Test
    void readsAUriIntoItsOptions() throws Exception {
        assertThat(catalog.endpointProperties("cocobase:users?events=update"))
                .isEqualTo(Map.of("collection", "users", "events", "update"));
        assertThat(catalog.asEndpointUri("cocobase", Map.of("collection", "users", "events", "update"), false))
                .isEqualTo("cocobase:users?events=update");
    }
}
