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

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelcocobase.emulator.CocobaseEmulator;
import io.github.camelcocobase.emulator.WatchConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Cocobase project that an example watches: the one that the environment names, or else an emulator with a
 * collection {@code orders} in which something happens all the time. The latter also loses its connections now and
 * then, and goes on taking orders meanwhile.
 */
public final class Shop implements AutoCloseable {

    /** The environment variable with the base URL of a real server. */
    public static final String BASE_URL = "COCOBASE_BASE_URL";

    /** The environment variable with the key of a real project. */
    public static final String API_KEY = "COCOBASE_API_KEY";

    private static final Logger LOG = LoggerFactory.getLogger("shop");
    private static final int CHANGES_PER_CUT = 20;
    private static final int CHANGES_MEANWHILE = 5;

    private final String baseUrl;
    private final String apiKey;
    private final CocobaseEmulator emulator;
    private final ScheduledExecutorService timer;
    private OrderDesk desk;
    private int changes;

    private Shop(String baseUrl, String apiKey, CocobaseEmulator emulator) {
        this.baseUrl = baseUrl;
        this.apiKey = apiKey;
        this.emulator = emulator;
        this.timer =
                emulator == null ? null : Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "shop"));
    }

    /**
     * Opens the shop; nothing happens in it yet.
     *
     * @param environment the variables {@value #BASE_URL} and {@value #API_KEY}; without them an emulator is started
     * @return to be closed
     * @throws IllegalArgumentException if there is a base URL without a key
     */
    public static Shop open(Map<String, String> environment) {
        String key = environment.getOrDefault(API_KEY, "");
        if (!key.isBlank()) {
            return new Shop(environment.getOrDefault(BASE_URL, "https://api.cocobase.cc"), key, null);
        }
        if (environment.containsKey(BASE_URL)) {
            throw new IllegalArgumentException(API_KEY + " is missing. Set it beside " + BASE_URL
                    + " to watch a real Cocobase, or neither to watch the built-in emulator.");
        }
        CocobaseEmulator emulator =
                CocobaseEmulator.builder().port(0).collection("orders").start();
        return new Shop(emulator.baseUrl(), emulator.apiKey(), emulator);
    }

    /** {@return where the server is} */
    public String baseUrl() {
        return baseUrl;
    }

    /** {@return the key of the project} */
    public String apiKey() {
        return apiKey;
    }

    /**
     * Lets customers come in, if it is our own shop.
     *
     * @param pause time between two changes
     */
    public void start(Duration pause) {
        LOG.info("The Cocobase at {}{}", baseUrl, emulator == null ? "" : ", the built-in emulator");
        if (emulator != null) {
            desk = new OrderDesk(emulator.collection("orders"), 12, new Random());
            timer.scheduleWithFixedDelay(this::act, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void act() {
        if (++changes % CHANGES_PER_CUT == 0) {
            LOG.info("The connection is cut, and {} changes happen before it is back", CHANGES_MEANWHILE);
            emulator.connections("orders").forEach(WatchConnection::drop);
            for (int i = 0; i < CHANGES_MEANWHILE; i++) {
                desk.change();
            }
        } else {
            desk.change();
        }
    }

    /** Closes it for good. */
    @Override
    public void close() {
        if (emulator != null) {
            timer.shutdownNow();
            emulator.close();
        }
    }
}
