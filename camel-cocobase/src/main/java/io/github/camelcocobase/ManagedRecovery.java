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

import java.time.Instant;
import java.util.Date;

import io.github.camelcocobase.recovery.RecoveryStatus;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;

/**
 * What JMX shows of snapshot and recovery, on the MBean of the consumer and on that of the endpoint, the only one of the
 * two behind {@code master:}. Without either, everything is 0 or null.
 */
public interface ManagedRecovery {

    /** {@return one consistent view of it; null if the endpoint has neither snapshot nor recovery, or is not started} */
    RecoveryStatus getRecoveryStatus();

    /**
     * Reads the collection now; if it is being read, once more afterwards.
     *
     * @return false if there is no subscription, or nothing to do (recovery=none)
     */
    @ManagedOperation(description = "Read the collection now and route what was missed")
    boolean reconcileNow();

    /**
     * Lets the next run report as many deletes as there are, and begins it.
     *
     * @return false if there is no subscription, or nothing to do (recovery=none)
     */
    @ManagedOperation(description = "Confirm the deletes that massDeleteGuard holds back, and read the collection now")
    boolean confirmDeletes();

    /** {@return the name of a {@link RecoveryStatus.Phase}; null without recovery} */
    @ManagedAttribute(
            description = "IDLE, SETTLING, QUEUED, READING, RETRYING, VERIFYING, DELIVERING, FAILED, or HELD (by"
                    + " massDeleteGuard)")
    default String getRecoveryPhase() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? null : status.phase().name();
    }

    /** {@return the name of a {@link RecoveryStatus.Kind}; null before the first run} */
    @ManagedAttribute(description = "SNAPSHOT, LEARNING or RECOVERY: what the current or latest run is for")
    default String getRecoveryKind() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null || status.kind() == null ? null : status.kind().name();
    }

    /** {@return documents read by the current or latest run} */
    @ManagedAttribute(description = "Documents that the current or latest run has read")
    default long getRecoveryDocuments() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.documents();
    }

    /** {@return about how many documents there are; -1 if unknown} */
    @ManagedAttribute(description = "About how many documents there are to read; -1 if unknown")
    default long getRecoveryDocumentsExpected() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? -1 : status.expected();
    }

    /** {@return pages read by the current or latest run} */
    @ManagedAttribute(description = "Pages that the current or latest run has read")
    default long getRecoveryPages() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.pages();
    }

    /** {@return documents read per second by the current or latest run} */
    @ManagedAttribute(description = "Documents per second that the current or latest run reads")
    default double getRecoveryDocumentsPerSecond() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.documentsPerSecond();
    }

    /** {@return creates, updates and deletes offered by the current or latest run} */
    @ManagedAttribute(description = "Changes that the current or latest run has given to the route")
    default long getRecoveryChanges() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.creates() + status.updates() + status.deletes();
    }

    /** {@return runs that reached their end since the start} */
    @ManagedAttribute(description = "Runs that have reached their end since the start")
    default long getRecoveryRuns() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.runsCompleted();
    }

    /** {@return when a run reached its end last; null if none has} */
    @ManagedAttribute(description = "When a run reached its end last")
    default Date getRecoveryLastCompleted() {
        RecoveryStatus status = getRecoveryStatus();
        Instant time = status == null ? null : status.lastCompleted();
        return time == null ? null : Date.from(time);
    }

    /** {@return what went wrong in the current or latest run; null if nothing did} */
    @ManagedAttribute(description = "What went wrong in the current or latest run, or with the document ledger")
    default String getRecoveryLastError() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? null : status.lastError() != null ? status.lastError() : status.ledgerError();
    }

    /** {@return deletes that the guard holds back; 0 for none} */
    @ManagedAttribute(description = "Deletes that massDeleteGuard holds back until they are confirmed")
    default long getDeletesHeld() {
        RecoveryStatus status = getRecoveryStatus();
        return status == null ? 0 : status.deletesHeld();
    }
}
