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
package io.github.camelcocobase.examples.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Shows on a page what changes in Cocobase, by way of Camel routes. README.md says how to run it. */
public final class DemoApplication implements AutoCloseable {

    private static final String BASE_URL = "COCOBASE_BASE_URL";
    private static final String API_KEY = "COCOBASE_API_KEY";

    private final Main camel = new Main();
    private final int port;
    private final Cocobase cocobase;

    DemoApplication(Map<String, String> environment) {
        port = freePort(System.getProperty("demo.port", environment.getOrDefault("DEMO_PORT", "8080")));
        cocobase = cocobase(environment);
        // application.properties passes these on to the component
        camel.addInitialProperty("cocobase.base-url", cocobase.baseUrl());
        camel.addInitialProperty("cocobase.api-key", cocobase.apiKey());
        camel.addInitialProperty("demo.port", String.valueOf(port));
        LiveDocuments documents = new LiveDocuments();
        camel.configure().addRoutesBuilder(new WatchRoutes(documents));
        camel.configure().addRoutesBuilder(new PageRoutes(cocobase, documents));
        if (cocobase instanceof EmulatedCocobase emulated) {
            SimulatedShop shop = new SimulatedShop(emulated.emulator());
            camel.configure().addLambdaRouteBuilder(routes -> routes.from("timer:shop?period={{demo.shop-period}}")
                    .routeId("simulated-shop")
                    .bean(shop));
        }
    }

    private static Cocobase cocobase(Map<String, String> environment) {
        if (!environment.containsKey(BASE_URL) && !environment.containsKey(API_KEY)) {
            return new EmulatedCocobase();
        }
        if (environment.getOrDefault(API_KEY, "").isBlank()) {
            throw new IllegalArgumentException(API_KEY + " is missing. Set it beside " + BASE_URL
                    + " to watch a real Cocobase, or neither to watch the built-in emulator.");
        }
        return new RemoteCocobase(
                environment.getOrDefault(BASE_URL, "https://api.cocobase.cc"), environment.get(API_KEY));
    }

    /** Asks for the page's port before anything starts, so that a port that is taken is told in one line. */
    private static int freePort(String wanted) {
        try (ServerSocket socket = new ServerSocket(Integer.parseInt(wanted), 1, InetAddress.getByName("localhost"))) {
            return socket.getLocalPort();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("port " + wanted + " cannot be used (" + e.getMessage()
                    + "). Choose another with -Ddemo.port=8081 or DEMO_PORT=8081.");
        }
    }

    public static void main(String[] args) {
        int exitCode = 0;
        try (DemoApplication demo = new DemoApplication(System.getenv())) {
            demo.run();
        } catch (Exception e) {
            System.err.println("The demo cannot start: " + reason(e));
            exitCode = 1;
        }
        // not just a return: in Maven's process the build would go on to the next module
        System.exit(exitCode);
    }

    private void run() throws Exception {
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                System.out.println(welcome());
            }
        });
        camel.run();
    }

    private String welcome() {
        return """

                  The page      %s
                  Cocobase      %s%s
                  To stop       Ctrl-C
                """
                .formatted(
                        pageUrl(),
                        cocobase.baseUrl(),
                        cocobase instanceof EmulatedCocobase ? ", the built-in emulator" : "");
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** As {@link #run()}, without waiting for the end. */
    void start() {
        camel.start();
    }

    String pageUrl() {
        return "http://localhost:" + port;
    }

    Cocobase cocobase() {
        return cocobase;
    }

    @Override
    public void close() {
        camel.stop();
        cocobase.close();
    }
}
