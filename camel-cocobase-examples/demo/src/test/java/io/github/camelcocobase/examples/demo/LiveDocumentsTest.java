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
package io.github.camelcocobase.examples.demo;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveDocumentsTest {

    private final LiveDocuments documents = new LiveDocuments();

    @Test
    void keepsTheLatestStateOfEachDocument() {
        apply("create", "1", Map.of("name", "Ada"));
        apply("create", "2", Map.of("name", "Grace"));
        apply("update", "1", Map.of("name", "Ada Lovelace"));
        apply("delete", "2", Map.of());

        assertThat(documents.state().documents())
                .containsExactly(new LiveDocuments.Document("users", "1", Map.of("name", "Ada Lovelace")));
        assertThat(documents.state().changeCount()).isEqualTo(4);
        assertThat(documents.state().changes()).extracting(Change::number).containsExactly(4L, 3L, 2L, 1L);
    }

    @Test
    void takesAnUpdateOfADocumentItHasNotSeen() {
        Change change = apply("update", "1", Map.of("name", "Ada", "plan", "pro"));

        assertThat(change.details()).isEqualTo("plan: pro");
        assertThat(documents.state().documents()).hasSize(1);
    }

    @Test
    void takesADeleteOfADocumentItHasNotSeen() {
        assertThat(apply("delete", "1", Map.of()).title()).isEqualTo("1");
        assertThat(documents.state().documents()).isEmpty();
    }

    @Test
    void takesADeleteThatBringsTheDocumentsFields() {
        Change change = apply("delete", "1", Map.of("name", "Ada"));

        assertThat(change.title()).isEqualTo("Ada");
        assertThat(change.data()).isEmpty();
        assertThat(documents.state().documents()).isEmpty();
    }

    @Test
    void keepsTheNewestDocumentsOfALargeCollection() {
        int count = LiveDocuments.DOCUMENTS_PER_COLLECTION + 50;
        for (int i = 0; i < count; i++) {
            apply("create", "id-" + i, Map.of("name", i));
        }

        assertThat(documents.state().documents())
                .hasSize(LiveDocuments.DOCUMENTS_PER_COLLECTION)
                .extracting(LiveDocuments.Document::id)
                .contains("id-" + (count - 1))
                .doesNotContain("id-0");
    }

    @Test
    void writesAChangeAsOneAlignedLine() {
        apply("create", "1", fields("Ada", "free"));

        assertThat(apply("update", "1", fields("Ada", "pro")))
                .hasToString("update  users     Ada                     plan: free -> pro");
        assertThat(apply("delete", "1", Map.of())).hasToString("delete  users     Ada");
    }

    @Test
    void aValueNeitherBeginsALineNorControlsTheTerminal() {
        String line = apply("create", "1", fields("Eve\n12:00:00  delete", "\u001b[2Jfree"))
                .toString();

        assertThat(line).doesNotContain("\n", "\u001b").contains("Eve 12:00:00");
    }

    private Change apply(String event, String id, Map<String, Object> data) {
        return documents.apply(event, "users", id, 0, data);
    }

    private static Map<String, Object> fields(String name, String plan) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("plan", plan);
        return fields;
    }
}
