/**
 * What callers type. {@link dev.onefold.Onefold} is the way in: it runs work for an {@link dev.onefold.Operation}
 * and a {@link dev.onefold.Call}, and answers with an {@link dev.onefold.Outcome}. Stores implement
 * {@link dev.onefold.store}.
 */
@NullMarked
package dev.onefold;

import org.jspecify.annotations.NullMarked;
