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
import java.time.Instant;

/**
 * One consistent view of an endpoint's recovery. Instances never change.
 *
 * @param phase what is going on; not null
 * @param kind what the current or latest run is for; null before the first
 * @param started when the current or latest run began; null before the first
 * @param documents how many documents the current or latest run has read
 * @param expected about how many documents there are; -1 if unknown
 * @param pages how many pages it has read
 * @param requests how many REST requests it has sent, repetitions included
 * @param creates how many creates it has offered to the route
 * @param updates how many updates it has offered to the route
 * @param deletes how many deletes it has offered to the route
 * @param elapsed how long the current or latest run has taken
 * @param runsCompleted how many runs have reached their end since the start
 * @param lastCompleted when the latest of them did; null if none has
 * @param lastError what went wrong in the current or latest run, in one line; null if nothing did
 * @param deletesHeld how many deletes the guard holds back until they are confirmed; 0 for none
 * @param ledgerSize how many documents the ledger knew when the latest run compared them; -1 if none has
 * @param ledgerError why the ledger failed last; null if it works
 */
public record RecoveryStatus(
        Phase phase,
        Kind kind,
        Instant started,
        long documents,
        long expected,
        long pages,
        long requests,
        long creates,
        long updates,
        long deletes,
        Duration elapsed,
        long runsCompleted,
        Instant lastCompleted,
        String lastError,
        long deletesHeld,
        long ledgerSize,
        String ledgerError) {

    /** What is going on. */
    public enum Phase {
        /** Nothing to do until the next gap, or the next reconcile. */
        IDLE,
        /** A run is due; the subscription is given time to take effect. */
        SETTLING,
        /** A run waits until other endpoints have read from the same host. */
        QUEUED,
        /** Documents are read. */
        READING,
        /** The server failed, or asks for a pause; the request is repeated. */
        RETRYING,
        /** Documents that a listing did not show are asked for one by one. */
        VERIFYING,
        /** Everything is read; the route works it off. */
        DELIVERING,
        /** The run failed for good. It starts over after a while, and at the next subscription. */
        FAILED,
        /** More documents than allowed would go: nothing is deleted until somebody confirms it. */
        HELD
    }

    /** What a run is for. */
    public enum Kind {
        /** Offers all documents. */
        SNAPSHOT,
        /** Learns what there is, so that it can be seen later what has changed; offers nothing. */
        LEARNING,
        /** Offers what was missed. */
        RECOVERY
    }

    /** {@return whether documents may be missing, and nothing but a human or the next run will change that} */
    public boolean isStuck() {
        return phase == Phase.FAILED || phase == Phase.HELD;
    }

    /** {@return whether a run is under way} */
    public boolean isRunning() {
        return switch (phase) {
            case IDLE, FAILED, HELD -> false;
            default -> true;
        };
    }

    /** {@return documents read per second in the current or latest run} */
    public double documentsPerSecond() {
        return elapsed.isZero() ? 0 : documents * 1e9 / elapsed.toNanos();
    }
}
