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
package io.github.camelcocobase.client.realtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.jetty.util.Jetty;

/**
 * Which Jetty the client needs. A build that leaves Jetty's version to somebody else, as to Spring Boot 3, gets an older
 * one, and would hear of it by a {@link NoSuchMethodError} at the first connect.
 */
public final class JettyVersion {

    private static final Pattern MAJOR_AND_MINOR = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\b.*");

    private JettyVersion() {}

    /**
     * Checks the Jetty that is there.
     *
     * @throws IllegalStateException if it is too old
     */
    public static void check() {
        check(Jetty.VERSION);
    }

    /** A version that cannot be read passes: it may be somebody's own build. */
    static void check(String version) {
        Matcher parts = MAJOR_AND_MINOR.matcher(version);
        if (!parts.matches()) {
            return;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        if (major < 12 || major == 12 && minor < 1) {
            throw new IllegalStateException("The Cocobase component needs Jetty 12.1 or later, but Jetty " + version
                    + " is on the classpath. Let the build manage a newer one, in a Spring Boot project for example by the"
                    + " property jetty.version");
        }
    }
}
