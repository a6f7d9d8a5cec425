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
package io.github.camelcocobase.karaf;

import io.github.camelcocobase.CocobaseComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.ConsumersHealthCheckRepository;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Runs the routes for as long as the bundle is started. */
public final class RoutesActivator implements BundleActivator {

    private CamelContext camel;

    @Override
    public void start(BundleContext bundleContext) throws Exception {
        camel = new OsgiDefaultCamelContext(bundleContext);
        // in Karaf Camel does not find it by itself, and without it no consumer is asked for its health
        HealthCheckRegistry.get(camel).register(new ConsumersHealthCheckRepository());

        CocobaseComponent cocobase = camel.getComponent("cocobase", CocobaseComponent.class);
        cocobase.getConfiguration().setBaseUrl(System.getenv("COCOBASE_BASE_URL"));
        cocobase.getConfiguration().setApiKey(System.getenv("COCOBASE_API_KEY"));

        camel.addRoutes(new Routes());
        camel.start();
    }

    @Override
    public void stop(BundleContext bundleContext) {
        camel.stop();
    }
}
