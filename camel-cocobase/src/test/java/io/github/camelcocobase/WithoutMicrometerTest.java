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

import java.io.File;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Micrometer is optional: with a class path that has none of it, routes run, and nothing is missed. */
class WithoutMicrometerTest {

    @Test
    void aRouteReceivesChanges() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .map(WithoutMicrometerTest::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // nothing is shared but the JDK
        try (URLClassLoader bare = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(bare);
            assertThatThrownBy(() -> bare.loadClass("io.micrometer.core.instrument.MeterRegistry"))
                    .isInstanceOf(ClassNotFoundException.class);
            Callable<?> route = (Callable<?>) bare.loadClass(RouteInAClassLoader.class.getName())
                    .getConstructor()
                    .newInstance();

            assertThat(route.call()).isEqualTo("Ann");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void theJarAsksForMicrometerNowhereElse() throws Exception {
        // loading the consumer must not need it either: it is named in one class only
        for (Class<?> type : new Class<?>[] {CocobaseConsumer.class, CocobaseComponent.class, ConsumerMeters.class}) {
            try (InputStream bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
                assertThat(new String(bytes.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("io/micrometer");
            }
        }
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }
}
