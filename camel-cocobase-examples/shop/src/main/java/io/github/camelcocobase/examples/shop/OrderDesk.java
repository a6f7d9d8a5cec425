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
package io.github.camelcocobase.examples.shop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.github.camelcocobase.emulator.EmulatedCollection;

/**
 * Takes orders, moves them on and cancels some, at random. Whoever watches can tell by the field {@code revision},
 * which only ever grows, whether what it sees is older than what it has seen.
 */
public final class OrderDesk {

    private static final List<String> CUSTOMERS =
            List.of("Ada Lovelace", "Grace Hopper", "Alan Turing", "Katherine Johnson", "Conan O'Brien");
    private static final List<String> ITEMS =
            List.of("Espresso cups", "Desk lamp", "Linen shirt", "Walnut tray", "Trail bottle", "Wool blanket");
    private static final List<String> STEPS = List.of("placed", "paid", "packed", "shipped", "delivered");

    private final EmulatedCollection orders;
    private final Random random;
    private final int usualSize;
    private final List<String> ids = new ArrayList<>();
    private long revision;

    /**
     * What has happened.
     *
     * @param type {@code create}, {@code update} or {@code delete}
     * @param id of the order
     * @param revision what the order's field says; 0 for a delete
     */
    public record Change(String type, String id, long revision) {}

    /**
     * @param orders nobody else changes them
     * @param usualSize about how many orders there are after a while
     * @param random decides what happens
     */
    public OrderDesk(EmulatedCollection orders, int usualSize, Random random) {
        this.orders = orders;
        this.usualSize = usualSize;
        this.random = random;
    }

    /**
     * Something happens to one order.
     *
     * @return what it was
     */
    public Change change() {
        int dice = random.nextInt(100);
        if (ids.size() < usualSize / 2 || dice < 4 && ids.size() < usualSize * 3 / 2) {
            return place();
        }
        int place = random.nextInt(ids.size());
        return dice >= 96 ? cancel(place) : moveOn(ids.get(place));
    }

    private Change place() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("customer", pick(CUSTOMERS));
        order.put("item", pick(ITEMS));
        order.put("quantity", 1 + random.nextInt(9));
        order.put("status", STEPS.get(0));
        order.put("revision", ++revision);
        String id = orders.create(order);
        ids.add(id);
        return new Change("create", id, revision);
    }

    private Change moveOn(String id) {
        orders.update(id, Map.of("status", pick(STEPS), "revision", ++revision));
        return new Change("update", id, revision);
    }

    private Change cancel(int place) {
        String id = ids.get(place);
        ids.set(place, ids.get(ids.size() - 1));
        ids.remove(ids.size() - 1);
        orders.delete(id);
        return new Change("delete", id, 0);
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
