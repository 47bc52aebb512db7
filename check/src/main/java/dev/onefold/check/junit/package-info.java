/** The checks as tests of one's own suite: {@link dev.onefold.check.junit.IdempotencyTests}. Needs JUnit Jupiter on the class path. */
@NullMarked
package dev.onefold.check.junit;

import org.jspecify.annotations.NullMarked;
