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

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;

/** Speaks TLS for a server that does not, as a load balancer does. */
final class TlsFront implements Closeable {

    private final Relay relay;

    /**
     * @param target the server's port
     */
    TlsFront(SSLContext context, int target) throws IOException {
        relay = new Relay(
                "tls-front",
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                (by, client) -> {
                    try (Socket server = by.open(target)) {
                        by.carry(client, server);
                    }
                });
    }

    int port() {
        return relay.port();
    }

    @Override
    public void close() throws IOException {
        relay.close();
    }
}
