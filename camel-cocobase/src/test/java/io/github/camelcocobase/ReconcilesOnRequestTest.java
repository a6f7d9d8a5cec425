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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReconcilesOnRequestTest extends RecoveryTestSupport {

    @BeforeEach
    void publishNoBatches() {
        emulator.faults().silentBatch(true);
    }

    @Test
    void overTheControlBus() throws Exception {
        startRoute(new RouteBuilder() {
            @Override
            public void configure() {
                from("cocobase:users?recovery=full").routeId("route").process(exchange -> routed.add(exchange.copy()));
                from("direct:nightly")
                        .setBody(constant("${camelContext.getRoute('route').getConsumer().reconcileNow()}"))
                        .to("controlbus:language:simple");
            }
        });
        awaitRuns(1);
        users.createAll(List.of(Map.of("name", "Ann")));

        Object begun = context.createProducerTemplate().requestBody("direct:nightly", (Object) null);

        assertThat(begun).asString().isEqualTo("true");
        awaitRouted(1);
        assertThat(originsOfRouted()).containsExactly("recovery");
    }

    @Test
    void overJmx() throws Exception {
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        users.createAll(List.of(Map.of("name", "Ann")));
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName consumer = server.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                + ",type=consumers,name=CocobaseConsumer*"),
                        null)
                .iterator()
                .next();

        assertThat(server.invoke(consumer, "reconcileNow", null, null)).isEqualTo(true);

        awaitRouted(1);
        awaitRuns(2);
        assertThat(server.getAttribute(consumer, "RecoveryRuns")).isEqualTo(2L);
        assertThat(server.getAttribute(consumer, "RecoveryPhase")).isEqualTo("IDLE");
        assertThat(server.getAttribute(consumer, "RecoveryKind")).isEqualTo("RECOVERY");
        assertThat(server.getAttribute(consumer, "RecoveryChanges")).isEqualTo(1L);
        assertThat(server.getAttribute(consumer, "DeletesHeld")).isEqualTo(0L);
        assertThat(server.getAttribute(consumer, "RecoveryLastError")).isNull();
    }

    @Test
    void aSecondRequestIsNotLost() throws Exception {
        users.create(Map.of("name", "Ann"));
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        emulator.faults().restDelay(Duration.ofMillis(50));

        assertThat(consumer().reconcileNow()).isTrue();
        await().until(() -> recovery().isRunning());
        assertThat(consumer().reconcileNow()).isTrue();
        assertThat(consumer().reconcileNow()).isTrue();

        awaitRuns(3);
    }

    @Test
    void withoutASubscriptionThereIsNothingToRead() throws Exception {
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        context.getRouteController().suspendRoute("route");

        assertThat(consumer().reconcileNow()).isFalse();
    }
}
