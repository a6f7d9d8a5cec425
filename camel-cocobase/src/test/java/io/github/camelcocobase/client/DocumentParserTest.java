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
package io.github.camelcocobase.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentParserTest {

    @ParameterizedTest
    @EnumSource(DataForm.class)
    void readsTheRowsOfAListingOneAfterTheOther(DataForm form) throws IOException {
        byte[] listing =
                """
                xx[ {"id":"1","collection_id":"c1","data":{"n": 1},"created_at":"2025-11-04T12:00:00.123456"},
                {"_id":"2","data":{"n":2}, "n":"ż"} ,
                {"id":3,"n":3}]yy"""
                        .getBytes(StandardCharsets.UTF_8);
        DocumentParser parser = new DocumentParser(form);
        List<Document> rows = new ArrayList<>();

        try (JsonInput in = JsonInput.open(listing, 2, listing.length - 4)) {
            assertThat(in.parser().nextToken()).isEqualTo(JsonToken.START_ARRAY);
            while (in.parser().nextToken() == JsonToken.START_OBJECT) {
                rows.add(parser.parse(in).toDocument("users"));
            }
            assertThat(in.parser().currentToken()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(in.parser().nextToken()).isNull();
        }

        assertThat(rows).extracting(Document::id).containsExactly("1", "2", "3");
        assertThat(rows).extracting(Document::collection).containsOnly("users");
        assertThat(rows).extracting(Document::collectionId).containsExactly("c1", null, null);
        assertThat(rows)
                .extracting(row -> row.data().toMap())
                .containsExactly(Map.of("n", 1), Map.of("data", Map.of("n", 2), "n", "ż"), Map.of("n", 3));
        assertThat(rows.get(0).data().toJson()).isEqualTo(form == DataForm.MAP ? "{\"n\":1}" : "{\"n\": 1}");
    }

    @Test
    void takesAnIdForACollectionsName() {
        assertThat(CollectionId.looksLikeOne("c1e0a3b2-0000-4000-8000-00000000beef"))
                .isTrue();
        assertThat(CollectionId.looksLikeOne("C1E0A3B2-0000-4000-8000-00000000BEEF"))
                .isTrue();
        assertThat(CollectionId.looksLikeOne("c1e0a3b2-0000-4000-8000-00000000bee"))
                .isFalse();
        assertThat(CollectionId.looksLikeOne("c1e0a3b2-0000-4000-8000-00000000beeg"))
                .isFalse();
        assertThat(CollectionId.looksLikeOne("c1e0a3b2x0000-4000-8000-00000000beef"))
                .isFalse();
        assertThat(CollectionId.looksLikeOne("c1e0a3b200000-4000-8000-00000000beef"))
                .isFalse();
        assertThat(CollectionId.looksLikeOne("users")).isFalse();
        assertThat(CollectionId.looksLikeOne("")).isFalse();
    }
}
