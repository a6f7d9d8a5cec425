/**
 * What Camel's event notifiers hear of a connection: all are {@link io.github.camelcocobase.event.ConnectionEvent}s.
 */
package io.github.camelcocobase.event;
