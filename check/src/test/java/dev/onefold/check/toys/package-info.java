/** Small servers, right and wrong in one way each: {@link dev.onefold.check.toys.Orders} is what they have in common. */
@NullMarked
package dev.onefold.check.toys;

import org.jspecify.annotations.NullMarked;
