/** Clients that nobody here wrote, with their own retries, over a wire that loses replies. */
@NullMarked
package dev.onefold.interop;

import org.jspecify.annotations.NullMarked;
