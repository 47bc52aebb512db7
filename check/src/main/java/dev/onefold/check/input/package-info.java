/** Requests that somebody has already: {@link dev.onefold.check.input.Inputs}. */
@NullMarked
package dev.onefold.check.input;

import org.jspecify.annotations.NullMarked;
