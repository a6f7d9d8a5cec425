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
package io.github.camelcocobase.quarkus.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import io.quarkus.builder.BuildContext;
import io.quarkus.builder.item.MultiBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.GeneratedResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application's build is told by the extension, also for native mode. */
class BuildItemsTest {

    private static final String RESOURCE = "build-items.txt";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withEmptyApplication()
            .addBuildChainCustomizer(build -> build.addBuildStep(BuildItemsTest::writeDown)
                    .produces(GeneratedResourceBuildItem.class)
                    .consumes(FeatureBuildItem.class)
                    .consumes(ExtensionSslNativeSupportBuildItem.class)
                    .consumes(RuntimeInitializedClassBuildItem.class)
                    .consumes(ReflectiveClassBuildItem.class)
                    .consumes(ServiceProviderBuildItem.class)
                    .consumes(NativeImageResourceBuildItem.class)
                    .build());

    @Test
    void theLogNamesTheFeature() throws IOException {
        assertThat(items()).contains("feature camel-cocobase");
    }

    @Test
    void nativeModeBringsTls() throws IOException {
        assertThat(items()).contains("tls camel-cocobase");
    }

    @Test
    void theComponentsClassesCanBeReachedByReflection() throws IOException {
        assertThat(items())
                .as("found by Camel Quarkus in the index of the component's jar")
                .contains(
                        "reflection io.github.camelcocobase.CocobaseComponent",
                        "reflection io.github.camelcocobase.CocobaseEndpoint",
                        "reflection io.github.camelcocobase.CocobaseComponentConfigurer",
                        "reflection io.github.camelcocobase.CocobaseConfigurationConfigurer",
                        "reflection io.github.camelcocobase.CocobaseEndpointConfigurer",
                        "reflection io.github.camelcocobase.CocobaseEndpointUriFactory");
        assertThat(items())
                .contains(
                        "reflection io.github.camelcocobase.client.ChangeEvent",
                        "reflection io.github.camelcocobase.client.Document",
                        "reflection io.github.camelcocobase.client.realtime.WatchSession");
    }

    @Test
    void whatBelongsToTheRunningMachineIsInitializedThere() throws IOException {
        assertThat(items())
                .contains(
                        "at run time io.github.camelcocobase.recovery.UuidText",
                        "at run time org.eclipse.jetty.util.ProcessorUtils");
    }

    @Test
    void jettysServicesAndResourcesAreTakenAlong() throws IOException {
        assertThat(items())
                .contains(
                        "service META-INF/services/org.eclipse.jetty.websocket.core.Extension"
                                + " org.eclipse.jetty.websocket.core.internal.PerMessageDeflateExtension",
                        "resource org/eclipse/jetty/http/mime.properties");
    }

    /** A build step that runs after all others of the application's build. */
    private static void writeDown(BuildContext context) {
        Set<String> lines = new TreeSet<>();
        add(lines, context, FeatureBuildItem.class, item -> Stream.of("feature " + item.getName()));
        add(lines, context, ExtensionSslNativeSupportBuildItem.class, item -> Stream.of("tls " + item.getExtension()));
        add(
                lines,
                context,
                RuntimeInitializedClassBuildItem.class,
                item -> Stream.of("at run time " + item.getClassName()));
        add(lines, context, ReflectiveClassBuildItem.class, item -> item.getClassNames().stream()
                .map(name -> "reflection " + name));
        add(lines, context, ServiceProviderBuildItem.class, item -> item.providers().stream()
                .map(provider -> "service " + item.serviceDescriptorFile() + " " + provider));
        add(lines, context, NativeImageResourceBuildItem.class, item -> item.getResources().stream()
                .map(name -> "resource " + name));
        context.produce(new GeneratedResourceBuildItem(
                RESOURCE, String.join("\n", lines).getBytes(StandardCharsets.UTF_8)));
    }

    private static <T extends MultiBuildItem> void add(
            Set<String> lines, BuildContext context, Class<T> type, Function<T, Stream<String>> toLines) {
        context.consumeMulti(type).stream().flatMap(toLines).forEach(lines::add);
    }

    private static List<String> items() throws IOException {
        try (InputStream resource =
                Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
