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
package io.github.camelcocobase.springboot;

import java.util.stream.Stream;

import io.github.camelcocobase.BodyType;
import io.github.camelcocobase.CocobaseComponent;
import io.github.camelcocobase.CocobaseConfiguration;
import io.github.camelcocobase.Overflow;
import io.github.camelcocobase.client.Dialect;
import io.github.camelcocobase.recovery.RecoveryMode;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ContextConsumer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** What an application writes in {@code application.properties} is what the component works with. */
class ConfiguredByPropertiesTest {

    @Configuration
    static class Beans {

        @Bean
        HttpClient ownClient() {
            return new HttpClient();
        }

        @Bean
        SSLContextParameters ownTls() {
            return new SSLContextParameters();
        }

        @Bean
        CocobaseConfiguration ownConfiguration() {
            CocobaseConfiguration configuration = new CocobaseConfiguration();
            configuration.setQueueSize(17);
            return configuration;
        }
    }

    private static void run(ContextConsumer<AssertableApplicationContext> look, String... properties) {
        String[] pairs = Stream.of(properties)
                .map(property -> "camel.component.cocobase." + property)
                .toArray(String[]::new);
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(CamelAutoConfiguration.class, CocobaseComponentAutoConfiguration.class))
                .withUserConfiguration(Beans.class)
                .withPropertyValues(pairs)
                .run(look);
    }

    private static CocobaseComponent component(ApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("cocobase", CocobaseComponent.class);
    }

    @Test
    void valuesOfEachKind() {
        run(
                application -> {
                    CocobaseComponent component = component(application);
                    CocobaseConfiguration configuration = component.getConfiguration();

                    assertThat(configuration.getApiKey()).isEqualTo("secret");
                    assertThat(configuration.getBaseUrl()).isEqualTo("http://localhost:1234");
                    assertThat(configuration.getDialect()).isEqualTo(Dialect.SELF_HOSTED);
                    assertThat(configuration.getBodyType()).isEqualTo(BodyType.DOCUMENT);
                    assertThat(configuration.getOverflow()).isEqualTo(Overflow.DROP_OLDEST);
                    assertThat(configuration.getRecovery()).isEqualTo(RecoveryMode.FULL);
                    assertThat(configuration.getEvents()).isEqualTo("create,update");
                    assertThat(configuration.getFilter())
                            .hasSize(2)
                            .containsEntry("status", "active")
                            .hasEntrySatisfying(
                                    "age_gte", value -> assertThat(value).hasToString("18"));
                    assertThat(configuration.isFilterDeletes()).isTrue();
                    assertThat(configuration.getReconnectDelay()).isEqualTo(500);
                    assertThat(configuration.getMaxReconnectDelay()).isEqualTo(60_000);
                    assertThat(configuration.getPingInterval()).isEqualTo(2500);
                    assertThat(configuration.getReconcileInterval()).isZero();
                    assertThat(configuration.getReconnectJitter()).isEqualTo(0.5);
                    assertThat(configuration.getQueueSize()).isEqualTo(5);
                    assertThat(configuration.getMaxMessageSize()).isEqualTo("1MB");
                    assertThat(configuration.getDocumentLedger()).isEqualTo("file:target/ledger");
                    assertThat(component.getHealthGracePeriod()).isEqualTo(5000);
                    assertThat(component.isHealthCheckConsumerEnabled()).isFalse();
                },
                "api-key=secret",
                "base-url=http://localhost:1234",
                "dialect=selfHosted",
                "bodyType=document",
                "overflow=drop-oldest",
                "recovery=full",
                "events=create,update",
                "filter.status=active",
                "filter.age_gte=18",
                "filter-deletes=true",
                "reconnect-delay=500ms",
                "maxReconnectDelay=1m",
                "ping-interval=2500",
                "reconcile-interval=0",
                "reconnect-jitter=0.5",
                "queue-size=5",
                "max-message-size=1MB",
                "document-ledger=file:target/ledger",
                "health-grace-period=5s",
                "health-check-consumer-enabled=false");
    }

    @Test
    void beansByTheirNames() {
        run(
                application -> {
                    CocobaseConfiguration configuration = component(application).getConfiguration();

                    assertThat(configuration.getHttpClient()).isSameAs(application.getBean("ownClient"));
                    assertThat(configuration.getSslContextParameters()).isSameAs(application.getBean("ownTls"));
                },
                "http-client=#ownClient",
                "ssl-context-parameters=#bean:ownTls");
    }

    @Test
    void whatIsNotConfiguredKeepsTheValueOfTheOwnConfiguration() {
        run(
                application -> {
                    CocobaseConfiguration configuration = component(application).getConfiguration();

                    assertThat(configuration.getQueueSize()).isEqualTo(17);
                    assertThat(configuration.getPageSize()).isEqualTo(7);
                },
                "configuration=#ownConfiguration",
                "page-size=7");
    }

    @Test
    void aWrongValueIsNamed() {
        run(
                application -> assertThat(application)
                        .getFailure()
                        .hasStackTraceContaining("camel.component.cocobase.reconnect-delay")
                        .hasStackTraceContaining("soon"),
                "reconnect-delay=soon");
        run(
                application -> assertThat(application)
                        .getFailure()
                        .hasStackTraceContaining("camel.component.cocobase.http-client")
                        .hasStackTraceContaining("write #name or #bean:name"),
                "http-client=ownClient");
    }

    @Test
    void nothingIsConfiguredWhenSwitchedOff() {
        run(
                application -> {
                    assertThat(component(application).getConfiguration().getPageSize())
                            .isEqualTo(100);
                },
                "enabled=false",
                "page-size=7");
    }
}
