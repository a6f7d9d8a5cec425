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
package io.github.camelcocobase.examples.demo;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.EmulatedCollection;
import io.github.camelcocobase.emulator.StoredDocument;

/**
 * An application with customers: people sign up and order, goods come and go. It knows nothing of Camel. It changes
 * only documents of its own, so that those written on the page stay as they were written.
 */
class SimulatedShop {

    private static final List<String> PEOPLE = List.of(
            "Ada Lovelace",
            "Grace Hopper",
            "Alan Turing",
            "Katherine Johnson",
            "Edsger Dijkstra",
            "Barbara Liskov",
            "Ken Thompson",
            "Radia Perlman");
    private static final List<String> GOODS = List.of(
            "Espresso cups",
            "Desk lamp",
            "Linen shirt",
            "Walnut tray",
            "Trail bottle",
            "Wool blanket",
            "Copper pan",
            "Canvas bag");
    private static final List<String> CITIES = List.of("Lagos", "Nairobi", "Lisbon", "Kyoto", "Oslo", "Lima");
    private static final List<String> PLANS = List.of("free", "pro", "team");
    private static final List<String> STEPS = List.of("placed", "paid", "packed", "shipped", "delivered");

    private final CocobaseEmulator cocobase;
    private final Random random = new Random();
    private final Set<String> own = new HashSet<>();
    private int orders = 1000;

    SimulatedShop(CocobaseEmulator cocobase) {
        this.cocobase = cocobase;
    }

    /** Something happens in one of the collections. */
    void act() {
        // only where somebody watches: the demo's routes do not read yet what they missed
        List<String> watched = Stream.of("users", "orders", "products")
                .filter(name -> !cocobase.connections(name).isEmpty())
                .toList();
        if (watched.isEmpty()) {
            return;
        }
        EmulatedCollection collection = cocobase.collection(pick(watched));
        List<StoredDocument> documents = collection.documents().stream()
                .filter(document -> own.contains(document.id()))
                .toList();
        if (documents.isEmpty()) {
            IntStream.range(0, 5).forEach(i -> create(collection));
        } else if (documents.size() < 4 || documents.size() < 7 && chance(0.2)) {
            create(collection);
        } else {
            StoredDocument document = pick(documents);
            Map<String, Object> data = document.data();
            if ("delivered".equals(data.get("status")) || documents.size() > 4 && chance(0.2)) {
                collection.delete(document.id());
                own.remove(document.id());
            } else {
                collection.update(document.id(), change(collection.name(), data));
            }
        }
    }

    private void create(EmulatedCollection collection) {
        // a document's fields keep their order
        Map<String, Object> data = new LinkedHashMap<>();
        switch (collection.name()) {
            case "users" -> {
                data.put("name", newName(PEOPLE, collection));
                data.put("plan", pick(PLANS));
                data.put("city", pick(CITIES));
            }
            case "orders" -> {
                data.put("name", "Order " + ++orders);
                data.put("item", pick(GOODS));
                data.put("status", STEPS.get(0));
            }
            default -> {
                data.put("name", newName(GOODS, collection));
                data.put("price", 9.5 + random.nextInt(60));
                data.put("stock", 40);
            }
        }
        own.add(collection.create(data));
    }

    private static String newName(List<String> names, EmulatedCollection collection) {
        List<Object> taken = collection.documents().stream()
                .map(document -> document.data().get("name"))
                .toList();
        return names.stream().filter(name -> !taken.contains(name)).findFirst().orElse(names.get(0));
    }

    private Map<String, Object> change(String collection, Map<String, Object> data) {
        return switch (collection) {
            case "users" -> chance(0.5) ? next(PLANS, data, "plan") : next(CITIES, data, "city");
            case "orders" -> next(STEPS, data, "status");
            default -> Map.of("stock", 10 + random.nextInt(90));
        };
    }

    private static Map<String, Object> next(List<String> values, Map<String, Object> data, String field) {
        return Map.of(field, values.get((values.indexOf(data.get(field)) + 1) % values.size()));
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
