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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelcocobase.client.ConnectionState;
import io.github.camelcocobase.client.Disconnect.Kind;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TlsFaultsTest extends FaultSuite {

    private static Keystores keystores;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws IOException, InterruptedException {
        keystores = new Keystores(directory);
    }

    static Stream<FaultRow> rows() {
        return Stream.of(failures(), settings(), proxies()).flatMap(rows -> rows);
    }

    // ---- what must not be connected to

    private static Stream<FaultRow> failures() {
        return Stream.of(
                refused("TLS: a certificate that nobody known has signed", "stranger"),
                refused("TLS: an expired certificate", "expired"),
                refused("TLS: a certificate for another host", "elsewhere"),
                row(
                        "TLS: no protocol in common",
                        "Reported as CONNECT_FAILED; no message is sent; tried again",
                        bench -> {
                            bench.ownClient();
                            bench.use(RawServer.startTls(keystores.serverContext("server"), false, "TLSv1.3"));
                            SSLContextParameters old = keystores.trusting();
                            SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
                            protocols.setSecureSocketProtocol(List.of("TLSv1.2"));
                            old.setSecureSocketProtocols(protocols);
                            bench.component().getConfiguration().setSslContextParameters(old);
                            proveRefused(bench);
                        }),
                row(
                        "TLS: a server that speaks plain text",
                        "Reported as CONNECT_FAILED; the key is not sent; tried again",
                        bench -> {
                            bench.ownClient();
                            bench.option(
                                    "baseUrl",
                                    "https://localhost:" + bench.server().port());
                            bench.server().otherwise(connection -> {
                                connection.write(
                                        "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                                connection.hold();
                            });
                            proveRefused(bench);
                        }),
                row(
                        "TLS: a black hole during the handshake",
                        "Reported as CONNECT_FAILED, within connectTimeout; tried again",
                        bench -> {
                            bench.ownClient().option("connectTimeout", "1s");
                            bench.option(
                                    "baseUrl",
                                    "https://localhost:" + bench.server().port());
                            bench.server().otherwise(RawConnection::hold);
                            bench.start();
                            bench.proveReported(Kind.CONNECT_FAILED, "within 1000 ms");
                            Bench.await(() -> bench.status().failedAttempts() >= 2);
                        }),
                row(
                        "TLS: plain text to a server that speaks TLS",
                        "Reported; no message is sent; tried again",
                        bench -> {
                            bench.ownClient();
                            bench.use(RawServer.startTls(keystores.serverContext("server"), false));
                            bench.option(
                                    "baseUrl",
                                    "http://localhost:" + bench.server().port());
                            bench.start();
                            Bench.await(() -> bench.status().failedAttempts() >= 2);
                            assertThat(bench.status().lastDisconnect().kind()).isEqualTo(Kind.CONNECT_FAILED);
                        }),
                row(
                        "TLS: the server's certificate is renewed after it had expired",
                        RECONNECTS.formatted(Kind.CONNECT_FAILED),
                        bench -> {
                            bench.ownClient();
                            RawServer expired =
                                    bench.closing(RawServer.startTls(keystores.serverContext("expired"), false));
                            TcpProxy proxy = bench.closing(new TcpProxy(expired.port()));
                            bench.use(RawServer.startTls(keystores.serverContext("server"), false));
                            bench.option("baseUrl", "https://localhost:" + proxy.port());
                            bench.component().getConfiguration().setSslContextParameters(keystores.trusting());
                            bench.start();
                            bench.proveReported(Kind.CONNECT_FAILED, "No TLS connection to");
                            proxy.target(bench.server().port());
                            bench.awaitState(ConnectionState.LIVE);
                            bench.proveEvents();
                        }));
    }

    private static FaultRow refused(String fault, String certificate) {
        return row(fault, "Reported as CONNECT_FAILED with the cause; no message is sent; tried again", bench -> {
            bench.ownClient();
            bench.use(RawServer.startTls(keystores.serverContext(certificate), false));
            bench.component().getConfiguration().setSslContextParameters(keystores.trusting());
            proveRefused(bench);
        });
    }

    private static void proveRefused(Bench bench) throws Exception {
        bench.start();
        bench.proveReported(Kind.CONNECT_FAILED, "No TLS connection to localhost");
        Bench.await(() -> bench.status().failedAttempts() >= 2);
        assertThat(bench.server().live()).isNull();
        assertThat(bench.server().connections())
                .allSatisfy(connection -> assertThat(connection.received()).isEmpty());
    }

    // ---- what must be connected to

    private static Stream<FaultRow> settings() {
        return Stream.of(
                row("TLS: a private CA in sslContextParameters", "Live", bench -> {
                    bench.ownClient();
                    bench.use(RawServer.startTls(keystores.serverContext("server"), false));
                    bench.context().getRegistry().bind("tls", keystores.trusting());
                    bench.option("sslContextParameters", "#tls");
                    proveLive(bench);
                }),
                row("TLS: a private CA in the global sslContextParameters", "Live", bench -> {
                    bench.ownClient();
                    bench.use(RawServer.startTls(keystores.serverContext("server"), false));
                    bench.context().setSSLContextParameters(keystores.trusting());
                    bench.component().setUseGlobalSslContextParameters(true);
                    proveLive(bench);
                }),
                row("TLS: the server demands a client certificate", "Live with one", bench -> {
                    bench.ownClient();
                    bench.use(RawServer.startTls(keystores.serverContext("server"), true));
                    bench.component().getConfiguration().setSslContextParameters(keystores.withClientCertificate());
                    proveLive(bench);
                }),
                row(
                        "TLS: the server demands a client certificate that we do not have",
                        "Reported as CONNECT_FAILED; tried again",
                        bench -> {
                            bench.ownClient();
                            bench.use(RawServer.startTls(keystores.serverContext("server"), true));
                            bench.component().getConfiguration().setSslContextParameters(keystores.trusting());
                            bench.start();
                            Bench.await(() -> bench.status().failedAttempts() >= 2);
                            assertThat(bench.status().lastDisconnect().kind()).isEqualTo(Kind.CONNECT_FAILED);
                            assertThat(bench.server().live()).isNull();
                        }));
    }

    private static void proveLive(Bench bench) throws Exception {
        bench.startLive();
        bench.proveEvents();
        bench.server().live().reset();
        bench.awaitReconnected();
        bench.proveEvents();
        bench.proveOneSocket();
    }

    // ---- through a proxy

    private static Stream<FaultRow> proxies() {
        return Stream.of(
                row("an HTTP proxy", "Live through a tunnel", bench -> {
                    ConnectProxy proxy = through(bench, null);
                    proveLive(bench);
                    String connect = "CONNECT localhost:" + bench.server().port();
                    assertThat(proxy.requests()).allMatch(head -> head.startsWith(connect));
                }),
                row("an HTTP proxy, to a server with TLS", "Live through a tunnel", bench -> {
                    bench.use(RawServer.startTls(keystores.serverContext("server"), false));
                    bench.component().getConfiguration().setSslContextParameters(keystores.trusting());
                    ConnectProxy proxy = through(bench, null);
                    proveLive(bench);
                    assertThat(proxy.requests()).hasSize(2);
                }),
                row("an HTTP proxy with a login", "Live through a tunnel", bench -> {
                    through(bench, "me:secret-of-the-proxy");
                    bench.option("proxyUsername", "me").option("proxyPassword", "secret-of-the-proxy");
                    proveLive(bench);
                    assertThat(bench.allLogged())
                            .noneMatch(line -> line.toString().contains("secret-of-the-proxy"));
                }),
                row(
                        "an HTTP proxy with a login that we do not have",
                        "Reported with the names of the options; tried again; the server is never reached",
                        bench -> {
                            through(bench, "me:secret-of-the-proxy");
                            bench.start();
                            bench.proveReported(Kind.CONNECT_FAILED, "set proxyUsername and proxyPassword");
                            Bench.await(() -> bench.status().failedAttempts() >= 2);
                            assertThat(bench.server().accepted()).isZero();
                        }),
                row("an HTTP proxy that cannot reach the server", RECONNECTS.formatted(Kind.CONNECT_FAILED), bench -> {
                    ConnectProxy proxy = through(bench, null);
                    proxy.answer("502 Bad Gateway");
                    bench.start();
                    bench.proveReported(Kind.CONNECT_FAILED, "HTTP status 502");
                    proxy.answer("200 Connected");
                    bench.awaitState(ConnectionState.LIVE);
                    bench.proveEvents();
                }),
                row(
                        "an HTTP proxy that does not answer",
                        "Reported as CONNECT_FAILED, within connectTimeout; the server is never reached; tried again",
                        bench -> {
                            RawServer deaf = bench.closing(RawServer.start());
                            deaf.otherwise(RawConnection::hold);
                            bench.ownClient()
                                    .option("connectTimeout", "1s")
                                    .option("proxyHost", "localhost")
                                    .option("proxyPort", "" + deaf.port());
                            bench.start();
                            bench.proveReported(Kind.CONNECT_FAILED, "within 1000 ms");
                            Bench.await(() -> bench.status().failedAttempts() >= 2);
                            assertThat(bench.server().accepted()).isZero();
                            bench.context().stop();
                            Bench.await(() -> deaf.openSockets() == 0);
                        }),
                row("an HTTP proxy that refuses connections", "Reported as CONNECT_FAILED; tried again", bench -> {
                    through(bench, null).close();
                    bench.start();
                    bench.proveReported(Kind.CONNECT_FAILED, "Connection refused");
                    Bench.await(() -> bench.status().failedAttempts() >= 2);
                    assertThat(bench.server().accepted()).isZero();
                }));
    }

    private static ConnectProxy through(Bench bench, String login) throws Exception {
        bench.ownClient();
        bench.server();
        ConnectProxy proxy = bench.closing(new ConnectProxy(login));
        bench.option("proxyHost", "localhost").option("proxyPort", "" + proxy.port());
        return proxy;
    }
}
