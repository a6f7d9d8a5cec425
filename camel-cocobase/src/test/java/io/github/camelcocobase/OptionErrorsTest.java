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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A value that cannot be used fails the start, with the option, the value and what is allowed in the message. */
class OptionErrorsTest extends WatchTestSupport {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    events=created                                 | events is "created"             | create, update and delete
                    events=create,,update                          | events is "create,,update"      | create, update and delete
                    bodyType=xml                                   | bodyType                        | xml
                    filterMode=remote                              | filterMode                      | remote
                    unknownEvents=drop                             | unknownEvents                   | drop
                    overflow=spill                                 | overflow                        | spill
                    queueSize=0                                    | queueSize is 0                  | 1 or more
                    concurrentConsumers=0                          | concurrentConsumers is 0        | 1 to 1000
                    concurrentConsumers=1001                       | concurrentConsumers is 1001     | 1 to 1000
                    reconnectDelay=0                               | reconnectDelay is 0 ms          | more than 0
                    maxReconnectDelay=10                           | maxReconnectDelay is 10 ms      | at least reconnectDelay
                    reconnectBackoffMultiplier=0.5                 | reconnectBackoffMultiplier is 0.5 | 1 to 100
                    reconnectJitter=1.5                            | reconnectJitter is 1.5          | 0 to 1
                    maxReconnectAttempts=-1                        | maxReconnectAttempts is -1      | 0 (no limit) or more
                    connectTimeout=0                               | connectTimeout is 0 ms          | more than 0
                    subscribeTimeout=-1                            | subscribeTimeout is -1 ms       | more than 0
                    pingInterval=-1                                | pingInterval is -1 ms           | 0 or more
                    pingInterval=20s&livenessTimeout=20s           | livenessTimeout is 20000 ms     | more than pingInterval
                    maxMessageSize=lots                            | maxMessageSize is lots          | KB or MB
                    maxMessageSize=2000MB                          | maxMessageSize is 2000MB        | up to 1024MB
                    maxMessageSize=0                               | maxMessageSize is 0             | a number of bytes
                    snapshot=once                                  | snapshot                        | once
                    recovery=all                                   | recovery                        | all
                    recovery=full&reconcileInterval=-1             | reconcileInterval is -1 ms      | 0 or more
                    reconcileInterval=1m                           | reconcileInterval is 60000 ms   | recovery=full
                    massDeleteGuard=-1                             | massDeleteGuard is -1           | 0 to 100
                    massDeleteGuard=101                            | massDeleteGuard is 101          | 0 to 100
                    pageSize=0                                     | pageSize is 0                   | 1 to 1000
                    pageSize=1001                                  | pageSize is 1001                | 1 to 1000
                    documentLedger=redis:x                         | documentLedger is "redis:x"     | memory, file:<directory>
                    proxyHost=proxy                                | proxyPort is 0                  | 1 to 65535
                    proxyPort=3128                                 | proxyHost is not set            | a host name
                    proxyHost=p&proxyPort=1&proxyUsername=u        | proxyPassword is not set        | together with proxyUsername
                    baseUrl=api.cocobase.cc                        | baseUrl is "api.cocobase.cc"    | begins with https://
                    baseUrl=wss://api.cocobase.cc                  | baseUrl is "wss://api.cocobase.cc" | begins with https://
                    baseUrl=https://                               | baseUrl is "https://"           | a URL
                    baseUrl=https://host:99999                     | baseUrl is "https://host:99999" | valid host and port
                    baseUrl=http://10.1.2.3                        | baseUrl is http://10.1.2.3      | allowPlaintext=true
                    baseUrl=http://localhost.evil.com              | baseUrl is http://localhost.evil.com | use https
                    """)
    void namesOptionValueAndWhatIsAllowed(String options, String problem, String allowed) {
        Throwable thrown = catchThrowable(() -> startRoute("cocobase:users?" + options));

        assertThat(thrown).isNotNull();
        assertThat(messages(thrown)).contains(problem).contains(allowed);
        assertThat(emulator.connectionAttempts()).isZero();
    }

    @Test
    void withoutAKey() {
        context.getComponent("cocobase", CocobaseComponent.class)
                .getConfiguration()
                .setApiKey(null);

        assertThatThrownBy(() -> startRoute("cocobase:users"))
                .rootCause()
                .hasMessageContaining("apiKey is not set")
                .hasMessageContaining("camel.component.cocobase.api-key");
    }

    @Test
    void aUserInTheBaseUrlIsNotRepeated() {
        Throwable thrown = catchThrowable(() -> startRoute("cocobase:users?baseUrl=RAW(https://me:s3cret@host)"));

        assertThat(messages(thrown)).contains("baseUrl for host host").contains("user");
        assertThat(rootOf(thrown).getMessage()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({"cocobase:..", "cocobase:."})
    void collectionNamesThatWouldChangeThePath(String uri) {
        Throwable thrown = catchThrowable(() -> startRoute(uri));

        assertThat(messages(thrown)).contains("collection");
        assertThat(emulator.connectionAttempts()).isZero();
    }

    @Test
    void anUnknownOption() {
        assertThatThrownBy(() -> startRoute("cocobase:users?colour=red")).hasStackTraceContaining("colour");
    }

    @Test
    void itCannotBeWrittenTo() {
        Throwable thrown =
                catchThrowable(() -> context.getEndpoint("cocobase:users").createProducer());

        assertThat(thrown)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("from(\"cocobase:users\")")
                .hasMessageContaining("REST");
    }

    private static String messages(Throwable thrown) {
        StringBuilder messages = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
