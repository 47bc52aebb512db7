/** The kit under test: a correct server of another design passes, and each of its broken variants is caught. */
@NullMarked
package dev.onefold.conformance;

import org.jspecify.annotations.NullMarked;
