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

import java.util.Map;

import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Many more recoveries than there are threads for them take their turns at one host, and all come to their end. */
class ManyEndpointsRecoverTest extends WatchTestSupport {

    private static final int ENDPOINTS = 30;

    @Test
    void afterTheStartAndAfterALostConnection() throws Exception {
        emulator.collection("users").create(Map.of());
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < ENDPOINTS; i++) {
                    from("cocobase:users?snapshot=initial&recovery=full&connectionName=c" + i)
                            .process(exchange -> routed.add(exchange.copy()));
                }
            }
        });
        awaitRuns(1);
        assertThat(routed).hasSize(ENDPOINTS);

        emulator.restart();

        awaitRuns(2);
    }

    private void awaitRuns(long runs) {
        for (Route route : context.getRoutes()) {
            CocobaseConsumer consumer = (CocobaseConsumer) route.getConsumer();
            await().untilAsserted(() -> {
                RecoveryStatus status = consumer.getRecoveryStatus();
                assertThat(status.runsCompleted()).isEqualTo(runs);
                assertThat(status.phase()).isEqualTo(RecoveryStatus.Phase.IDLE);
            });
        }
    }
}
