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

import java.io.EOFException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

import io.github.camelcocobase.client.Disconnect;
import io.github.camelcocobase.client.Disconnect.Kind;
import io.github.camelcocobase.client.LogText;
import org.eclipse.jetty.client.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.BadPayloadException;
import org.eclipse.jetty.websocket.api.exceptions.MessageTooLargeException;
import org.eclipse.jetty.websocket.api.exceptions.ProtocolException;
import org.eclipse.jetty.websocket.api.exceptions.UpgradeException;

/** Tells from what Jetty reports how a connection ended. Pure. */
final class Disconnects {

    /** "Try again later" (1013) without saying when. */
    static final Duration TRY_AGAIN_LATER = Duration.ofSeconds(5);

    private static final int LONGEST_DESCRIPTION = 300;
    private static final int SERVICE_SPECIFIC_UNAUTHORIZED = 4001;
    private static final int SERVICE_SPECIFIC_FORBIDDEN = 4003;
    private static final int TRY_AGAIN_LATER_CODE = 1013;

    private Disconnects() {}

    /**
     * The WebSocket could not be opened.
     *
     * @param retryAfter from the response's header, null if there was none
     */
    static Disconnect ofFailedConnect(URI server, Throwable failure, Duration connectTimeout, Duration retryAfter) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        Throwable root = rootOf(cause);
        // Jetty makes up a status for an answer that it cannot read
        boolean answered = !(root instanceof HttpException);
        if (answered && cause instanceof UpgradeException upgrade && upgrade.getResponseStatusCode() > 0) {
            return ofRefusedUpgrade(server, upgrade, retryAfter);
        }
        String authority = server.getAuthority();
        String message;
        if (root instanceof TimeoutException) {
            message = "No connection to " + authority + " within " + connectTimeout.toMillis() + " ms";
        } else if (root instanceof UnknownHostException || root instanceof UnresolvedAddressException) {
            message = "The host of " + authority + " cannot be resolved";
        } else if (cause instanceof SSLException || root instanceof SSLException) {
            message = "No TLS connection to " + authority + ": " + describe(root);
        } else if (root instanceof HttpResponseException refusal && isOfProxy(refusal)) {
            message = ofProxy(refusal.getResponse().getStatus(), authority);
        } else if (!answered) {
            message = authority + " does not answer in HTTP: " + describe(root);
        } else if (root instanceof EOFException) {
            // Jetty's own words are the inside of its connection
            message = "No connection to " + authority + ": it was closed before the WebSocket upgrade was answered";
        } else {
            message = "No connection to " + authority + ": " + describe(root);
        }
        return Disconnect.of(Kind.CONNECT_FAILED, message, cause);
    }

    private static boolean isOfProxy(HttpResponseException refusal) {
        return HttpMethod.CONNECT.is(refusal.getResponse().getRequest().getMethod());
    }

    private static String ofProxy(int status, String authority) {
        return status == 407
                ? "The proxy demands a login (HTTP status 407): set proxyUsername and proxyPassword"
                : "The proxy does not connect to " + authority + ": HTTP status " + status;
    }

    private static Disconnect ofRefusedUpgrade(URI server, UpgradeException upgrade, Duration retryAfter) {
        int status = upgrade.getResponseStatusCode();
        String answer = server.getAuthority() + " answered the WebSocket upgrade with HTTP status " + status;
        Kind kind = status == 401 || status == 403 ? Kind.REJECTED : Kind.UPGRADE_REFUSED;
        String message;
        if (status == 101) {
            message = server.getAuthority() + " does not complete the WebSocket upgrade: " + describe(rootOf(upgrade));
        } else if (status >= 300 && status < 400) {
            message = answer
                    + "; a redirect is not followed, since the key would go along: set baseUrl to the new address";
        } else if (status == 404 || status == 200) {
            message = answer + ": is baseUrl that of a Cocobase server?";
        } else {
            message = answer;
        }
        return new Disconnect(kind, message, null, null, retryAfter, upgrade);
    }

    /**
     * The WebSocket was closed, by a close frame or without.
     *
     * @param confirmed whether the subscription was confirmed before
     * @param reason already cleaned
     * @param error what Jetty reported before the close, null if nothing
     */
    static Disconnect ofClose(boolean confirmed, int code, String reason, Throwable error) {
        if (error instanceof MessageTooLargeException) {
            return new Disconnect(
                    Kind.MESSAGE_TOO_LARGE, "A message is larger than allowed", code, reason, null, error);
        }
        if (error instanceof ProtocolException || error instanceof BadPayloadException) {
            return new Disconnect(
                    Kind.PROTOCOL_ERROR,
                    "The server broke the WebSocket protocol: " + describe(error),
                    code,
                    reason,
                    null,
                    error);
        }
        if (code == StatusCode.NO_CLOSE) {
            return new Disconnect(Kind.LOST, "The connection broke without a close", code, reason, null, error);
        }
        boolean unauthorized = code == SERVICE_SPECIFIC_UNAUTHORIZED || code == SERVICE_SPECIFIC_FORBIDDEN;
        if (unauthorized || code == StatusCode.POLICY_VIOLATION && !confirmed) {
            return new Disconnect(Kind.REJECTED, "The server refused us", code, reason, null, error);
        }
        return new Disconnect(
                Kind.CLOSED_BY_SERVER,
                confirmed
                        ? "The server closed the connection"
                        : "The server closed before it confirmed the subscription",
                code,
                reason,
                code == TRY_AGAIN_LATER_CODE ? TRY_AGAIN_LATER : null,
                error);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private static String describe(Throwable failure) {
        if (failure instanceof EOFException) {
            // Jetty's text is the state of its objects
            return "the server closed the connection instead of answering";
        }
        String message = failure.getMessage();
        // what Jetty and the JDK say may quote the server
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : LogText.clean(message, LONGEST_DESCRIPTION);
    }
}
