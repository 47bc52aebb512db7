/**
 * What the books must show, computed from the rows by a pass of its own: {@link dev.onefold.prover.expected.ExpectedBooks}.
 * Nothing here is shared with the code that builds and sends the requests.
 */
@NullMarked
package dev.onefold.prover.expected;

import org.jspecify.annotations.NullMarked;
