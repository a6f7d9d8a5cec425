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
package io.github.camelcocobase.client.rest;

import java.lang.reflect.Proxy;

import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResponseCollectorTest {

    /** Whoever waits for the answer holds the host's turn. */
    @Test
    void anErrorWhileTheAnswerIsMadeIsTheAnswer() {
        Error error = new OutOfMemoryError("Java heap space");
        Response response = (Response) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Response.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getStatus")) {
                        return 200;
                    }
                    throw error;
                });
        ResponseCollector collector = new ResponseCollector(1000);

        collector.onComplete(new Result(null, response));

        assertThat(collector.answer()).isCompletedExceptionally();
        assertThatThrownBy(collector.answer()::join).hasCause(error);
    }
}
