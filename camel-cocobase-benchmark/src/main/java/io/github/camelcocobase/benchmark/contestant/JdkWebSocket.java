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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** As one feeds a route without a component: the JDK's WebSocket, a {@code ProducerTemplate}, and {@code seda}. */
public class JdkWebSocket extends CamelContestant {

    private static final String QUEUE = "seda:messages?blockWhenFull=true";

    private WebSocket webSocket;

    @Override
    protected void configure(RouteBuilder builder, URI server, String collection, Sink sink) {
        decode(builder.from(QUEUE), sink);
    }

    @Override
    protected void started(CamelContext context, URI server, String collection) {
        ProducerTemplate template = context.createProducerTemplate();
        template.setDefaultEndpointUri(QUEUE);
        webSocket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(Contestant.webSocket(server, collection), new Listener(template))
                .join();
        webSocket.sendText(Contestant.authentication(), true).join();
    }

    @Override
    public void close() throws Exception {
        webSocket.abort();
        super.close();
    }

    private static final class Listener implements WebSocket.Listener {
        private final ProducerTemplate template;
        private final StringBuilder pieces = new StringBuilder();

        private Listener(ProducerTemplate template) {
            this.template = template;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            pieces.append(text);
            if (last) {
                template.sendBody(pieces.toString());
                pieces.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
