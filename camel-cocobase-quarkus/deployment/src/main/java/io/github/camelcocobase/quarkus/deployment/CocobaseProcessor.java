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
package io.github.camelcocobase.quarkus.deployment;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.ChangeType;
import io.github.camelcocobase.client.Document;
import io.github.camelcocobase.client.Origin;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.RuntimeInitializedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The build steps of the extension. The component itself is found by Camel Quarkus: its jar has a Jandex index, as those of
 * Camel's own components have. What is left to say concerns native mode, and has not been tried in a native image yet; its
 * reasons stand beside it.
 */
class CocobaseProcessor {

    private static final String FEATURE = "camel-cocobase";

    /** What takes something from the machine that builds which belongs to the machine that runs. */
    private static final String[] INITIALIZED_AT_RUN_TIME = {
        // a random salt, against keys that are made to collide: must not be the same in each process
        "io.github.camelcocobase.recovery.UuidText",
        // the number of processors
        "org.eclipse.jetty.util.ProcessorUtils",
        // whether there are virtual threads, and an executor of them
        "org.eclipse.jetty.util.VirtualThreads",
        // threads
        "org.eclipse.jetty.util.RolloverFileOutputStream",
        "org.eclipse.jetty.util.resource.URLResourceFactory$URLResource",
        "org.eclipse.jetty.util.thread.ShutdownThread",
        // the working directory
        "org.eclipse.jetty.util.resource.ResourceFactoryInternals",
        // a resolved network address
        "org.eclipse.jetty.io.ByteArrayEndPoint"
    };

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem(FEATURE);
    }

    @BuildStep
    void initializeAtRunTime(BuildProducer<RuntimeInitializedClassBuildItem> classes) {
        for (String name : INITIALIZED_AT_RUN_TIME) {
            classes.produce(new RuntimeInitializedClassBuildItem(name));
        }
    }

    @BuildStep
    void reflection(CombinedIndexBuildItem index, BuildProducer<ReflectiveClassBuildItem> classes) {
        String[] listeners = index.getIndex().getAllKnownImplementations(Session.Listener.class).stream()
                .map(listener -> listener.name().toString())
                .toArray(String[]::new);
        classes.produce(ReflectiveClassBuildItem.builder(listeners)
                .reason("Jetty looks for the callbacks by name")
                .methods()
                .build());
        classes.produce(
                ReflectiveClassBuildItem.builder(ChangeEvent.class, Document.class, ChangeType.class, Origin.class)
                        .reason("bodyType=event: the simple language reads the body's properties")
                        .methods()
                        .build());
    }

    @BuildStep
    void services(BuildProducer<ServiceProviderBuildItem> services) {
        for (String service : new String[] {
            "org.eclipse.jetty.http.HttpFieldPreEncoder",
            "org.eclipse.jetty.websocket.core.Extension",
            "org.eclipse.jetty.websocket.api.ExtensionConfig$Parser"
        }) {
            services.produce(ServiceProviderBuildItem.allProvidersFromClassPath(service));
        }
    }

    /** Read by Jetty's MimeTypes. */
    @BuildStep
    NativeImageResourceBuildItem resources() {
        return new NativeImageResourceBuildItem(
                "org/eclipse/jetty/http/encoding.properties", "org/eclipse/jetty/http/mime.properties");
    }
}
