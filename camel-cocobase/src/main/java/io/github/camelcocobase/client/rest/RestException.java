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
package io.github.camelcocobase.client.rest;

import io.github.camelcocobase.client.CocobaseException;

/** A REST request that was not answered, or not as it should be. */
public class RestException extends CocobaseException {

    /** Stands for the status of a request that was not answered with one. */
    public static final int NO_STATUS = 0;

    private final int status;
    private final boolean transientFailure;

    /**
     * @param message what happened, safe for a log
     * @param status the HTTP status; {@link #NO_STATUS} if there was no answer
     * @param transientFailure whether the same request may succeed later: true for 429, 5xx, a broken connection and an
     *     answer that cannot be read
     * @param cause the exception behind it; may be null
     */
    public RestException(String message, int status, boolean transientFailure, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.transientFailure = transientFailure;
    }

    /** {@return the HTTP status; {@link #NO_STATUS} if there was no answer} */
    public int status() {
        return status;
    }

    /** {@return whether the same request may succeed later} */
    public boolean isTransient() {
        return transientFailure;
    }
}
