/** The code that the ten techniques replace. */
@NullMarked
package dev.onefold.naive;

import org.jspecify.annotations.NullMarked;
