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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;

/** What an emulator is to be like. Reusable: each {@link #start()} makes another emulator. */
public final class CocobaseEmulatorBuilder {

    private static final TypeReference<Map<String, List<Map<String, Object>>>> SEED = new TypeReference<>() {};
    private static final long DEFAULT_MAX_QUEUED_BYTES = 64L * 1024 * 1024;

    private final Map<String, List<Map<String, Object>>> seed = new LinkedHashMap<>();
    private String host = "127.0.0.1";
    private int port;
    private String apiKey = "test-key";
    private Profile profile = Profile.SDK;
    private Duration authTimeout = Duration.ofSeconds(10);
    private int defaultPageSize;
    private int maxPageSize;
    private long maxQueuedBytes = DEFAULT_MAX_QUEUED_BYTES;
    private boolean admin = true;

    CocobaseEmulatorBuilder() {}

    /**
     * The address to listen on.
     *
     * @param newHost a name or address of this machine; 127.0.0.1 unless set
     * @return this
     */
    public CocobaseEmulatorBuilder host(String newHost) {
        host = Objects.requireNonNull(newHost, "host");
        return this;
    }

    /**
     * The port to listen on.
     *
     * @param newPort 0, the default, takes a free one
     * @return this
     */
    public CocobaseEmulatorBuilder port(int newPort) {
        if (newPort < 0 || newPort > 65535) {
            throw new IllegalArgumentException("A port is 0 to 65535, but this is " + newPort);
        }
        port = newPort;
        return this;
    }

    /**
     * The key that clients must present.
     *
     * @param newKey not empty; {@code test-key} unless set
     * @return this
     */
    public CocobaseEmulatorBuilder apiKey(String newKey) {
        apiKey = requireKey(newKey);
        return this;
    }

    static String requireKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("The API key must not be empty");
        }
        return key;
    }

    /**
     * The server to behave like.
     *
     * @param newProfile {@link Profile#SDK} unless set
     * @return this
     */
    public CocobaseEmulatorBuilder profile(Profile newProfile) {
        profile = Objects.requireNonNull(newProfile, "profile");
        return this;
    }

    /**
     * Creates empty collections at the start.
     *
     * @param names their names
     * @return this
     */
    public CocobaseEmulatorBuilder collection(String... names) {
        for (String name : names) {
            seed.computeIfAbsent(name, absent -> List.of());
        }
        return this;
    }

    /**
     * Fills collections at the start.
     *
     * @param documents the user's fields of each document, by collection
     * @return this
     */
    public CocobaseEmulatorBuilder seed(Map<String, List<Map<String, Object>>> documents) {
        documents.forEach((name, rows) -> seed.put(name, List.copyOf(rows)));
        return this;
    }

    /**
     * Fills collections at the start from a JSON file such as {@code {"users":[{"name":"Ann"}],"orders":[]}}.
     *
     * @param file the file, read now
     * @return this
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it holds something else
     */
    public CocobaseEmulatorBuilder seed(Path file) {
        try {
            return seed(Json.MAPPER.readValue(Files.readAllBytes(file), SEED));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Seed file " + file + " must hold an object of lists of objects: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read seed file " + file, e);
        }
    }

    /**
     * How long a client may take to send its first frame.
     *
     * @param timeout 10 seconds unless set, as in the real service
     * @return this
     */
    public CocobaseEmulatorBuilder authTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The time to authenticate must be positive, but is " + timeout);
        }
        authTimeout = timeout;
        return this;
    }

    /**
     * Rows of a page when the request names no limit.
     *
     * @param rows at least 1; the profile's unless set
     * @return this
     */
    public CocobaseEmulatorBuilder defaultPageSize(int rows) {
        defaultPageSize = requirePageSize(rows);
        return this;
    }

    /**
     * The largest page that is given out.
     *
     * @param rows at least 1; the profile's unless set
     * @return this
     */
    public CocobaseEmulatorBuilder maxPageSize(int rows) {
        maxPageSize = requirePageSize(rows);
        return this;
    }

    private static int requirePageSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("A page has at least 1 row, not " + rows);
        }
        return rows;
    }

    /**
     * How much may wait for a client that reads too slowly before its connection is dropped.
     *
     * @param bytes at least 1; 64 MiB unless set
     * @return this
     */
    public CocobaseEmulatorBuilder maxQueuedBytes(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("The queue limit is at least 1 byte, not " + bytes);
        }
        maxQueuedBytes = bytes;
        return this;
    }

    /**
     * Whether faults can be switched over HTTP, by anybody who reaches the port.
     *
     * @param on true unless set
     * @return this
     */
    public CocobaseEmulatorBuilder admin(boolean on) {
        admin = on;
        return this;
    }

    /**
     * Starts an emulator.
     *
     * @return it listens already
     * @throws UncheckedIOException when it cannot listen
     */
    public CocobaseEmulator start() {
        int max = maxPageSize > 0 ? maxPageSize : profile.maxPageSize();
        int usual = defaultPageSize > 0 ? defaultPageSize : profile.defaultPageSize();
        EmulatorSettings settings = new EmulatorSettings(
                host, port, profile, Math.min(usual, max), max, authTimeout, maxQueuedBytes, admin);
        return new CocobaseEmulator(new Backend(settings, apiKey), new LinkedHashMap<>(seed));
    }
}
