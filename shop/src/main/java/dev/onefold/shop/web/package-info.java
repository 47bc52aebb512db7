/**
 * How the shop speaks HTTP: problem details, size limits and the API document, which shows the key of each
 * {@link dev.onefold.spring.Idempotent} handler. Filters answer through {@link dev.onefold.shop.web.ProblemWriter}.
 */
@NullMarked
package dev.onefold.shop.web;

import org.jspecify.annotations.NullMarked;
