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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two sources in processes of their own; the one that watches is killed by the signal that nobody can catch. */
class FailoverTest extends KafkaTestSupport {

    private Process start(String node) throws IOException {
        Process process = SourceProcess.start(
                Map.of(
                        "COCOBASE_BASE_URL", cocobase.baseUrl(),
                        "COCOBASE_API_KEY", cocobase.apiKey(),
                        "KAFKA_BROKERS", broker.address(),
                        "LEDGER_URL", ledger.url(),
                        "CLUSTER_DIRECTORY", directory.resolve("cluster").toString(),
                        "NODE_NAME", node),
                ProcessBuilder.Redirect.to(output(node).toFile()));
        closedLater(process::destroyForcibly);
        return process;
    }

    private Path output(String node) {
        return directory.resolve(node + ".log");
    }

    @Test
    void theOtherTakesOverWhereTheOneWasKilled() throws Exception {
        change(500);
        Process leader = start("first");
        await().until(() -> journal.replica().equals(server()));
        start("second");
        await().until(() -> Files.readString(output("second")).contains("Started source"));

        change(500);
        leader.destroyForcibly().waitFor();
        long seenBefore = journal.count();
        change(500);
        cocobase.awaitConnections("orders", 1, PATIENCE);
        change(500);

        await().untilAsserted(this::assertThatTheWorkersKnowTheTruth);
        // it went on where the ledger says the other was, not from scratch
        assertThat(journal.count() - seenBefore).isLessThan(1_500);
        assertThatNoOrderWentBackwards();
    }
}
