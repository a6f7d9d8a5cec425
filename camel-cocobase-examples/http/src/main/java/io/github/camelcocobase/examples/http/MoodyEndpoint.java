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
package io.github.camelcocobase.examples.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody else's service: every now and then it is overloaded, and it takes no orders of nine pieces. */
final class MoodyEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("endpoint");

    private final HttpServer server;
    private final Random random = new Random();

    private MoodyEndpoint(HttpServer server) {
        this.server = server;
    }

    static MoodyEndpoint start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        MoodyEndpoint endpoint = new MoodyEndpoint(server);
        server.createContext("/", endpoint::answer);
        server.start();
        return endpoint;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/changes";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String change = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int status = random.nextInt(5) == 0 ? 503 : change.contains("\"quantity\":9") ? 422 : 204;
            LOG.info("{}  {}", status, change);
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
