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

import java.time.Duration;

import io.github.camelcocobase.client.realtime.Liveness.Verdict;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LivenessTest {

    private final Liveness liveness = new Liveness(Duration.ofNanos(20), Duration.ofNanos(50), 0);

    @Test
    void pingsAtTheInterval() {
        assertThat(liveness.judge(19, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(20, false)).isEqualTo(Verdict.PING);
        assertThat(liveness.judge(21, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(40, false)).isEqualTo(Verdict.PING);
    }

    @Test
    void silenceForAsLongAsTheTimeoutIsDeath() {
        liveness.heard(10);

        assertThat(liveness.judge(59, false)).isNotEqualTo(Verdict.DEAD);
        assertThat(liveness.judge(60, false)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void silenceProvesNothingWhileWeDoNotRead() {
        assertThat(liveness.judge(1000, true)).isEqualTo(Verdict.PING);
        assertThat(liveness.judge(1001, false)).isEqualTo(Verdict.FINE);
        assertThat(liveness.judge(1050, false)).isEqualTo(Verdict.DEAD);
    }

    @Test
    void theNextLookIsDueWhenSomethingIs() {
        assertThat(liveness.nextNanos(0)).isEqualTo(20);
        liveness.judge(20, false);
        assertThat(liveness.nextNanos(20)).isEqualTo(20);
        liveness.judge(40, false);
        assertThat(liveness.nextNanos(40)).isEqualTo(10);
        assertThat(liveness.nextNanos(100)).isEqualTo(1);
    }

    @Test
    void zeroMeansNeither() {
        Liveness neither = new Liveness(Duration.ZERO, Duration.ZERO, 0);

        assertThat(neither.judge(Long.MAX_VALUE, false)).isEqualTo(Verdict.FINE);
        assertThat(neither.nextNanos(0)).isEqualTo(Long.MAX_VALUE);
    }
}
