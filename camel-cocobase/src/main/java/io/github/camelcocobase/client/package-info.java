/**
 * A client for Cocobase without Camel: the types of documents and changes, and the watch on a collection. Make one with
 * {@link io.github.camelcocobase.client.realtime.RealtimeClient}.
 */
package io.github.camelcocobase.client;
