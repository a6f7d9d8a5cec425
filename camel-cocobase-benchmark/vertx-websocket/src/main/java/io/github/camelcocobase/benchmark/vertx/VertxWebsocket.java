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
package io.github.camelcocobase.benchmark.vertx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

import io.github.camelcocobase.benchmark.contestant.CamelContestant;
import io.github.camelcocobase.benchmark.contestant.Sink;
import org.apache.camel.builder.RouteBuilder;

/**
 * Camel's own WebSocket client. It can send no first message, and queues without limit whatever the server sends, until
 * the memory is full: the source is therefore told how far the route is.
 */
public class VertxWebsocket extends CamelContestant {

    private Socket progress;

    @Override
    protected void configure(RouteBuilder builder, URI server, String collection, Sink sink) {
        tellProgress(server, collection, sink);
        decode(
                builder.from(
                        "vertx-websocket:" + server.getAuthority() + "/open/" + collection + "?consumeAsClient=true"),
                sink);
    }

    private void tellProgress(URI server, String collection, Sink sink) {
        try {
            progress = new Socket(server.getHost(), server.getPort());
            OutputStream out = progress.getOutputStream();
            out.write(("POST /progress/" + collection + " HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            // the answer: from now on the source waits
            if (progress.getInputStream().read() < 0) {
                throw new IOException("The server has gone");
            }
            Thread teller = new Thread(() -> tell(out, sink), "progress");
            teller.setDaemon(true);
            teller.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(OutputStream out, Sink sink) {
        try {
            while (true) {
                out.write(ByteBuffer.allocate(Long.BYTES).putLong(sink.events()).array());
                LockSupport.parkNanos(1_000_000);
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        progress.close();
    }
}
