/**
 * Reads documents over Cocobase's REST API. Needs Jetty's HTTP client and Jackson, and knows no Camel.
 *
 * <p>What the servers do and do not offer: a list can be sorted by {@code created_at}, without a tie-breaker, but not
 * filtered by it; there is no {@code updated_at} to ask for; pages are cut by offset; the largest page differs from
 * server to server. The recovery is built around that.
 */
package io.github.camelcocobase.client.rest;
