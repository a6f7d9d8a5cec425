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
package io.github.camelcocobase.emulator;

import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One fault: its name in the admin API, what it does, and its present setting. */
abstract sealed class FaultSwitch
        permits FaultSwitch.Toggle, FaultSwitch.Choice, FaultSwitch.Amount, FaultSwitch.Countdown {

    private final String name;
    private final String description;

    private FaultSwitch(String name, String description) {
        this.name = name;
        this.description = description;
    }

    final String name() {
        return name;
    }

    final String description() {
        return description;
    }

    /** The present setting as the admin API shows it. */
    abstract JsonNode value();

    /**
     * Takes a setting as the admin API sends it.
     *
     * @throws IllegalArgumentException when it does not fit; the message says what does
     */
    abstract void set(JsonNode value);

    abstract void reset();

    final IllegalArgumentException mismatch(String expected, JsonNode actual) {
        return new IllegalArgumentException(name + " takes " + expected + ", not " + actual);
    }

    /** On or off. */
    static final class Toggle extends FaultSwitch {
        private volatile boolean on;

        Toggle(List<FaultSwitch> all, String name, String description) {
            super(name, description);
            all.add(this);
        }

        boolean on() {
            return on;
        }

        void set(boolean newValue) {
            on = newValue;
        }

        @Override
        JsonNode value() {
            return BooleanNode.valueOf(on);
        }

        @Override
        void set(JsonNode value) {
            if (!value.isBoolean()) {
                throw mismatch("true or false", value);
            }
            on = value.booleanValue();
        }

        @Override
        void reset() {
            on = false;
        }
    }

    /** On, off, or as the profile has it. */
    static final class Choice extends FaultSwitch {
        private volatile Boolean choice;

        Choice(List<FaultSwitch> all, String name, String description) {
            super(name, description);
            all.add(this);
        }

        boolean orElse(boolean profileDefault) {
            Boolean present = choice;
            return present == null ? profileDefault : present;
        }

        void set(Boolean newValue) {
            choice = newValue;
        }

        @Override
        JsonNode value() {
            Boolean present = choice;
            return present == null ? NullNode.getInstance() : BooleanNode.valueOf(present);
        }

        @Override
        void set(JsonNode value) {
            if (!value.isBoolean() && !value.isNull()) {
                throw mismatch("true, false, or null for what the profile does", value);
            }
            choice = value.isNull() ? null : value.booleanValue();
        }

        @Override
        void reset() {
            choice = null;
        }
    }

    /** A number, 0 for off. */
    static final class Amount extends FaultSwitch {
        private volatile long amount;

        Amount(List<FaultSwitch> all, String name, String description) {
            super(name, description);
            all.add(this);
        }

        long amount() {
            return amount;
        }

        void set(long newValue) {
            if (newValue < 0) {
                throw mismatch("a number from 0", LongNode.valueOf(newValue));
            }
            amount = newValue;
        }

        @Override
        JsonNode value() {
            return LongNode.valueOf(amount);
        }

        @Override
        void set(JsonNode value) {
            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                throw mismatch("a number from 0", value);
            }
            set(value.longValue());
        }

        @Override
        void reset() {
            amount = 0;
        }
    }

    /** Something that happens a number of times, perhaps after having let some occasions pass, or always. */
    static final class Countdown<T> extends FaultSwitch {
        private static final String TIMES = "times";
        private static final String SKIP = "skip";

        private final Class<T> type;
        private final Consumer<T> check;
        private T payload;
        private int times;
        private int skip;

        Countdown(List<FaultSwitch> all, String name, String description, Class<T> type, Consumer<T> check) {
            super(name, description);
            this.type = type;
            this.check = check;
            all.add(this);
        }

        synchronized void arm(T newPayload, int newTimes, int newSkip) {
            if (newTimes < Faults.ALWAYS || newSkip < 0) {
                throw new IllegalArgumentException(
                        name() + ": times must be -1 (always) or more and skip 0 or more, but are " + newTimes + " and "
                                + newSkip);
            }
            check.accept(newPayload);
            payload = newPayload;
            times = newTimes;
            skip = newSkip;
        }

        /** What is to happen on this occasion, or null. */
        synchronized T take() {
            if (times == 0) {
                return null;
            }
            if (skip > 0) {
                skip--;
                return null;
            }
            if (times > 0) {
                times--;
            }
            return payload;
        }

        @Override
        synchronized JsonNode value() {
            if (times == 0) {
                return NullNode.getInstance();
            }
            ObjectNode value = Json.MAPPER.valueToTree(payload);
            return value.put(TIMES, times).put(SKIP, skip);
        }

        @Override
        void set(JsonNode value) {
            if (value.isNull()) {
                reset();
                return;
            }
            if (!(value.deepCopy() instanceof ObjectNode fields)) {
                throw mismatch("null or an object such as {\"times\":1}", value);
            }
            int newTimes = fields.path(TIMES).asInt(1);
            int newSkip = fields.path(SKIP).asInt(0);
            fields.remove(List.of(TIMES, SKIP));
            arm(Json.MAPPER.convertValue(fields, type), newTimes, newSkip);
        }

        @Override
        synchronized void reset() {
            times = 0;
            skip = 0;
            payload = null;
        }
    }
}
