/** The Camel component: {@code cocobase:collection}. */
package io.github.camelcocobase;
