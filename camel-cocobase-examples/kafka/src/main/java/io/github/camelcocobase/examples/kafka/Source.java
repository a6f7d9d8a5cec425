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
package io.github.camelcocobase.examples.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.main.Main;

/**
 * A node that can watch Cocobase for Kafka: {@code camel/source.yaml} with {@code application-source.properties}. The one
 * that holds the lock on a file does, the others stand by. Across machines, bind another of Camel's cluster services,
 * such as Kubernetes' or Infinispan's.
 */
public final class Source {

    private Source() {}

    public static void main(String[] args) throws Exception {
        Map<String, String> environment = System.getenv();
        camel(
                        environment.getOrDefault("NODE_NAME", "source"),
                        Path.of(environment.getOrDefault("CLUSTER_DIRECTORY", "target/cluster")))
                .run();
    }

    /**
     * @param node its name in the cluster
     * @param locks a directory that all nodes see
     */
    static Main camel(String node, Path locks) {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setId(node);
        cluster.setRoot(locks.toString());
        // how often a node looks whether the lock is free
        cluster.setAcquireLockDelay(1, TimeUnit.SECONDS);
        cluster.setAcquireLockInterval(1, TimeUnit.SECONDS);
        Main camel = new Main();
        camel.configure().withProfile("source");
        camel.bind("cluster", cluster);
        return camel;
    }
}
