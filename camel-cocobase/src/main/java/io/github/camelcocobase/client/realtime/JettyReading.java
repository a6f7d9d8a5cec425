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

import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.eclipse.jetty.util.Jetty;

/**
 * Whether a thread is in the loop in which Jetty reads frames.
 *
 * <p>Before 12.1.10 a demand that another thread makes at the very moment at which that loop ends for want of one is lost,
 * and the connection is never read again (<a href="https://github.com/jetty/jetty.project/pull/14983">Jetty's pull request
 * 14983</a>): {@code WebSocketConnection.fillAndParse} returns although it has just taken it on itself to go on. Jetty
 * tells nobody that the loop is over; the thread's stack does.
 */
final class JettyReading {

    private static final String CLASS = "WebSocketConnection";
    private static final String METHOD = "fillAndParse";
    private static final Pattern LOSES_DEMAND = Pattern.compile("12\\.(?:0\\b|1\\.[0-9])\\b.*");

    private JettyReading() {}

    /** {@return tells of a thread whether no demand may be made before it has left the loop} */
    static Predicate<Thread> toWaitFor() {
        return losesDemand(Jetty.VERSION) ? JettyReading::isUnderWay : thread -> false;
    }

    static boolean losesDemand(String version) {
        return LOSES_DEMAND.matcher(version).matches();
    }

    /** {@return whether the thread is in the loop, for whatever connection} */
    static boolean isUnderWay(Thread thread) {
        for (StackTraceElement call : thread.getStackTrace()) {
            if (call.getMethodName().equals(METHOD) && call.getClassName().endsWith(CLASS)) {
                return true;
            }
        }
        return false;
    }
}
