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

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a person sees and does on the page. */
class PageInBrowserTest {

    /** A browser on a busy machine is slow; nothing here is about speed. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static ChromeDriver browser;
    private static DemoApplication demo;

    private final String name = "Test " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        browser = Browser.start();
        if (browser == null) {
            return;
        }
        demo = new DemoApplication(Map.of("DEMO_PORT", "0"));
        demo.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.quit();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @BeforeEach
    void open() {
        assumeTrue(browser != null, Browser.MISSING);
        browser.get(demo.pageUrl());
        browser.manage().logs().get(LogType.BROWSER);
        until(() -> browser.findElements(By.cssSelector(".collection[data-state=LIVE]"))
                        .size()
                == 3);
    }

    @AfterEach
    void nothingWentWrong() {
        if (browser == null) {
            return;
        }
        // a violation of the content security policy, or an error in the page's script
        assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
    }

    @Test
    void aDocumentThatIsWrittenAppearsChangesAndDisappears() {
        write("users", "{\"name\": \"" + name + "\", \"plan\": \"free\"}");
        WebElement card = appears(() -> card(name));
        assertThat(card.getText()).contains("plan", "free");
        assertThat(appears(() -> event(name, "create")).getText()).contains("added", "users");

        card.findElement(By.className("edit")).click();
        fill("{\"name\": \"" + name + "\", \"plan\": \"team\"}");
        until(() -> card.getText().contains("team"));
        assertThat(appears(() -> event(name, "update")).getText()).contains("plan: free → team");

        card.findElement(By.className("delete")).click();
        until(() -> card(name) == null);
        assertThat(appears(() -> event(name, "delete")).getText()).contains("removed");
    }

    @Test
    void aConnectionThatIsCutIsShownAndRecovers() {
        WebElement orders = browser.findElement(By.cssSelector("[data-collection=orders]"));
        WebElement badge = orders.findElement(By.className("badge"));
        // the page itself notes what it shows, for however short a time
        browser.executeScript(
                "const badge = arguments[0]; window.shown = [];"
                        + "new MutationObserver(() => shown.push(badge.textContent)).observe(badge, {childList: true})",
                badge);
        orders.findElement(By.className("cut")).click();

        until(() -> orders.findElement(By.className("detail")).getText().contains("reconnected"));
        assertThat(badge.getText()).isEqualTo("Live");
        assertThat(String.valueOf(browser.executeScript("return shown"))).contains("Reconnecting in");

        write("orders", "{\"name\": \"" + name + "\"}");
        appears(() -> card(name));
    }

    @Test
    void aHostileValueIsText() {
        String markup = "<img src=x onerror='document.title=1'>" + name;
        write("products", "{\"name\": \"" + markup + "\", \"<b>field</b>\": \"<script>document.title=2</script>\"}");

        WebElement card = appears(() -> card(markup));
        assertThat(card.getText()).contains("<b>field</b>", "<script>document.title=2</script>");
        appears(() -> event(markup, "create"));
        assertThat(browser.findElements(By.cssSelector("main :is(img, b b, script, [onerror])")))
                .isEmpty();
        assertThat(browser.getTitle()).isEqualTo("Camel Cocobase demo");
    }

    @Test
    void whatIsShownSurvivesAReload() {
        write("users", "{\"name\": \"" + name + "\"}");
        appears(() -> card(name));

        browser.navigate().refresh();

        appears(() -> card(name));
        appears(() -> event(name, "create"));
    }

    @Test
    void aMistakeInADocumentIsToldAndNothingIsWritten() {
        browser.findElement(By.id("write")).click();
        fill("{\"name\": ");

        until(() -> !browser.findElement(By.id("editor-error")).getText().isEmpty());
        browser.findElement(By.id("editor-cancel")).click();
        until(() -> !browser.findElement(By.id("editor")).isDisplayed());
    }

    @Test
    void fitsAPhone() {
        Browser.beAPhone(browser);
        try {
            write(
                    "users",
                    "{\"name\": \"" + name.repeat(5) + "\", \"" + "field".repeat(20) + "\": \"" + "x".repeat(300)
                            + "\"}");
            appears(() -> card(name.repeat(5)));

            assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
        } finally {
            browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    @Test
    void thePageFindsADemoThatWasStartedAnew() {
        String port = demo.pageUrl().replaceAll(".*:", "");
        demo.close();
        until(() -> browser.findElement(By.id("banner")).isDisplayed());

        demo = new DemoApplication(Map.of("DEMO_PORT", port));
        demo.start();
        until(() -> !browser.findElement(By.id("banner")).isDisplayed());
        write("users", "{\"name\": \"" + name + "\"}");
        appears(() -> card(name));
        // the attempts to connect meanwhile were logged as errors
        browser.manage().logs().get(LogType.BROWSER);
    }

    private static void write(String collection, String json) {
        browser.findElement(By.id("write")).click();
        browser.findElement(By.id("editor-collection")).sendKeys(collection);
        fill(json);
    }

    private static void fill(String json) {
        WebElement editor = browser.findElement(By.id("editor-json"));
        editor.clear();
        editor.sendKeys(json);
        browser.findElement(By.id("editor-save")).click();
    }

    private static WebElement card(String title) {
        return find(".document:not([data-event=delete])", "h3", title);
    }

    private static WebElement event(String title, String event) {
        return find(".event[data-event=" + event + "]", "b", title);
    }

    /** The element whose part has a text; null if there is none. The page changes while it is looked at, so at once. */
    private static WebElement find(String selector, String part, String text) {
        return (WebElement) browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])]"
                        + ".find(element => element.querySelector(arguments[1]).textContent === arguments[2])",
                selector,
                part,
                text);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE).ignoreExceptions().until(condition);
    }

    private static WebElement appears(Callable<WebElement> element) {
        return await().atMost(PATIENCE).until(element, Objects::nonNull);
    }
}
