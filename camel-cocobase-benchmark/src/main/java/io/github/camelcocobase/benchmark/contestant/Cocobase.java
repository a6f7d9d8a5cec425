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
package io.github.camelcocobase.benchmark.contestant;

import java.net.URI;
import java.util.Map;

import io.github.camelcocobase.CocobaseConstants;
import io.github.camelcocobase.client.ChangeEvent;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** Ours. */
public abstract class Cocobase extends CamelContestant {

    private final String options;

    private Cocobase(String options) {
        this.options = options;
    }

    @Override
    protected void configure(RouteBuilder builder, URI server, String collection, Sink sink) {
        builder.from("cocobase:" + collection + "?apiKey=benchmark&baseUrl=" + server + options)
                .process(exchange -> {
                    Message message = exchange.getMessage();
                    accept(
                            message,
                            message.getHeader(CocobaseConstants.EVENT_TYPE, String.class),
                            message.getHeader(CocobaseConstants.DOCUMENT_ID, String.class),
                            sink);
                });
    }

    abstract void accept(Message message, String type, String id, Sink sink);

    /** {@code bodyType=data}, with a choice of other options. */
    public static class Data extends Cocobase {
        /** With the defaults. */
        public Data() {
            this("");
        }

        Data(String options) {
            super(options);
        }

        @Override
        void accept(Message message, String type, String id, Sink sink) {
            sink.accept(type, id, message.getBody(Map.class));
        }
    }

    /** {@code bodyType=data} without the books that the default recovery keeps. */
    public static final class DataWithoutRecovery extends Data {
        /** Makes one. */
        public DataWithoutRecovery() {
            super("&recovery=none");
        }
    }

    /** {@code bodyType=data} with the fingerprints that the full recovery compares. */
    public static final class DataWithFullRecovery extends Data {
        /** Makes one. */
        public DataWithFullRecovery() {
            super("&recovery=full");
        }
    }

    /** {@code bodyType=json}. */
    public static final class Json extends Cocobase {
        /** Makes one. */
        public Json() {
            super("&bodyType=json");
        }

        @Override
        void accept(Message message, String type, String id, Sink sink) {
            sink.accept(type, id, message.getBody(String.class));
        }
    }

    /** {@code bodyType=event}. */
    public static final class Event extends Cocobase {
        /** Makes one. */
        public Event() {
            super("&bodyType=event");
        }

        @Override
        void accept(Message message, String type, String id, Sink sink) {
            ChangeEvent event = message.getBody(ChangeEvent.class);
            sink.accept(type, id, event.document().data().toMap());
        }
    }
}
