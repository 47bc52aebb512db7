/** Declarations of state machines, without a store. */
@NullMarked
package dev.onefold.state;

import org.jspecify.annotations.NullMarked;
