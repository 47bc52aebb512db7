/**
 * Messages that their source numbers: a callback, an import line, an event. {@link dev.onefold.sequence.Sequences} is the
 * way in: it accepts a {@link dev.onefold.sequence.Message} of a {@link dev.onefold.sequence.Feed} once, in the
 * caller's transaction.
 */
@NullMarked
package dev.onefold.sequence;

import org.jspecify.annotations.NullMarked;
