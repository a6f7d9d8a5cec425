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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process of its own that replicates the collection {@code users} into a journal, one line for each Exchange, and can
 * be killed at any moment. Arguments: base URL, API key, journal, endpoint URI, then, for a member of a cluster, the
 * JDBC URL of the ledger, the directory of the locks and the node's name.
 */
final class RecoveryNode {

    private RecoveryNode() {}

    public static void main(String[] args) throws Exception {
        Path journal = Path.of(args[2]);
        DefaultCamelContext context = new DefaultCamelContext();
        if (args.length > 4) {
            PGSimpleDataSource ledger = new PGSimpleDataSource();
            ledger.setUrl(args[4]);
            context.getRegistry().bind("ledger", ledger);
            FileLockClusterService cluster = new FileLockClusterService();
            cluster.setId(args[6]);
            cluster.setRoot(args[5]);
            cluster.setAcquireLockDelay(100);
            cluster.setAcquireLockInterval(100);
            cluster.setAcquireLockIntervalUnit(TimeUnit.MILLISECONDS);
            cluster.setAcquireLockDelayUnit(TimeUnit.MILLISECONDS);
            context.addService(cluster);
        }
        CocobaseComponent component = context.getComponent("cocobase", CocobaseComponent.class);
        component.getConfiguration().setBaseUrl(args[0]);
        component.getConfiguration().setApiKey(args[1]);
        component.getConfiguration().setReconnectDelay(50);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(args[3]).routeId("journal").process(exchange -> write(journal, exchange));
            }
        });
        context.start();
        Thread.currentThread().join();
    }

    private static void write(Path journal, Exchange exchange) throws IOException {
        boolean delete = "delete".equals(exchange.getIn().getHeader(CocobaseConstants.EVENT_TYPE));
        Object version = delete ? "gone" : ((Map<?, ?>) exchange.getIn().getBody()).get("v");
        String line = exchange.getIn().getHeader(CocobaseConstants.DOCUMENT_ID) + " " + version + "\n";
        Files.writeString(journal, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Starts one; what it says goes to the file beside the journal. */
    static Process start(Path journal, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RecoveryNode.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of(journal + ".log").toFile()))
                .start();
    }
}
