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
package io.github.camelcocobase.examples.patterns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelcocobase.emulator.StoredDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentFieldsTest extends PatternTest {

    DocumentFieldsTest() {
        super("document-fields");
    }

    @ParameterizedTest
    @EnumSource
    void allThatTheServerSaysOfADocumentIsThere(Dsl dsl) throws Exception {
        start(dsl);
        cocobase.awaitConnections("users", 1);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String id = users.create(Map.of("name", "Ann " + i));
            expect(expected, "create", id, "");
            String before = users.get(id).orElseThrow().data().toString();
            users.update(id, Map.of("name", "Bob " + i, "status", "active"));
            expect(expected, "update", id, before);
        }

        awaitLogged("document-fields", 4000);
        assertThat(journal.texts("document-fields")).isEqualTo(expected);
    }

    private void expect(List<String> expected, String event, String id, String before) {
        StoredDocument document = users.get(id).orElseThrow();
        expected.add("event " + event + " in users");
        expected.add("id " + id + ", created " + document.createdAt() + ", updated " + document.updatedAt());
        expected.add("name " + document.data().get("name") + ", all fields " + document.data());
        expected.add("before " + before);
    }
}
