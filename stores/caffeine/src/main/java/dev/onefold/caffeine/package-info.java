/** One-time tokens in the memory of one process. */
@NullMarked
package dev.onefold.caffeine;

import org.jspecify.annotations.NullMarked;
