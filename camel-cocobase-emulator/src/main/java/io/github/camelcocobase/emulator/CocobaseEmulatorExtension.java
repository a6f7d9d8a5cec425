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

import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs an emulator for JUnit 5 tests. In a static field there is one for all tests of the class, {@linkplain
 * CocobaseEmulator#reset() reset} after each; in an instance field each test has its own.
 *
 * <pre>{@code
 * @RegisterExtension
 * static CocobaseEmulatorExtension cocobase = CocobaseEmulatorExtension.create(b -> b.collection("users"));
 * }</pre>
 *
 * <p>A test method may also take a {@link CocobaseEmulator} as a parameter.
 */
public final class CocobaseEmulatorExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private final Consumer<CocobaseEmulatorBuilder> configuration;
    private CocobaseEmulator emulator;
    private boolean shared;

    private CocobaseEmulatorExtension(Consumer<CocobaseEmulatorBuilder> configuration) {
        this.configuration = configuration;
    }

    /**
     * Used by {@code @ExtendWith}: an emulator with all defaults.
     */
    public CocobaseEmulatorExtension() {
        this(builder -> {});
    }

    /**
     * An emulator as one wants it.
     *
     * @param configuration called before each start
     * @return to be kept in a field with {@code @RegisterExtension}
     */
    public static CocobaseEmulatorExtension create(Consumer<CocobaseEmulatorBuilder> configuration) {
        return new CocobaseEmulatorExtension(configuration);
    }

    /**
     * The running emulator.
     *
     * @return the one of this test
     * @throws IllegalStateException outside of a test
     */
    public CocobaseEmulator emulator() {
        if (emulator == null) {
            throw new IllegalStateException("The emulator runs only during tests");
        }
        return emulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (emulator == null) {
            shared = true;
            start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (emulator == null) {
            start();
        }
    }

    private void start() {
        CocobaseEmulatorBuilder builder = CocobaseEmulator.builder();
        configuration.accept(builder);
        emulator = builder.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (shared) {
            emulator.reset();
        } else {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void stop() {
        if (emulator != null) {
            emulator.close();
            emulator = null;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CocobaseEmulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return emulator();
    }
}
