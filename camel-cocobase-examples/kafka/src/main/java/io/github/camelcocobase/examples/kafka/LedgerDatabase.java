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
import java.sql.SQLException;

import org.h2.tools.Server;

/** A database server in this process, for the ledger that the sources share. */
final class LedgerDatabase implements AutoCloseable {

    private final Server server;

    private LedgerDatabase(Server server) {
        this.server = server;
    }

    static LedgerDatabase start(Path directory) throws SQLException {
        return new LedgerDatabase(
                Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", directory.toString())
                        .start());
    }

    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/./ledger";
    }

    @Override
    public void close() {
        server.stop();
    }
}
