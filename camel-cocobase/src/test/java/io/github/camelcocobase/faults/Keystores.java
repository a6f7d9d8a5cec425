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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Certificates, made by the JDK's keytool when the tests run: none is kept that could expire. */
final class Keystores {

    private static final String PASSWORD = "changeit";

    private final Path directory;

    /**
     * Makes a private CA, of it a good server's, an expired one, one for another host and a client's certificate, and a
     * stranger's that no CA has signed.
     */
    Keystores(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Private CA", "-ext", "bc:c", "-keystore", file("ca"));
        keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", file("ca"), "-file", pem("ca"));
        issue("server", "-ext", "san=dns:localhost,ip:127.0.0.1");
        issue("expired", "-ext", "san=dns:localhost", "-startdate", "-10d", "-validity", "1");
        issue("elsewhere", "-ext", "san=dns:cocobase.example");
        issue("client");
        keytool(
                "-genkeypair",
                "-alias",
                "stranger",
                "-dname",
                "CN=stranger",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file("stranger"));
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", file("trust"), "-file", pem("ca"));
    }

    private void issue(String name, String... extensions) throws IOException, InterruptedException {
        keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keystore", file(name));
        keytool("-certreq", "-alias", name, "-keystore", file(name), "-file", pem(name + "-request"));
        List<String> sign = new ArrayList<>(List.of(
                "-gencert", "-rfc", "-alias", "ca", "-keystore", file("ca"), "-infile", pem(name + "-request")));
        sign.addAll(List.of("-outfile", pem(name)));
        sign.addAll(List.of(extensions));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-noprompt", "-alias", "ca", "-keystore", file(name), "-file", pem("ca"));
        keytool("-importcert", "-noprompt", "-alias", name, "-keystore", file(name), "-file", pem(name));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD, "-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto"));
        if (List.of(arguments).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool " + String.join(" ", arguments) + ": " + output);
        }
    }

    private String file(String name) {
        return directory.resolve(name + ".p12").toString();
    }

    private String pem(String name) {
        return directory.resolve(name + ".pem").toString();
    }

    /** {@return what a server with this certificate needs; it trusts our clients} */
    SSLContext serverContext(String name) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(load(name), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load("trust"));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(Path.of(file(name)))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** {@return Camel's settings for a client that trusts the private CA} */
    SSLContextParameters trusting() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(parameters("trust"));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    /** {@return Camel's settings for a client that trusts the private CA and has a certificate of it} */
    SSLContextParameters withClientCertificate() {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(parameters("client"));
        keys.setKeyPassword(PASSWORD);
        SSLContextParameters parameters = trusting();
        parameters.setKeyManagers(keys);
        return parameters;
    }

    private KeyStoreParameters parameters(String name) {
        KeyStoreParameters parameters = new KeyStoreParameters();
        parameters.setResource("file:" + file(name));
        parameters.setPassword(PASSWORD);
        parameters.setType("PKCS12");
        return parameters;
    }
}
