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
package io.github.camelcocobase.examples.patterns;

import java.io.File;

import org.apache.camel.BindToRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

import static io.github.camelcocobase.CocobaseConstants.DOCUMENT_ID;

/** One mail for each new user, however often the user is reported, also across restarts. */
public class IdempotentRoute extends RouteBuilder {

    @BindToRegistry("welcomed")
    public IdempotentRepository welcomed() {
        return FileIdempotentRepository.fileIdempotentRepository(
                new File(getContext().resolvePropertyPlaceholders("{{welcomed.file:target/welcomed.txt}}")));
    }

    // spotless:off
    @Override
    public void configure() {
        from("cocobase:users?events=create&snapshot=always")
            .routeId("idempotent")
            .idempotentConsumer(header(DOCUMENT_ID))
                .idempotentRepository("welcomed")
                // remembered when the mail is out: a crash in between sends it twice, not never
                .eager(false)
                .log("mail to ${body[email]}");
    }
    // spotless:on
}
