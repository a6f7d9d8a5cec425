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
package io.github.camelcocobase.benchmark.source;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelcocobase.client.realtime.JettyClient;
import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.Profile;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class EventFramesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Public because Jetty calls it. */
    public static final class Inbox implements Session.Listener.AutoDemanding {
        private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public void onWebSocketOpen(Session session) {
            session.sendText("{\"api_key\":\"test-key\"}", Callback.NOOP);
        }

        @Override
        public void onWebSocketText(String message) {
            messages.add(message);
        }

        JsonNode next() throws Exception {
            return JSON.readTree(messages.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void framesHaveTheShapeOfTheEmulatorsServerProfile() throws Exception {
        WebSocketClient client = JettyClient.create("test", null, null);
        client.start();
        try (CocobaseEmulator emulator = CocobaseEmulator.builder()
                .profile(Profile.SERVER)
                .collection("docs200")
                .start()) {
            Inbox inbox = new Inbox();
            client.connect(
                            inbox,
                            URI.create(emulator.baseUrl().replace("http", "ws") + "/realtime/collections/docs200"))
                    .get(30, TimeUnit.SECONDS);
            assertThat(inbox.next().get("event").textValue()).isEqualTo("connected");
            String id = emulator.collection("docs200").create(Map.of("n", 0));
            inbox.next();
            emulator.collection("docs200").update(id, Map.of("n", 1));

            JsonNode sent = inbox.next();
            JsonNode ours = JSON.readTree(new EventFrames("docs200", 200).text(0));

            assertThat(shape(withoutUserFields(ours))).isEqualTo(shape(withoutUserFields(sent)));
        } finally {
            client.stop();
        }
    }

    private static JsonNode withoutUserFields(JsonNode event) {
        ((ObjectNode) event.get("data")).putObject("data");
        return event;
    }

    /** The same text for the same names in the same order, with values of the same type and length. */
    private static String shape(JsonNode event) {
        return event.toString().replaceAll("[0-9a-f]", "0");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1024, 16_384})
    void aDocumentHasTheSizeThatIsAskedFor(int size) throws Exception {
        EventFrames frames = new EventFrames("docs", size);
        for (int i = 0; i < frames.count(); i++) {
            JsonNode data = JSON.readTree(frames.text(i)).get("data").get("data");
            assertThat(data.toString().length()).isCloseTo(size, within(2));
            assertThat(data.get("n").intValue()).isEqualTo(i);
        }
    }

    @Test
    void sumsAndLengthsAreThoseOfTheRepeatedFrames() throws Exception {
        EventFrames frames = new EventFrames("docs", 16_384);
        long events = 2L * frames.count() + 3;
        long sum = 0;
        long length = 0;
        for (long i = 0; i < events; i++) {
            JsonNode data = JSON.readTree(frames.text((int) (i % frames.count())))
                    .get("data")
                    .get("data");
            sum += data.get("n").longValue();
            length += data.toString().length();
        }

        assertThat(frames.sumOf(events)).isEqualTo(sum);
        assertThat(frames.lengthOf(events)).isEqualTo(length);
    }

    @Test
    void aStampTellsTheAge() throws Exception {
        EventFrames frames = new EventFrames("docs", 200);
        ByteBuffer block = frames.block();

        frames.stamp(block, 1, EventFrames.nowMicros() - 5_000_000);

        byte[] text = new byte[frames.offset(2) - frames.offset(1) - 4];
        block.get(frames.offset(1) + 4, text);
        long stamp = JSON.readTree(text).get("data").get("data").get("sentAt").longValue();
        assertThat(EventFrames.ageMicros(stamp))
                .isGreaterThanOrEqualTo(5_000_000)
                .isLessThan(60_000_000);
    }
}
