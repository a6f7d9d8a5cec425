/**
 * The realtime channel. {@link io.github.camelcocobase.client.realtime.RealtimeClient} makes watches; a watch is one
 * session after the other; a session is one socket.
 */
package io.github.camelcocobase.client.realtime;
