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

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.camelcocobase.client.DataForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

import static io.github.camelcocobase.client.realtime.FrameShapesTest.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What cannot be read is said to be malformed, in the same words whatever form was asked for, and never thrown. */
class MalformedFramesTest {

    private static final String UPDATE = "{\"event\":\"update\",\"data\":{\"id\":\"6f\",\"data\":{\"secret\":%s}}}";

    static final List<Arguments> MESSAGES = List.of(
            arguments("", "empty"),
            arguments(" \r\n\t ", "empty"),
            arguments("\uFEFF", "empty"),
            arguments("[]", "not a JSON object"),
            arguments("[{\"event\":\"pong\"}]", "not a JSON object"),
            arguments("\"secret\"", "not a JSON object"),
            arguments("12", "not a JSON object"),
            arguments("null", "not a JSON object"),
            arguments("true", "not a JSON object"),
            arguments("ping", "not JSON"),
            arguments("{\"event\":\"pong\"} {}", "more than one JSON value"),
            arguments("{\"event\":\"pong\"}]", "not JSON"),
            arguments("{\"event\":\"pong\"} secret", "not JSON"),
            arguments("{\"event\":", "JSON that ends too early"),
            arguments("{\"event\":\"po", "JSON that ends too early"),
            arguments("{", "JSON that ends too early"),
            arguments("{\"event\":\"pong\",}", "not JSON"),
            arguments("{event:\"pong\"}", "not JSON"),
            arguments("{'event':'pong'}", "not JSON"),
            arguments("{\"event\":\"pong\" /* secret */}", "not JSON"),
            arguments("{\"a\":NaN}", "not JSON"),
            arguments("{\"a\":+1}", "not JSON"),
            arguments("{\"a\":01}", "not JSON"),
            arguments("{\"a\":.5}", "not JSON"),
            arguments("{\"a\":secret}", "not JSON"),
            arguments("{\0\"a\":1}", "not JSON"),
            arguments("\0{\"event\":\"pong\"}", "not JSON"),
            arguments("{\"a\":\"\0\"}", "not JSON"),
            arguments("{\"a\":\"line\nbreak\"}", "not JSON"),
            arguments("{\"a\":\"\\x\"}", "not JSON"),
            arguments("{\"a\":\"\\u12g4\"}", "not JSON"),
            arguments("\uFEFF\uFEFF{}", "not JSON"),
            arguments("{\"event\":\"create\"}", "without the document's id"),
            arguments("{\"event\":\"create\",\"data\":null}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":\"secret\"}", "without the document's id"),
            arguments("{\"event\":\"delete\",\"data\":[{\"id\":\"6f\"}]}", "without the document's id"),
            arguments("{\"event\":\"delete\",\"data\":{}}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":{\"id\":null}}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":{\"id\":\"\"}}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":{\"id\":true}}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":{\"id\":{\"id\":\"6f\"}}}", "without the document's id"),
            arguments("{\"event\":\"update\",\"data\":{\"data\":{\"id\":\"6f\"}}}", "without the document's id"),
            arguments("{\"action\":\"deleted\",\"document_id\":[]}", "without the document's id"));

    @ParameterizedTest(name = "[{index}] {0}")
    @FieldSource("MESSAGES")
    void areMalformedForAReason(String json, String reason) {
        for (DataForm form : DataForm.values()) {
            assertMalformed(parse(form, json), reason);
        }
    }

    @ParameterizedTest
    @EnumSource(DataForm.class)
    void limitsOfJsonAreKept(DataForm form) {
        assertMalformed(parse(form, "[".repeat(5_000)), "not a JSON object");
        assertMalformed(parse(form, "{\"a\":".repeat(5_000)), "beyond the limits");
        assertMalformed(parse(form, UPDATE.formatted("[".repeat(5_000) + "]".repeat(5_000))), "beyond the limits");
        assertMalformed(parse(form, UPDATE.formatted("1".repeat(10_000))), "beyond the limits");
        assertMalformed(parse(form, UPDATE.formatted("1." + "1".repeat(10_000))), "beyond the limits");
        assertMalformed(parse(form, UPDATE.formatted("{\"" + "n".repeat(60_000) + "\":1}")), "beyond the limits");
        assertMalformed(parse(form, "{\"collection_id\":" + "1".repeat(10_000) + "}"), "beyond the limits");
    }

    @ParameterizedTest
    @EnumSource(DataForm.class)
    void whatIsWithinTheLimitsIsRead(DataForm form) {
        assertReadable(form, "[".repeat(990) + "]".repeat(990));
        assertReadable(form, "1".repeat(1_000));
        assertReadable(form, "1e999999999");
        assertReadable(form, "{\"" + "n".repeat(49_000) + "\":1}");
        assertReadable(form, "\"" + "x".repeat(1_000_000) + "\"");
        assertReadable(form, "\"" + "x".repeat(21_000_000) + "\"");
        assertReadable(form, "\"\\u0000\\ud800\\udfff\\ud800 \u007f\"");
    }

    @Test
    void namesOfEventsAreShort() {
        assertMalformed(parse(DataForm.MAP, "{\"event\":\"" + "x".repeat(1_000_000) + "\"}"), "longer than 256");
        assertMalformed(parse(DataForm.MAP, "{\"event\":\"" + "x".repeat(257) + "\"}"), "longer than 256");
        assertThat(parse(DataForm.MAP, "{\"event\":\"" + "x".repeat(256) + "\"}"))
                .isInstanceOf(Frame.Change.class);
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] bytes = "{\"event\":\"pong\",\"secret\":\"xx\"}".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0xC3;
        bytes[bytes.length - 3] = (byte) 0x28;

        assertMalformed(new FrameParser("users", DataForm.MAP).parse(bytes, 0, bytes.length, 0), "not JSON");
    }

    @Test
    void otherEncodingsAreMalformed() {
        for (String charset : List.of("UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE")) {
            byte[] bytes = "{\"event\":\"pong\"}".getBytes(Charset.forName(charset));

            assertMalformed(new FrameParser("users", DataForm.MAP).parse(bytes, 0, bytes.length, 0), "not JSON");
        }
    }

    @Test
    void rangesOutsideTheBufferAreTheCallersFault() {
        FrameParser parser = new FrameParser("users", DataForm.MAP);

        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> parser.parse(new byte[10], 5, 6, 0));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> parser.parse(new byte[10], -1, 6, 0));
    }

    private static void assertMalformed(Frame frame, String reason) {
        assertThat(frame).isInstanceOfSatisfying(Frame.Malformed.class, malformed -> assertThat(malformed.reason())
                .contains(reason)
                .doesNotContain("secret"));
    }

    private static void assertReadable(DataForm form, String value) {
        Frame frame = parse(form, UPDATE.formatted(value));

        assertThat(frame).isInstanceOfSatisfying(Frame.Change.class, change -> {
            assertThat(change.event().document().data().toMap()).containsOnlyKeys("secret");
            assertThat(change.event().document().data().toJson()).startsWith("{\"secret\":");
        });
    }
}
