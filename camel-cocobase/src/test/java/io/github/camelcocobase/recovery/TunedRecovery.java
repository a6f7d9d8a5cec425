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
package io.github.camelcocobase.recovery;

import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

import io.github.camelcocobase.client.rest.DocumentReader;

/** Makes recoveries that differ from the usual ones: other settle times, or steps of the algorithm switched off. */
public final class TunedRecovery {

    /** A step of the algorithm. */
    public enum Step {
        SETTLE,
        WINDOW,
        ANCHORS,
        VERIFY,
        ACKNOWLEDGE
    }

    private TunedRecovery() {}

    public static CollectionRecovery create(
            RecoverySettings settings,
            DocumentLedger ledger,
            ChangeQueue queue,
            RecoveryScheduler scheduler,
            Function<DocumentReader.Observer, DocumentReader> readers,
            Duration settleTime,
            Set<Step> off) {
        RecoverySettings tuned = new RecoverySettings(
                settings.name(),
                settings.collection(),
                settings.host(),
                settings.mode(),
                settings.snapshot(),
                settings.reconcileInterval(),
                settings.massDeleteGuard(),
                settings.pageSize(),
                settleTime);
        Tuning tuning = new Tuning(
                !off.contains(Step.SETTLE),
                !off.contains(Step.WINDOW),
                !off.contains(Step.ANCHORS),
                !off.contains(Step.VERIFY),
                !off.contains(Step.ACKNOWLEDGE));
        return new CollectionRecovery(tuned, ledger, queue, scheduler, readers, tuning);
    }
}
