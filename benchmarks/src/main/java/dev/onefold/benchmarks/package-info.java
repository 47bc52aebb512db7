/** {@link dev.onefold.benchmarks.Bench} is the way in: {@code ./onefold bench}. */
@NullMarked
package dev.onefold.benchmarks;

import org.jspecify.annotations.NullMarked;
