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

import java.util.Map;

import io.github.camelcocobase.client.ChangeEvent;
import io.github.camelcocobase.client.CocobaseException;
import io.github.camelcocobase.recovery.Receipt;

/** What waits for the route. */
sealed interface Delivery {

    /**
     * A change to route.
     *
     * @param receipt hears what becomes of it; null for nobody
     */
    record Change(ChangeEvent event, Receipt receipt) implements Delivery {
        @Override
        public boolean wantsToKnow() {
            return receipt != null;
        }

        @Override
        public void dropped() {
            if (receipt != null) {
                receipt.failed();
            }
        }
    }

    /**
     * A gap to tell the route of.
     *
     * @param headers what is known of it
     */
    record Gap(ChangeEvent event, Map<String, Object> headers) implements Delivery {}

    /** Something to do when everything before it is done. Takes no time. */
    record Step(Runnable action) implements Delivery {
        @Override
        public boolean wantsToKnow() {
            return true;
        }

        @Override
        public void dropped() {
            action.run();
        }
    }

    /** Something for the exception handler, which may route it too. */
    record Problem(CocobaseException exception) implements Delivery {}

    /** {@return whether anything happens when it is thrown away} */
    default boolean wantsToKnow() {
        return false;
    }

    /** It is thrown away and will not be routed. */
    default void dropped() {}
}
