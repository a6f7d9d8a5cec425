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

import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Camel tells of the remote service, for instance in its endpoint registry and in traces. */
class ServiceLocationTest extends WatchTestSupport {

    @Test
    void saysWhereAndWhatWithoutTheKey() {
        EndpointServiceLocation location =
                (EndpointServiceLocation) context.getEndpoint("cocobase:users?connectionName=x&apiKey=some-other-key");

        assertThat(location.getServiceUrl()).isEqualTo(emulator.baseUrl());
        assertThat(location.getServiceProtocol()).isEqualTo("websocket");
        assertThat(location.getServiceMetadata())
                .containsOnlyKeys("collection", "connectionName")
                .containsEntry("collection", "users")
                .containsEntry("connectionName", "x");
    }
}
