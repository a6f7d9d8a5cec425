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
package io.github.camelcocobase.emulator;

/** A REST request that cannot be fulfilled. */
final class RestFailure extends RuntimeException {

    private final int status;
    private final transient ValidationError validation;

    RestFailure(int status, String message) {
        this(status, message, null);
    }

    private RestFailure(int status, String message, ValidationError validation) {
        super(message, null, false, false);
        this.status = status;
        this.validation = validation;
    }

    /**
     * A parameter or field that does not fit.
     *
     * @param in {@code query} or {@code body}
     */
    static RestFailure invalid(String in, String field, String message, String type) {
        return new RestFailure(422, message, new ValidationError(in, field, message, type));
    }

    int status() {
        return status;
    }

    /** The details, or null. */
    ValidationError validation() {
        return validation;
    }

    /** An entry of the cloud service's list of validation errors. */
    record ValidationError(String in, String field, String message, String type) {}
}
