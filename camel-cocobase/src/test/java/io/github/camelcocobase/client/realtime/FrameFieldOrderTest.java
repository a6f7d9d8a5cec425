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
package io.github.camelcocobase.client.realtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelcocobase.client.DataForm;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class FrameFieldOrderTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Property(seed = "4711", tries = 5_000, edgeCases = EdgeCasesMode.NONE)
    void doesNotMatter(@ForAll("samples") String sample, @ForAll Random random, @ForAll DataForm form)
            throws JsonProcessingException {
        Map<?, ?> fields = MAPPER.readValue(sample, Map.class);
        String ordered = MAPPER.writeValueAsString(fields);
        String shuffled = MAPPER.writeValueAsString(shuffle(fields, random));

        assertThat(FrameShapesTest.parse(form, shuffled)).isEqualTo(FrameShapesTest.parse(form, ordered));
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(FrameShapesTest.everySample().toList());
    }

    private static Object shuffle(Object value, Random random) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        Collections.shuffle(entries, random);
        Map<Object, Object> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), shuffle(entry.getValue(), random)));
        return shuffled;
    }
}
