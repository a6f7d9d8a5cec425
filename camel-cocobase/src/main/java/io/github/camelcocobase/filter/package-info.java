/**
 * Cocobase's filter language, evaluated on this side of the connection. Pure functions over the fields of a document.
 */
package io.github.camelcocobase.filter;
