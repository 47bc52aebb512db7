/** What may know what, and why: {@link dev.onefold.architecture.ArrowsTest} is the map. */
@NullMarked
package dev.onefold.architecture;

import org.jspecify.annotations.NullMarked;
