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
package io.github.camelcocobase.builder.endpoint;

import io.github.camelcocobase.BodyType;
import org.apache.camel.builder.RouteBuilder;

import static io.github.camelcocobase.builder.endpoint.StaticEndpointBuilders.cocobase;

/** The Endpoint DSL in any route builder. */
class ActiveUsersRoute extends RouteBuilder {

    @Override
    public void configure() {
        from(cocobase("users").events("update").filter("status", "active").bodyType(BodyType.JSON))
                .to("direct:active-users");
    }
}
