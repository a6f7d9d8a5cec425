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
import java.lang.ref.Cleaner;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;

import io.github.camelcocobase.CocobaseComponent;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.client.WebSocketCoreClient;
import org.junit.jupiter.api.Test;

import static java.util.Collections.newSetFromMap;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Native mode runs the initializers of classes when the image is built and keeps what they have made. This looks at what
 * the component and Jetty would leave there, as the image's builder does, which is not part of this build.
 */
class ImageHeapTest {

    private static final List<Class<?>> ONE_OF_EACH_JAR = List.of(
            CocobaseComponent.class,
            HttpClient.class,
            HttpField.class,
            EndPoint.class,
            BufferUtil.class,
            Session.class,
            WebSocketClient.class,
            WebSocketSession.class,
            WebSocketCoreClient.class,
            CoreSession.class);

    /** What an image may not hold, or what would be wrong in the process that it becomes. */
    private static final List<Class<?>> FORBIDDEN = List.of(
            Thread.class,
            ExecutorService.class,
            Cleaner.class,
            Random.class,
            InetAddress.class,
            Channel.class,
            Path.class,
            JarFile.class);

    private final Set<String> initializedAtRunTime = initializedAtRunTime();
    private final Set<Object> seen = newSetFromMap(new IdentityHashMap<>());
    private final List<String> found = new ArrayList<>();

    private record Place(String path, Object value) {}

    @Test
    void whatIsInitializedAtBuildTimeHoldsNothingOfTheMachineThatBuilds() throws IOException {
        int classes = 0;
        for (Class<?> one : ONE_OF_EACH_JAR) {
            for (String name : classNames(one)) {
                classes += lookAt(name) ? 1 : 0;
            }
        }
        assertThat(classes).isGreaterThan(700);
        assertThat(found).isEmpty();
    }

    @Test
    void whatIsInitializedAtRunTimeStillExists() {
        assertThat(initializedAtRunTime).isNotEmpty().allSatisfy(name -> assertThat(
                        Class.forName(name, false, getClass().getClassLoader()))
                .isNotNull());
    }

    private static Set<String> initializedAtRunTime() {
        List<RuntimeInitializedClassBuildItem> items = new ArrayList<>();
        new CocobaseProcessor().initializeAtRunTime(items::add);
        return items.stream()
                .map(RuntimeInitializedClassBuildItem::getClassName)
                .collect(toCollection(TreeSet::new));
    }

    private static List<String> classNames(Class<?> one) throws IOException {
        URL location = one.getProtectionDomain().getCodeSource().getLocation();
        try (JarFile jar = new JarFile(location.getPath())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF") && !name.contains("-info"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private boolean lookAt(String className) {
        if (initializedAtRunTime.contains(className)) {
            return false;
        }
        Class<?> type;
        try {
            type = Class.forName(className, true, getClass().getClassLoader());
        } catch (LinkageError | ClassNotFoundException e) {
            // needs an optional library that is not here
            return false;
        }
        for (Field field : fields(type)) {
            if (Modifier.isStatic(field.getModifiers())) {
                follow(new Place(className + "." + field.getName(), valueOf(field, null)));
            }
        }
        return true;
    }

    private void follow(Place start) {
        Deque<Place> places = new ArrayDeque<>(List.of(start));
        while (!places.isEmpty()) {
            Place place = places.pop();
            if (place.value == null || !seen.add(place.value)) {
                continue;
            }
            if (isForbidden(place.value)) {
                found.add(place.path + ": " + place.value.getClass().getName());
            } else {
                places.addAll(partsOf(place));
            }
        }
    }

    private static boolean isForbidden(Object value) {
        return value instanceof ByteBuffer buffer && buffer.isDirect()
                || value instanceof InetSocketAddress address && !address.isUnresolved()
                || FORBIDDEN.stream().anyMatch(type -> type.isInstance(value));
    }

    private static List<Place> partsOf(Place place) {
        List<Place> parts = new ArrayList<>();
        Object value = place.value;
        if (value instanceof Object[]) {
            for (int i = 0; i < Array.getLength(value); i++) {
                parts.add(new Place(place.path + "[" + i + "]", Array.get(value, i)));
            }
        } else if (value instanceof Collection<?> elements) {
            elements.forEach(element -> parts.add(new Place(place.path + "[]", element)));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> parts.add(new Place(place.path + "[" + key + "]", element)));
        } else if (value instanceof AtomicReference<?> reference) {
            parts.add(new Place(place.path, reference.get()));
        } else if (isOurs(value.getClass())) {
            for (Class<?> type = value.getClass(); type != null && isOurs(type); type = type.getSuperclass()) {
                for (Field field : fields(type)) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()) {
                        parts.add(new Place(place.path + "." + field.getName(), valueOf(field, value)));
                    }
                }
            }
        }
        return parts;
    }

    private static boolean isOurs(Class<?> type) {
        return !type.isHidden()
                && (type.getName().startsWith("org.eclipse.jetty.")
                        || type.getName().startsWith("io.github.camelcocobase."));
    }

    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (NoClassDefFoundError e) {
            return new Field[0];
        }
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError(field.toString(), e);
        }
    }
}
