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

/**
 * A part of a listing that has been asked for, by {@link DocumentReader#ask}. It is on its way, or has come, or is not
 * asked for before it is {@linkplain DocumentReader#list(PageRequest, io.github.camelcocobase.client.Cancellation) read}
 * because the server wants a pause.
 */
public final class PageRequest {

    private final Order order;
    private final long offset;
    private final int limit;
    private SentRequest sent;

    PageRequest(Order order, long offset, int limit, SentRequest sent) {
        this.order = order;
        this.offset = offset;
        this.limit = limit;
        this.sent = sent;
    }

    Order order() {
        return order;
    }

    /** {@return how many documents are left out} */
    public long offset() {
        return offset;
    }

    /** {@return how many documents are asked for} */
    public int limit() {
        return limit;
    }

    /** {@return what was sent, once; null if nothing was, or not any more} */
    SentRequest takeSent() {
        SentRequest taken = sent;
        sent = null;
        return taken;
    }
}
