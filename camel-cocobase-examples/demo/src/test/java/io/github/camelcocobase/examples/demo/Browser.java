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

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium that is installed, as by Debian's packages chromium and chromium-driver. Without one the test is
 * skipped, but with {@code -Ddemo.browser.required=true} it fails. {@code -Ddemo.browser} and
 * {@code -Ddemo.browser.driver} say where to look. Nothing is ever downloaded.
 */
final class Browser {

    static final String MISSING = "The page was not tested: no Chromium with ChromeDriver was found"
            + " (on Debian: apt-get install chromium chromium-driver)";

    private Browser() {}

    /** {@return an open browser, or null if none is installed and none is required} */
    static ChromeDriver start() {
        Path browser = find("demo.browser", "chromium", "chromium-browser", "google-chrome");
        Path driver = find("demo.browser.driver", "chromedriver");
        if (browser == null || driver == null) {
            if (Boolean.getBoolean("demo.browser.required")) {
                throw new IllegalStateException(MISSING);
            }
            return null;
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        // no sandbox: the tests may run as root; and no requests of the browser's own
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,800");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.toFile())
                .build();
        return new ChromeDriver(service, options);
    }

    /** A phone's screen, with a finger instead of a mouse. */
    static void beAPhone(ChromeDriver browser) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    private static Path find(String property, String... names) {
        String given = System.getProperty(property);
        Stream<Path> candidates = given != null
                ? Stream.of(Path.of(given))
                : List.of(names).stream()
                        .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                                .map(folder -> Path.of(folder, name)));
        return candidates.filter(Files::isExecutable).findFirst().orElse(null);
    }
}
