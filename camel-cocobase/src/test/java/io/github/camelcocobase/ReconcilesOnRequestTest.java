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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.ObjectName;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(strings = {ENDPOINT, CONSUMER})
    void overJmx(String bean) throws Exception {
        startRoute("cocobase:users?recovery=full");
        awaitRuns(1);
        users.createAll(List.of(Map.of("name", "Ann")));
        ObjectName name = find(bean);

        assertThat(server.invoke(name, "reconcileNow", null, null)).isEqualTo(true);

        awaitRouted(1);
        awaitRuns(2);
        assertThat(get(name, "RecoveryRuns")).isEqualTo(2L);
        assertThat(get(name, "RecoveryPhase")).isEqualTo("IDLE");
        assertThat(get(name, "RecoveryKind")).isEqualTo("RECOVERY");
        assertThat(get(name, "RecoveryChanges")).isEqualTo(1L);
        assertThat(get(name, "DeletesHeld")).isEqualTo(0L);
        assertThat(get(name, "RecoveryLastError")).isNull();
    }

    /** Camel registers the consumer of the master component, not ours. */
    @Test
    void deletesAreConfirmedOnTheEndpointOfAClusteredRoute(@TempDir Path locks) throws Exception {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(locks.toString());
        cluster.setAcquireLockDelay(10);
        cluster.setAcquireLockDelayUnit(TimeUnit.MILLISECONDS);
        context.addService(cluster);
        List<String> ids = IntStream.range(0, 150)
                .mapToObj(i -> users.create(Map.of("number", i)))
                .toList();
        startRoute("master:ns:cocobase:users?recovery=full");
        ObjectName endpoint = find(ENDPOINT);
        await().until(() -> get(endpoint, "RecoveryRuns").equals(1L));
        users.deleteAll(ids);

        assertThat(server.invoke(endpoint, "reconcileNow", null, null)).isEqualTo(true);

        await().until(() -> get(endpoint, "DeletesHeld").equals(150L));
        assertThat(get(endpoint, "RecoveryPhase")).isEqualTo("HELD");
        assertThat(routed).isEmpty();

        assertThat(server.invoke(endpoint, "confirmDeletes", null, null)).isEqualTo(true);

        awaitRouted(150);
        await().until(() -> get(endpoint, "DeletesHeld").equals(0L));
    }

    @Test
    void anEndpointWithoutAConsumerHasNothingToRead() throws Exception {
        context.getEndpoint("cocobase:users?recovery=full");
        context.start();
        ObjectName endpoint = find(ENDPOINT);

        assertThat(server.invoke(endpoint, "reconcileNow", null, null)).isEqualTo(false);
        assertThat(server.invoke(endpoint, "confirmDeletes", null, null)).isEqualTo(false);
        assertThat(get(endpoint, "RecoveryPhase")).isNull();
        assertThat(get(endpoint, "RecoveryRuns")).isEqualTo(0L);
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
