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

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks and normalises the address of a server. */
final class BaseUrl {

    private static final Pattern LOOPBACK = Pattern.compile(
            "localhost|.+\\.localhost|127(\\.\\d{1,3}){3}|\\[(::1|0*(:0*){6}:0*1)]", Pattern.CASE_INSENSITIVE);

    private BaseUrl() {}

    /**
     * @param value the option's value
     * @param allowPlaintext whether {@code http} to another machine is wanted
     * @return the URL without a trailing slash
     * @throws IllegalArgumentException if it cannot be used
     */
    static URI parse(String value, boolean allowPlaintext) {
        URI uri = uriOf(value);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw invalid(value, "an address that begins with https:// or http://");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw invalid(value, "an address with a valid host and port");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("Option baseUrl for host " + uri.getHost()
                    + " has a user, a query or a fragment; allowed are scheme, host, port and path");
        }
        if (scheme.equals("http")
                && !allowPlaintext
                && !LOOPBACK.matcher(uri.getHost()).matches()) {
            throw new IllegalArgumentException(
                    "Option baseUrl is " + value
                            + ": the API key would be sent in the clear; use https, or set allowPlaintext=true if that is wanted");
        }
        String path = uri.getRawPath().replaceAll("/+$", "");
        return URI.create(scheme + "://" + uri.getRawAuthority() + path);
    }

    private static URI uriOf(String value) {
        try {
            return new URI(value.trim());
        } catch (URISyntaxException e) {
            throw invalid(value, "a URL: " + e.getReason());
        }
    }

    private static IllegalArgumentException invalid(String value, String allowed) {
        // what stands before an @ may be a password
        String shown = value.replaceAll("//[^/@]*@", "//xxxxxx@");
        return new IllegalArgumentException("Option baseUrl is \"" + shown + "\"; allowed is " + allowed);
    }
}
