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

/**
 * Judges whether the other side still lives: any inbound frame is life, a ping asks for one. Pure: the time is an
 * argument. {@link #heard} may be called from another thread than the rest.
 */
final class Liveness {

    /** What is to be done at a tick. */
    enum Verdict {
        FINE,
        PING,
        DEAD
    }

    private final long pingNanos;
    private final long timeoutNanos;
    private volatile long heardNanos;
    private long pingedNanos;

    /**
     * @param pingInterval 0 = no pings
     * @param timeout 0 = never dead
     */
    Liveness(Duration pingInterval, Duration timeout, long nowNanos) {
        this.pingNanos = pingInterval.toNanos();
        this.timeoutNanos = timeout.toNanos();
        this.heardNanos = nowNanos;
        this.pingedNanos = nowNanos;
    }

    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    /**
     * @param withheld true while we ourselves do not read: then silence proves nothing, since pongs wait unread too
     */
    Verdict judge(long nowNanos, boolean withheld) {
        if (withheld) {
            heardNanos = nowNanos;
        } else if (timeoutNanos > 0 && nowNanos - heardNanos >= timeoutNanos) {
            return Verdict.DEAD;
        }
        if (pingNanos > 0 && nowNanos - pingedNanos >= pingNanos) {
            pingedNanos = nowNanos;
            return Verdict.PING;
        }
        return Verdict.FINE;
    }

    /** {@return nanoseconds until the next judgement is due; at least 1, or {@code Long.MAX_VALUE} for never} */
    long nextNanos(long nowNanos) {
        long untilPing = pingNanos > 0 ? pingedNanos + pingNanos - nowNanos : Long.MAX_VALUE;
        long untilDead = timeoutNanos > 0 ? heardNanos + timeoutNanos - nowNanos : Long.MAX_VALUE;
        return Math.max(1, Math.min(untilPing, untilDead));
    }
}
