/**
 * Sends duplicates, races and broken-off requests at an HTTP API and says whether their effects happened once:
 * {@link dev.onefold.check.IdempotencyCheck} is the way in. Any API, in any language; nothing is taken from the library it may
 * be built on.
 */
@NullMarked
package dev.onefold.check;

import org.jspecify.annotations.NullMarked;
