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

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets one thread end what another one waits for. Threads are not interrupted for it: an interrupt would close the file
 * that an embedded database has open.
 */
public final class Cancellation {

    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    /** Ends every wait, now and in future. Calling it again has no effect. */
    public void cancel() {
        cancelled.complete(null);
    }

    /** {@return true after {@link #cancel()}} */
    public boolean isCancelled() {
        return cancelled.isDone();
    }

    /**
     * Does nothing until {@link #cancel()} is called.
     *
     * @throws CancellationException if it has been called
     */
    public void check() {
        if (isCancelled()) {
            throw new CancellationException();
        }
    }

    /**
     * Waits.
     *
     * @param duration how long; nothing is done for zero or less
     * @throws CancellationException if cancelled before or meanwhile
     */
    public void sleep(Duration duration) {
        check();
        if (duration.isZero() || duration.isNegative()) {
            return;
        }
        try {
            cancelled.get(duration.toNanos(), TimeUnit.NANOSECONDS);
            throw new CancellationException();
        } catch (TimeoutException e) {
            // it was slept long enough
        } catch (ExecutionException e) {
            throw new IllegalStateException("A cancellation never fails", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Waits for a result.
     *
     * @param result what to wait for; not null
     * @return the result
     * @throws CancellationException if cancelled before or meanwhile
     * @throws ExecutionException if the result is a failure
     */
    public <T> T await(CompletableFuture<T> result) throws ExecutionException {
        check();
        try {
            CompletableFuture.anyOf(result.handle((value, failure) -> null), cancelled)
                    .get();
            check();
            return result.get();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /**
     * Waits for a result, but not for ever.
     *
     * @param result what to wait for; not null
     * @param patience how long at the most
     * @return whether it is there, good or bad
     * @throws CancellationException if cancelled before or meanwhile
     */
    public boolean await(CompletableFuture<?> result, Duration patience) {
        check();
        try {
            CompletableFuture.anyOf(result.handle((value, failure) -> null), cancelled)
                    .get(patience.toNanos(), TimeUnit.NANOSECONDS);
            check();
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Failures are handled", e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("Interrupted");
    }
}
