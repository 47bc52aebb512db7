/** How many effects there were, asked of something other than the answers: an {@link dev.onefold.check.oracle.Oracle}. */
@NullMarked
package dev.onefold.check.oracle;

import org.jspecify.annotations.NullMarked;
