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
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheckHelper;

/** Looks for a secret in all that can be seen of a Camel context from outside. */
final class Secrets {

    private static final String OURS = "io.github.camelcocobase";

    private final List<String> forms = new ArrayList<>();
    /** What was looked at, by where it was seen. */
    private final Map<String, String> seen = new TreeMap<>();

    private final Set<String> classes = new TreeSet<>();

    Secrets(String... secrets) {
        for (String secret : secrets) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            String inUrl = URLEncoder.encode(secret, StandardCharsets.UTF_8);
            forms.add(secret);
            forms.add(inUrl);
            forms.add(inUrl.toLowerCase(Locale.ROOT));
            // wherever in a text that was encoded it stands
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + bytes.length];
                System.arraycopy(bytes, 0, shifted, before, bytes.length);
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                String inner = encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 2);
                forms.add(inner);
                forms.add(inner.replace('+', '-').replace('/', '_'));
            }
            // most of it is bad enough
            forms.add(secret.substring(0, secret.length() * 2 / 3));
        }
    }

    /** {@return whether it has one of the secrets, in whatever form} */
    boolean isIn(String text) {
        return forms.stream().anyMatch(text::contains);
    }

    void see(String where, Object what) {
        seen.put(where, String.valueOf(what));
    }

    void seeExceptions(String where, Collection<? extends Throwable> exceptions) {
        int number = 0;
        for (Throwable exception : exceptions) {
            StringWriter trace = new StringWriter();
            exception.printStackTrace(new PrintWriter(trace));
            see(where + " " + number++, trace);
        }
    }

    void seeThreads(String when) {
        see("threads " + when, Thread.getAllStackTraces().keySet());
    }

    /** Health, developer consoles, MBeans. */
    void seeManagement(CamelContext context, String when) throws Exception {
        HealthCheckHelper.invoke(context, "full").forEach(result -> {
            see("health " + when + " " + result.getCheck().getId(), result.getMessage() + " " + result.getDetails());
            if (result.getError().isPresent()) {
                seeExceptions(
                        "health " + when + " " + result.getCheck().getId(),
                        List.of(result.getError().get()));
            }
        });
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("cocobase");
        see("console text " + when, console.call(DevConsole.MediaType.TEXT));
        see("console JSON " + when, console.call(DevConsole.MediaType.JSON));
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(null, null)) {
            if (bean.getDomain().startsWith("java")
                    || bean.getDomain().startsWith("com.sun")
                    || bean.getDomain().startsWith("jdk")) {
                continue;
            }
            see("MBean " + when + " " + bean, bean);
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(bean).getAttributes()) {
                try {
                    see(
                            "MBean " + when + " " + bean + " " + attribute.getName(),
                            beans.getAttribute(bean, attribute.getName()));
                } catch (JMException | RuntimeMBeanException e) {
                    // has no value in this state
                }
            }
        }
    }

    /** {@code toString} of every object of ours that can be reached from here. */
    void seeObjects(String when, Object... roots) throws IllegalAccessException {
        Set<Object> known = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(List.of(roots));
        while (!next.isEmpty()) {
            Object object = next.poll();
            if (!known.add(object)) {
                continue;
            }
            if (object instanceof Collection<?> all) {
                all.stream().filter(one -> one != null).forEach(next::add);
            } else if (object instanceof Map<?, ?> map) {
                next.addAll(map.keySet());
                map.values().stream().filter(one -> one != null).forEach(next::add);
            } else if (object instanceof Optional<?> optional) {
                optional.ifPresent(next::add);
            } else if (object instanceof AtomicReference<?> reference) {
                Optional.ofNullable(reference.get()).ifPresent(next::add);
            } else if (object.getClass().getName().startsWith(OURS)) {
                classes.add(object.getClass().getSimpleName());
                see("object " + when + " " + object.getClass().getName() + " " + known.size(), object);
                follow(object, next);
            }
        }
    }

    private static void follow(Object object, Deque<Object> next) throws IllegalAccessException {
        for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (type.getName().startsWith(OURS)
                        && !Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value != null) {
                        next.add(value);
                    }
                }
            }
        }
    }

    /** {@return where a secret was seen, with what is around it} */
    List<String> found() {
        return seen.entrySet().stream()
                .filter(look -> isIn(look.getKey()) || isIn(look.getValue()))
                .map(look -> look.getKey() + ": " + look.getValue())
                .toList();
    }

    /** {@return the simple names of our classes whose objects were looked at} */
    Set<String> classes() {
        return classes;
    }
}
