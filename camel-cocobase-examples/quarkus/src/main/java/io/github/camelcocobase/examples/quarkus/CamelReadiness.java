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
package io.github.camelcocobase.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Asks Camel's health checks, each cocobase consumer's among them, for {@code /q/health/ready}. The extension
 * camel-quarkus-microprofile-health is there for that; with it this class is not needed.
 */
@Readiness
@ApplicationScoped
public class CamelReadiness implements HealthCheck {

    private final CamelContext camel;

    CamelReadiness(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("camel").up();
        for (Result result : HealthCheckHelper.invokeReadiness(camel, "full")) {
            String state = result.getState().name();
            response.withData(
                    result.getCheck().getId(),
                    result.getMessage().map(message -> state + ": " + message).orElse(state));
            if (result.getState() == State.DOWN) {
                response.down();
            }
        }
        return response.build();
    }
}
