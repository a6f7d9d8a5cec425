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
package io.github.camelcocobase;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelcocobase.client.PathSegment;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.camel.impl.DefaultCamelContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Endpoint URIs with anything in them give an endpoint that can be consumed from, or an error that names the option; never
 * an error of ours, and never the key.
 */
class EndpointUriFuzzTest {

    private static final String SEED = "4711";
    private static final String KEY = "canary-4f1c";

    private static final List<String> OPTIONS = List.of(
            "baseUrl",
            "dialect",
            "bodyType",
            "concurrentConsumers",
            "connectionName",
            "events",
            "filter.name",
            "filter.age_gte",
            "filter.[or]a",
            "filter.",
            "filter",
            "filterDeletes",
            "filterMode",
            "overflow",
            "queueSize",
            "unknownEvents",
            "bridgeErrorHandler",
            "exceptionHandler",
            "failOnStartup",
            "httpClient",
            "webSocketClient",
            "connectTimeout",
            "livenessTimeout",
            "maxMessageSize",
            "maxReconnectAttempts",
            "maxReconnectDelay",
            "pingInterval",
            "reconnect",
            "reconnectBackoffMultiplier",
            "reconnectDelay",
            "reconnectJitter",
            "subscribeTimeout",
            "proxyHost",
            "proxyPort",
            "proxyUsername",
            "documentLedger",
            "gapEvents",
            "massDeleteGuard",
            "pageSize",
            "reconcileInterval",
            "recovery",
            "snapshot",
            "allowPlaintext",
            "sslContextParameters");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "0",
            "-1",
            "1",
            "+1",
            "1e3",
            "1.5",
            "-0",
            "NaN",
            "Infinity",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1s",
            "106751991167d",
            "9223372036854775807ms",
            "1h1m",
            "true",
            "maybe",
            "null",
            "none",
            "full",
            "local",
            "server",
            "create",
            "create,,",
            ",",
            "#nothing",
            "#bean:nothing",
            "#class:java.lang.Object",
            "#type:java.util.List",
            "{{nothing}}",
            "{{",
            "}}",
            "${body}",
            "RAW(x)",
            "RAW(",
            "RAW{x}",
            "file:",
            "file:\u0000",
            "file:/proc/nowhere",
            "jdbc:",
            "jdbc:#",
            "jdbc:#nothing",
            "memory",
            "http://",
            "https://host:99999",
            "https://a b",
            "https://[::1",
            "https://host/%zz",
            "https://host/../..",
            "https://user:secret@host",
            "https://host?x#y",
            "ws://localhost",
            "http://localhost",
            "4MB",
            "4TB",
            "99999999999999999999MB",
            "a\nb",
            "\u0000",
            "%",
            "%00",
            "\uD83D",
            "😀",
            "İ");

    private static DefaultCamelContext context;

    @BeforeContainer
    static void startContext() {
        context = new DefaultCamelContext();
        // in a URI that Camel itself cannot read it is Camel that repeats it
        context.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setApiKey(KEY);
        context.start();
    }

    @AfterContainer
    static void stopContext() {
        context.stop();
    }

    @Property(seed = SEED, tries = 6_000, edgeCases = EdgeCasesMode.NONE)
    void anyValueWorksOrIsRefusedByName(@ForAll("options") Map<String, String> options) {
        Throwable refusal = tryTo("cocobase:users", options);

        if (refusal != null) {
            String messages = messages(refusal);
            assertThat(options.keySet()).as(() -> options + ": " + messages).anySatisfy(option -> assertThat(messages)
                    .contains(option.replaceFirst("^filter\\..*", "filter")));
        }
    }

    @Property(seed = SEED, tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void anyCollectionWorksOrIsRefused(@ForAll("collections") String collection) {
        Throwable refusal = tryTo("cocobase:" + collection, Map.of());

        if (refusal == null) {
            String name = context.getEndpoint(uri("cocobase:" + collection, Map.of()), CocobaseEndpoint.class)
                    .getCollection();
            assertThat(PathSegment.encode(name, "collection"))
                    .doesNotContain("/")
                    .isNotIn(".", "..", "");
        }
    }

    @Property(seed = SEED, tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void anyQueryWorksOrIsRefused(@ForAll("queries") String query) {
        tryToUri("cocobase:users?" + query);
    }

    @Provide
    Arbitrary<Map<String, String>> options() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of(VALUES),
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.integers().map(String::valueOf));
        return Arbitraries.maps(Arbitraries.of(OPTIONS), values).ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> collections() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10),
                pieces("users", "/", "//", "..", ".", "%2f", "%", "?", "#", "&", ":", "@", "\\", " ", "\n", "é", "😀"));
    }

    @Provide
    Arbitrary<String> queries() {
        return pieces(
                "apiKey",
                "=",
                "==",
                "&",
                "&&",
                "?",
                "RAW(",
                "RAW{",
                ")",
                "}",
                "%",
                "%3D",
                "filter.",
                "filter.a",
                "queueSize",
                "1",
                "x",
                "#",
                "{{",
                "}}",
                ":",
                "/",
                "+",
                " ",
                "é",
                "\n");
    }

    private static Arbitrary<String> pieces(String... pieces) {
        return Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(7).map(list -> String.join("", list));
    }

    /** {@return what was thrown; null if a consumer can be made} */
    private static Throwable tryTo(String base, Map<String, String> options) {
        return tryToUri(uri(base, options));
    }

    private static String uri(String base, Map<String, String> options) {
        return base + "?"
                + options.entrySet().stream()
                        .map(option -> encode(option.getKey()) + "=" + encode(option.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Throwable tryToUri(String uri) {
        try {
            context.getEndpoint(uri).createConsumer(exchange -> {});
            return null;
        } catch (Throwable refusal) {
            assertThat(trace(refusal)).doesNotContain(KEY);
            for (Throwable cause : chain(refusal)) {
                assertThat(cause).as(() -> uri).isNotInstanceOf(Error.class);
                if (isOurs(cause)) {
                    assertThat(cause)
                            .as(() -> uri + ": " + trace(refusal))
                            .isNotInstanceOfAny(
                                    NullPointerException.class,
                                    ClassCastException.class,
                                    IndexOutOfBoundsException.class,
                                    ArithmeticException.class);
                }
            }
            return refusal;
        }
    }

    /** Some of what Camel makes of nonsense is thrown by Camel's parsers. */
    private static boolean isOurs(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(StackTraceElement::getClassName)
                .filter(name -> !name.startsWith("java."))
                .limit(1)
                .anyMatch(name -> name.startsWith("io.github.camelcocobase."));
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = thrown; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static String messages(Throwable thrown) {
        return chain(thrown).stream().map(Throwable::getMessage).collect(Collectors.joining("\n"));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
