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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The switches for everything that can go wrong, all off at first. Each counts from its next occasion on, for all
 * connections; what concerns one connection is done with {@link WatchConnection}. Methods that take {@code times}
 * accept {@link #ALWAYS}, and 0 for off. The names are the same in the admin API.
 */
public final class Faults {

    /** As a number of times: until switched off. */
    public static final int ALWAYS = -1;

    /** No payload. */
    record Nothing() {}

    /** What is said before a rejected client is closed. */
    record AuthRejection(String error, String errorDetail) {}

    /** What a close frame carries. */
    record CloseFrame(int code, String reason) {}

    /** REST requests that fail by chance. */
    record Chance(double probability, long seed) {}

    private final List<FaultSwitch> all = new ArrayList<>();
    private volatile Random chance = new Random(0);

    // ---- upgrade and authentication

    final FaultSwitch.Countdown<HttpReply> refuseUpgrade = new FaultSwitch.Countdown<>(
            all,
            "refuseUpgrade",
            "answers the WebSocket upgrade with this HTTP response",
            HttpReply.class,
            HttpReply::check);
    final FaultSwitch.Countdown<Nothing> dropUpgrade =
            countdown("dropUpgrade", "resets the TCP connection instead of answering the upgrade");
    final FaultSwitch.Countdown<Nothing> hangUpgrade = countdown("hangUpgrade", "never answers the upgrade");
    final FaultSwitch.Countdown<Nothing> blackHoleOnOpen =
            countdown("blackHoleOnOpen", "accepts the upgrade, then never reads or writes again");
    final FaultSwitch.Countdown<AuthRejection> rejectAuth = new FaultSwitch.Countdown<>(
            all, "rejectAuth", "answers the first frame with this error and closes", AuthRejection.class, any -> {});
    final FaultSwitch.Countdown<CloseFrame> closeOnConnected = new FaultSwitch.Countdown<>(
            all, "closeOnConnected", "closes right after the confirmation", CloseFrame.class, any -> {});
    final FaultSwitch.Amount connectedDelayMillis = new FaultSwitch.Amount(
            all, "connectedDelayMillis", "sends the confirmation, and attaches the subscription, this much later");
    final FaultSwitch.Amount settleDelayMillis = new FaultSwitch.Amount(
            all,
            "settleDelayMillis",
            "attaches the subscription this long after the confirmation; events between are lost");
    final FaultSwitch.Toggle omitConnected = toggle("omitConnected", "subscribes without sending the confirmation");
    final FaultSwitch.Toggle connectedTwice = toggle("connectedTwice", "sends the confirmation twice");
    final FaultSwitch.Toggle connectedAfterFirstEvent =
            toggle("connectedAfterFirstEvent", "sends the confirmation only after the first event");

    // ---- keeping alive

    final FaultSwitch.Toggle ignorePings = toggle("ignorePings", "never answers a WebSocket ping");
    final FaultSwitch.Choice answerJsonPing =
            new FaultSwitch.Choice(all, "answerJsonPing", "answers {\"type\":\"ping\"}");
    final FaultSwitch.Toggle ignoreTextPings = toggle("ignoreTextPings", "never answers the bare text ping");

    // ---- events

    final FaultSwitch.Toggle silentDeletes = toggle("silentDeletes", "deletes publish no event");
    final FaultSwitch.Toggle silentBatch = toggle("silentBatch", "batch operations publish no event");
    final FaultSwitch.Toggle duplicateEvents = toggle("duplicateEvents", "every event is sent twice");
    final FaultSwitch.Toggle reorderNeighbours =
            toggle("reorderNeighbours", "every two neighbouring events of a collection change places");
    final FaultSwitch.Toggle idOnlyDeletes = toggle("idOnlyDeletes", "a delete carries nothing but the id");
    final FaultSwitch.Choice oldData = new FaultSwitch.Choice(all, "oldData", "an update carries the previous data");
    final FaultSwitch.Choice naiveTimestamps =
            new FaultSwitch.Choice(all, "naiveTimestamps", "timestamps lack the zone");
    final FaultSwitch.Toggle nullData = toggle("nullData", "an event's data is null");
    final FaultSwitch.Toggle missingId = toggle("missingId", "an event's document has no id");
    final FaultSwitch.Toggle crossTenantLeak =
            toggle("crossTenantLeak", "each event is preceded by one of another tenant's collection of the same name");
    final FaultSwitch.Toggle envelopeFilterBug = toggle(
            "envelopeFilterBug", "server-side filters look at the event's envelope instead of the user's fields");
    final FaultSwitch.Toggle tiedTimestamps =
            toggle("tiedTimestamps", "all documents created from now on share one creation time");

    // ---- REST

    final FaultSwitch.Amount restDelayMillis =
            new FaultSwitch.Amount(all, "restDelayMillis", "answers each REST request this much later");
    final FaultSwitch.Countdown<HttpReply> restReply = new FaultSwitch.Countdown<>(
            all, "restReply", "answers REST requests with this HTTP response", HttpReply.class, HttpReply::check);
    final FaultSwitch.Countdown<Chance> restErrorRate = new FaultSwitch.Countdown<>(
            all, "restErrorRate", "answers REST requests with 500 at random", Chance.class, this::reseed);
    final FaultSwitch.Countdown<Nothing> restTruncatedBody =
            countdown("restTruncatedBody", "cuts the connection in the middle of a REST response");
    final FaultSwitch.Countdown<Nothing> restDrop =
            countdown("restDrop", "resets the TCP connection instead of answering a REST request");
    final FaultSwitch.Countdown<Nothing> restHang = countdown("restHang", "never answers a REST request");
    final FaultSwitch.Toggle restIgnoreOffset = toggle("restIgnoreOffset", "lists ignore the offset");
    final FaultSwitch.Toggle restNoSingleDocuments = toggle(
            "restNoSingleDocuments", "get, patch and delete of one document answer 404, whatever the collection holds");
    final FaultSwitch.Countdown<Nothing> restEmptyList =
            countdown("restEmptyList", "a list is empty whatever the collection holds");
    final FaultSwitch.Toggle swapTies =
            toggle("swapTies", "rows of equal sort value change places from one list request to the next");
    final FaultSwitch.Amount pageLimit =
            new FaultSwitch.Amount(all, "pageLimit", "another largest page size than the profile's");

    Faults() {}

    private FaultSwitch.Toggle toggle(String name, String description) {
        return new FaultSwitch.Toggle(all, name, description);
    }

    private FaultSwitch.Countdown<Nothing> countdown(String name, String description) {
        return new FaultSwitch.Countdown<>(all, name, description, Nothing.class, any -> {});
    }

    private void reseed(Chance settings) {
        if (!(settings.probability() >= 0 && settings.probability() <= 1)) {
            throw new IllegalArgumentException("probability is 0 to 1, but is " + settings.probability());
        }
        chance = new Random(settings.seed());
    }

    /**
     * Switches everything off.
     *
     * @return this
     */
    public Faults reset() {
        all.forEach(FaultSwitch::reset);
        return this;
    }

    /**
     * Answers WebSocket upgrades with an HTTP response instead.
     *
     * @param reply for example a 503 with {@code Retry-After}
     * @param times how often
     * @return this
     */
    public Faults refuseUpgrade(HttpReply reply, int times) {
        refuseUpgrade.arm(reply, times, 0);
        return this;
    }

    /**
     * Answers WebSocket upgrades with an HTTP status instead.
     *
     * @param status the status
     * @param times how often
     * @return this
     */
    public Faults refuseUpgrade(int status, int times) {
        return refuseUpgrade(status, Map.of(), times);
    }

    /**
     * Answers WebSocket upgrades with an HTTP status and headers instead.
     *
     * @param status the status
     * @param headers for example {@code Retry-After} or {@code Location}
     * @param times how often
     * @return this
     */
    public Faults refuseUpgrade(int status, Map<String, String> headers, int times) {
        return refuseUpgrade(new HttpReply(status, headers, ""), times);
    }

    /**
     * Resets the TCP connection instead of answering the upgrade.
     *
     * @param times how often
     * @return this
     */
    public Faults dropUpgrade(int times) {
        dropUpgrade.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Reads the upgrade request and never answers.
     *
     * @param times how often
     * @return this
     */
    public Faults hangUpgrade(int times) {
        hangUpgrade.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Accepts the upgrade, then never reads nor writes again, and leaves the socket open.
     *
     * @param times how often
     * @return this
     */
    public Faults blackHoleOnOpen(int times) {
        blackHoleOnOpen.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Rejects the first frame of a watch with the words for an unknown key.
     *
     * @param times how often
     * @return this
     */
    public Faults rejectAuth(int times) {
        rejectAuth.arm(new AuthRejection("Invalid API key", "Project not found"), times, 0);
        return this;
    }

    /**
     * Rejects the first frame of a watch with any words.
     *
     * @param times how often
     * @param error the error's text
     * @return this
     */
    public Faults rejectAuth(int times, String error) {
        rejectAuth.arm(new AuthRejection(error, null), times, 0);
        return this;
    }

    /**
     * Closes right after the confirmation.
     *
     * @param code the close code
     * @param reason the reason, at most 123 bytes
     * @param times how often
     * @return this
     */
    public Faults closeOnConnected(int code, String reason, int times) {
        closeOnConnected.arm(new CloseFrame(code, reason), times, 0);
        return this;
    }

    /**
     * Sends the confirmation later, and subscribes only then.
     *
     * @param delay how much later; zero for off
     * @return this
     */
    public Faults connectedDelay(Duration delay) {
        connectedDelayMillis.set(delay.toMillis());
        return this;
    }

    /**
     * Attaches the subscription some time after the confirmation, as the real service does. Events in between are lost.
     *
     * @param delay how much later; zero for off
     * @return this
     */
    public Faults settleDelay(Duration delay) {
        settleDelayMillis.set(delay.toMillis());
        return this;
    }

    /**
     * Subscribes without ever sending the confirmation.
     *
     * @param on whether
     * @return this
     */
    public Faults omitConnected(boolean on) {
        omitConnected.set(on);
        return this;
    }

    /**
     * Sends the confirmation twice.
     *
     * @param on whether
     * @return this
     */
    public Faults connectedTwice(boolean on) {
        connectedTwice.set(on);
        return this;
    }

    /**
     * Sends the confirmation only after the first event.
     *
     * @param on whether
     * @return this
     */
    public Faults connectedAfterFirstEvent(boolean on) {
        connectedAfterFirstEvent.set(on);
        return this;
    }

    /**
     * Never answers a WebSocket ping, though all else works.
     *
     * @param on whether
     * @return this
     */
    public Faults ignorePings(boolean on) {
        ignorePings.set(on);
        return this;
    }

    /**
     * Whether {@code {"type":"ping"}} is answered; without this call as the profile has it.
     *
     * @param on whether
     * @return this
     */
    public Faults answerJsonPing(boolean on) {
        answerJsonPing.set(Boolean.valueOf(on));
        return this;
    }

    /**
     * Never answers the bare text {@code ping}.
     *
     * @param on whether
     * @return this
     */
    public Faults ignoreTextPings(boolean on) {
        ignoreTextPings.set(on);
        return this;
    }

    /**
     * Deletes publish no event: the cloud service's REST deletes bypass its notifier.
     *
     * @param on whether
     * @return this
     */
    public Faults silentDeletes(boolean on) {
        silentDeletes.set(on);
        return this;
    }

    /**
     * Batch operations publish no event.
     *
     * @param on whether
     * @return this
     */
    public Faults silentBatch(boolean on) {
        silentBatch.set(on);
        return this;
    }

    /**
     * Every event is sent twice.
     *
     * @param on whether
     * @return this
     */
    public Faults duplicateEvents(boolean on) {
        duplicateEvents.set(on);
        return this;
    }

    /**
     * Neighbouring events of a collection change places. An event is held back until the next one has been sent, or
     * for 100 ms when there is none.
     *
     * @param on whether
     * @return this
     */
    public Faults reorderNeighbours(boolean on) {
        reorderNeighbours.set(on);
        return this;
    }

    /**
     * A delete carries nothing but the id.
     *
     * @param on whether
     * @return this
     */
    public Faults idOnlyDeletes(boolean on) {
        idOnlyDeletes.set(on);
        return this;
    }

    /**
     * Whether an update carries the previous data; without this call as the profile has it.
     *
     * @param on whether
     * @return this
     */
    public Faults oldData(boolean on) {
        oldData.set(Boolean.valueOf(on));
        return this;
    }

    /**
     * Whether timestamps lack the zone; without this call as the profile has it.
     *
     * @param on whether
     * @return this
     */
    public Faults naiveTimestamps(boolean on) {
        naiveTimestamps.set(Boolean.valueOf(on));
        return this;
    }

    /**
     * An event's {@code data} (or whatever the profile calls the document) is null.
     *
     * @param on whether
     * @return this
     */
    public Faults nullData(boolean on) {
        nullData.set(on);
        return this;
    }

    /**
     * An event's document has no id.
     *
     * @param on whether
     * @return this
     */
    public Faults missingId(boolean on) {
        missingId.set(on);
        return this;
    }

    /**
     * Each event is preceded by one of another tenant's collection of the same name: the cloud service's channel is
     * named after the collection only. Tellable by the collection's id, in the profiles that send one.
     *
     * @param on whether
     * @return this
     */
    public Faults crossTenantLeak(boolean on) {
        crossTenantLeak.set(on);
        return this;
    }

    /**
     * Server-side filters look at the event's envelope instead of the user's fields, so that a filter on a user field
     * suppresses every create and update.
     *
     * @param on whether
     * @return this
     */
    public Faults envelopeFilterBug(boolean on) {
        envelopeFilterBug.set(on);
        return this;
    }

    /**
     * All documents created from now on share one creation time, as rows of one transaction do.
     *
     * @param on whether
     * @return this
     */
    public Faults tiedTimestamps(boolean on) {
        tiedTimestamps.set(on);
        return this;
    }

    /**
     * Answers each REST request later.
     *
     * @param delay how much later; zero for off
     * @return this
     */
    public Faults restDelay(Duration delay) {
        restDelayMillis.set(delay.toMillis());
        return this;
    }

    /**
     * Answers REST requests with a made-up response.
     *
     * @param reply the response
     * @param times how often
     * @param skip how many requests pass unharmed before
     * @return this
     */
    public Faults restReply(HttpReply reply, int times, int skip) {
        restReply.arm(reply, times, skip);
        return this;
    }

    /**
     * Answers REST requests with 500.
     *
     * @param times how often
     * @return this
     */
    public Faults rest500(int times) {
        return restReply(new HttpReply(500, Map.of(), "Internal Server Error"), times, 0);
    }

    /**
     * Answers REST requests with 429 and {@code Retry-After}.
     *
     * @param times how often
     * @param retryAfter seconds, an HTTP date, or nonsense
     * @return this
     */
    public Faults rest429RetryAfter(int times, String retryAfter) {
        return tooManyRequests(times, Map.of("Retry-After", retryAfter));
    }

    /**
     * Answers REST requests with 429 and the rate limit headers.
     *
     * @param times how often
     * @param epochSecond when the limit is reset
     * @return this
     */
    public Faults rest429RateLimitReset(int times, long epochSecond) {
        return tooManyRequests(
                times,
                Map.of(
                        "X-RateLimit-Limit", "1000",
                        "X-RateLimit-Remaining", "0",
                        "X-RateLimit-Reset", Long.toString(epochSecond)));
    }

    private Faults tooManyRequests(int times, Map<String, String> headers) {
        return restReply(new HttpReply(429, headers, "{\"detail\":\"Rate limit exceeded\"}"), times, 0);
    }

    /**
     * Answers REST requests with status 200 and an HTML page, as a captive proxy does.
     *
     * @param times how often
     * @return this
     */
    public Faults restHtml(int times) {
        String page = "<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>";
        return restReply(new HttpReply(200, Map.of("Content-Type", "text/html"), page), times, 0);
    }

    /**
     * Answers REST requests with 500 at random.
     *
     * @param probability from 0 for never to 1 for always
     * @param seed makes the same sequence of requests fail the same way
     * @return this
     */
    public Faults restErrorRate(double probability, long seed) {
        restErrorRate.arm(new Chance(probability, seed), probability == 0 ? 0 : ALWAYS, 0);
        return this;
    }

    /**
     * Cuts the connection in the middle of a REST response's body.
     *
     * @param times how often
     * @return this
     */
    public Faults restTruncatedBody(int times) {
        restTruncatedBody.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Resets the TCP connection instead of answering a REST request.
     *
     * @param times how often
     * @return this
     */
    public Faults restDrop(int times) {
        restDrop.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Reads a REST request and never answers.
     *
     * @param times how often
     * @return this
     */
    public Faults restHang(int times) {
        restHang.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Lists ignore the offset: every page is the first.
     *
     * @param on whether
     * @return this
     */
    public Faults restIgnoreOffset(boolean on) {
        restIgnoreOffset.set(on);
        return this;
    }

    /**
     * Get, patch and delete of one document answer 404, whatever the collection holds: as the self-hosted server does whose
     * handlers read another parameter than their routes have.
     *
     * @param on whether it happens
     * @return this
     */
    public Faults restNoSingleDocuments(boolean on) {
        restNoSingleDocuments.set(on);
        return this;
    }

    /**
     * A list is empty, whatever the collection holds.
     *
     * @param times how often
     * @return this
     */
    public Faults restEmptyList(int times) {
        restEmptyList.arm(new Nothing(), times, 0);
        return this;
    }

    /**
     * Rows of equal sort value change places from one list request to the next: the real service sorts without a
     * tie-breaker.
     *
     * @param on whether
     * @return this
     */
    public Faults swapTies(boolean on) {
        swapTies.set(on);
        return this;
    }

    /**
     * Another largest page size than the profile's.
     *
     * @param rows the largest accepted limit; 0 for the profile's
     * @return this
     */
    public Faults pageLimit(int rows) {
        pageLimit.set((long) rows);
        return this;
    }

    List<FaultSwitch> switches() {
        return List.copyOf(all);
    }

    /** What a REST request is answered with instead of the truth, or null. */
    HttpReply takeRestReply() {
        HttpReply reply = restReply.take();
        if (reply != null) {
            return reply;
        }
        Chance odds = restErrorRate.take();
        return odds != null && chance.nextDouble() < odds.probability()
                ? new HttpReply(500, Map.of(), "Internal Server Error")
                : null;
    }
}
