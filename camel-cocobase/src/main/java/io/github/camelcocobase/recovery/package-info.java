/**
 * Closes the gaps that a lost connection leaves: reads the collection again, compares it with the ledger of what the
 * route has completed, and offers the difference. Knows no Camel.
 */
package io.github.camelcocobase.recovery;
