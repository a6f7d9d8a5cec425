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
package io.github.camelcocobase.client;

import java.time.Duration;

/**
 * How a connection, or the attempt to make one, ended.
 *
 * @param kind what happened; not null
 * @param message in one line, free of secrets and control characters; not null
 * @param closeCode the WebSocket close code, 1005 and 1006 included; null when no WebSocket was open
 * @param closeReason the reason that came with the close code, cleaned of control characters; null when there was none
 * @param retryAfter the least delay that the server asked for; null when it asked for none
 * @param cause the exception behind it; null when there is none
 */
public record Disconnect(
        Kind kind, String message, Integer closeCode, String closeReason, Duration retryAfter, Throwable cause) {

    /** What ended a connection or an attempt. */
    public enum Kind {
        /** No connection: refused, unresolvable, TLS failure, timeout. */
        CONNECT_FAILED,
        /** The server answered the upgrade with something else than 101. */
        UPGRADE_REFUSED,
        /** The server does not accept the key. */
        REJECTED,
        /** The server does not know the collection, or not for this key. It may appear with its first document. */
        COLLECTION_MISSING,
        /** The subscription was refused for another reason, or not confirmed in time. */
        SUBSCRIBE_FAILED,
        /** The server closed the WebSocket. */
        CLOSED_BY_SERVER,
        /** The connection broke without a close. */
        LOST,
        /** Nothing was heard for longer than the liveness timeout. */
        SILENT,
        /** A message was larger than allowed. */
        MESSAGE_TOO_LARGE,
        /** The server broke the WebSocket protocol, for instance by invalid UTF-8. */
        PROTOCOL_ERROR,
        /** The queue was full, and the overflow policy is to reconnect. */
        OVERFLOW,
        /** We were asked to: stop, suspend, reconnect now. */
        REQUESTED
    }

    /** {@return a disconnect that no WebSocket close belongs to} */
    public static Disconnect of(Kind kind, String message, Throwable cause) {
        return new Disconnect(kind, message, null, null, null, cause);
    }

    /** {@return kind, message and close code in one line for a log} */
    public String describe() {
        StringBuilder text = new StringBuilder(message);
        if (closeCode != null) {
            text.append(" (close code ").append(closeCode);
            if (closeReason != null && !closeReason.isEmpty()) {
                text.append(", reason \"").append(closeReason).append('"');
            }
            text.append(')');
        }
        if (retryAfter != null) {
            text.append(" (the server asks to wait ")
                    .append(retryAfter.toSeconds())
                    .append(" s)");
        }
        return text.toString();
    }
}
