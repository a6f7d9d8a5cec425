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

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorBodyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"detail\":\"Collection not found\"}                              | Collection not found | true",
                "{\"detail\":[{\"loc\":[\"query\",\"limit\"],\"msg\":\"too large\",\"type\":\"x\"}]} | query.limit: too large | true",
                "{\"error\":true,\"message\":\"Invalid API key\"}                   | Invalid API key | true",
                "{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"No such document\"}} | No such document (NOT_FOUND) | true",
                "{\"success\":false,\"error\":{\"code\":\"E1\",\"message\":\"no\"}} | no (E1) | true",
                "{\"error\":\"broken\"}                                             | broken | true",
                "{\"message\":\"broken\"}                                           | broken | true",
                "{}                                                                 | `` | true",
                "{\"detail\":17}                                                    | `` | true",
                "Internal Server Error                                              | Internal Server Error | false",
                "<html><body>Bad gateway</body></html>                              | an HTML or XML page | false",
                "[1,2]                                                              | [1,2] | false",
                "{\"detail\":                                                       | {\"detail\": | false",
                "``                                                                 | `` | false",
            })
    void saysWhatTheServerSays(String body, String words, boolean structured) {
        assertThat(ErrorBody.parse(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(new ErrorBody(words, structured));
    }
}
